"""Pure functions and small classes that turn measurements into figures. No input or output here."""

import json
import math
from dataclasses import dataclass, field
from typing import Any


class Histogram:
    """Counts of durations in steps of `step` seconds: exact enough to report, and small however many there are."""

    def __init__(self, step: float = 0.0001) -> None:
        self.step = step
        self.count = 0
        self._counts: dict[int, int] = {}

    def add(self, seconds: float, count: int = 1) -> None:
        """Count a duration `count` times. Below zero (two clocks read in another order) is zero."""
        index = max(0, round(seconds / self.step))
        self._counts[index] = self._counts.get(index, 0) + count
        self.count += count

    def add_all(self, other: "Histogram") -> None:
        """Count everything another one counted, in the same steps."""
        assert self.step == other.step
        for index, count in other._counts.items():
            self._counts[index] = self._counts.get(index, 0) + count
        self.count += other.count

    def percentile(self, percent: float) -> float:
        """The smallest duration in seconds that `percent` of all do not exceed (nearest rank); NaN without any."""
        if not self.count:
            return math.nan
        rank = max(1, math.ceil(self.count * percent / 100))
        passed = 0
        for index in sorted(self._counts):
            passed += self._counts[index]
            if passed >= rank:
                break
        return index * self.step

    @property
    def longest(self) -> float:
        """The longest duration in seconds; NaN without any."""
        return max(self._counts) * self.step if self.count else math.nan


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    key: str
    name: str
    value: float
    unit: str


@dataclass
class Report:
    """What a scenario found. `problems` are sentences: work that was lost or not shown; `notes` explain figures."""

    figures: list[Figure] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    about: dict[str, Any] = field(default_factory=dict)

    def add(self, key: str, name: str, value: float, unit: str) -> None:
        """Append a figure."""
        self.figures.append(Figure(key, name, value, unit))

    def add_times(self, key: str, name: str, times: Histogram) -> None:
        """Append p50, p95, p99 and the longest of `times`, in ms."""
        for percent in (50, 95, 99):
            self.add(f"{key}_p{percent}_ms", f"{name}, p{percent}", times.percentile(percent) * 1000, "ms")
        self.add(f"{key}_max_ms", f"{name}, longest", times.longest * 1000, "ms")

    def as_text(self) -> str:
        """The table for people."""
        width = max(len(figure.name) for figure in self.figures)
        lines = [_about_line(self.about), ""]
        lines += [f"{one.name:<{width}}  {plain(one.value):>10} {one.unit}" for one in self.figures]
        lines += ["", *self.notes, *(f"PROBLEM: {problem}" for problem in self.problems)]
        return "\n".join(line.rstrip() for line in lines).rstrip()

    def as_json(self) -> str:
        """The same for programs: {"about", "figures": {key: {"name", "value", "unit"}}, "notes", "problems"}."""
        figures = {
            one.key: {
                "name": one.name,
                "value": None if math.isnan(one.value) else round(one.value, 3),
                "unit": one.unit,
            }
            for one in self.figures
        }
        whole = {"about": self.about, "figures": figures, "notes": self.notes, "problems": self.problems}
        return json.dumps(whole, indent=2, ensure_ascii=False)


def plain(value: float) -> str:
    """A number with the digits that mean something: counts whole, measures to a tenth."""
    if math.isnan(value):
        return "none"
    return f"{value:,.0f}" if isinstance(value, int) or abs(value) >= 1000 else f"{value:.1f}"


def _about_line(about: dict[str, Any]) -> str:
    options = about.get("options")
    said = [f"{name.replace('_', ' ')} {value}" for name, value in options.items()] if options else []
    keys = ("scenario", "processor", "cores", "python", "commit")
    return "\n".join((" · ".join(str(about[key]) for key in keys if key in about), " · ".join(said))).strip()
