"""What docs/performance.md shows: which scenario with which options, what it should reach, and what peers do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Figures = Mapping[str, Any]  # {key: {"name", "value", "unit"}} of a row


@dataclass(frozen=True)
class Aim:
    """What a figure should reach, `least` or `most`; and the nearest peer's in words."""

    figure: str
    name: str
    most: float | None = None
    least: float | None = None
    unit: str = ""
    peers: str = ""

    @property
    def words(self) -> str:
        """The aim as people write it."""
        sign, bound = ("≤", self.most) if self.most is not None else ("≥", self.least)
        return f"{sign} {bound:,g} {self.unit}".strip()

    def reached(self, value: float | None) -> bool | None:
        """Whether a value is good enough; None where it was not measured."""
        if value is None:
            return None
        return value <= self.most if self.most is not None else value >= (self.least or 0)


@dataclass(frozen=True)
class Row:
    """One run. The first aim decides which of several runs is the median."""

    command: str
    aims: tuple[Aim, ...] = ()


def _fanout(attendees: int, votes: int, more: str = "") -> str:
    return f"fanout --attendees {attendees} --votes-per-second {votes}{more}"


_PHONE, _SCREEN = "phone_p99_ms", "screen_p99_ms"
_TWO = " --postgres --redis"

ROWS: dict[str, Row] = {
    "fanout-1000-20": Row(
        _fanout(1000, 20),
        (
            Aim("frame_us", "CPU per delivered frame", 25, unit="µs",
                peers="153 µs venueless, ~2,000 µs arsnova.eu"),
            Aim(_PHONE, "vote → every phone, p99", 200, unit="ms",
                peers="3.2 s arsnova.eu, 22.7 s venueless"),
            Aim("vote_cpu_ms", "CPU per vote, all it causes", 10, unit="ms",
                peers="65 ms arsnova.eu, 152 ms venueless"),
            Aim("socket_kib", "memory per idle socket", 40, unit="KiB",
                peers="74 KiB venueless, 250+ KiB arsnova.eu"),
        ),
    ),
    "fanout-1000-200": Row(_fanout(1000, 200), (Aim(_PHONE, "vote → every phone, p99", 300, unit="ms"),)),
    "fanout-5000-200": Row(
        _fanout(5000, 200),
        (
            Aim(_PHONE, "vote → every phone, p99", 1000, unit="ms"),
            Aim(_SCREEN, "vote → big screen, p99", 200, unit="ms"),
        ),
    ),
    "fanout-10000-100": Row(
        _fanout(10000, 100),
        (
            Aim(_PHONE, "vote → every phone, p99", 1500, unit="ms"),
            Aim(_SCREEN, "vote → big screen, p99", 250, unit="ms"),
        ),
    ),
    "join-storm-5000": Row(
        "join-storm --attendees 5000 --seconds 30",
        (
            Aim("join_cpu_ms", "CPU per join: page, socket, state", 4, unit="ms", peers="51 ms venueless"),
            Aim("live_p95_ms", "asked → live, p95", 2000, unit="ms",
                peers="3.57 s arsnova.eu (500 joins, its own figure)"),
        ),
    ),
    "reconnect-storm-5000": Row(
        "reconnect-storm --attendees 5000 --postgres",
        (
            Aim("back_99_s", "kill -9 → 99 % live", 15, unit="s"),
            Aim("statements", "database statements until all are", 51),
        ),
    ),
    "votes-sqlite": Row(
        "vote-spike", (Aim("durable_per_second", "durable votes a second, SQLite", least=3000),)
    ),
    "votes-postgres": Row(
        "vote-spike --postgres", (Aim("durable_per_second", "durable votes a second, PostgreSQL", least=3000),)
    ),
    "one-process": Row(_fanout(2000, 50, _TWO)),
    "two-processes": Row(
        _fanout(2000, 50, _TWO + " --workers 2"),
        (Aim("times_one", "fan-out of two processes, by CPU per frame", least=1.7, unit="×"),),
    ),
    "slow-readers": Row(
        "slow-readers",
        (
            Aim(_PHONE, "one in ten never reads: vote → every other phone, p99", 300, unit="ms"),
            Aim("slow_share", "frames kept for a slow phone, of the others'", 50, unit="%"),
        ),
    ),
    "poll-spike": Row("poll-spike"),
    "many-sessions": Row("many-sessions"),
    "mixed": Row("mixed"),
    "hostile": Row("hostile"),
    "costs": Row("costs" + _TWO),
    "soak": Row("soak", (Aim("growth_percent", "memory growth in 30 minutes", 5, unit="%"),)),
}  # fmt: skip


def derived(row: str, results: Mapping[str, Figures]) -> dict[str, dict[str, Any]]:
    """Figures of a row that need another one."""
    if row != "two-processes" or not {"one-process", row} <= results.keys():
        return {}
    one, two = (results[name]["frame_us"]["value"] for name in ("one-process", row))
    return {
        "times_one": {
            "name": "fan-out of two processes, by CPU per frame",
            "value": 2 * one / two,
            "unit": "×",
        }
    }
