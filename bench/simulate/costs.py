"""What single things cost: measured by `script/bench`, else as written here."""

import json
from dataclasses import dataclass, field, fields
from pathlib import Path

from ..machine import ROOT

RESULTS = ROOT / "docs/performance"

MICRO, MILLI, KIB = 1e-6, 1e-3, 1024.0


EARLIER = "measured in November 2026"
BELLS = "measured once: 4,000 bells to three processes"


def _cost(
    default: float, about: str, row: str = "", figure: str = "", unit: float = 1.0, source: str = "assumed"
) -> float:
    """A cost in seconds or bytes from `source`; where the bench measured its `row`, that `figure` (in `unit`)."""
    told = {"about": about, "row": row, "figure": figure, "unit": unit, "source": EARLIER if row else source}
    made: float = field(default=default, metadata=told)
    return made


@dataclass(frozen=True)
class Costs:
    """Seconds of CPU and of waiting, and bytes."""

    frame: float = _cost(9.4e-6, "server CPU: a frame to one socket", "costs", "frame_us", MICRO)
    vote: float = _cost(152e-6, "server CPU: a vote", "costs", "vote_us", MICRO)
    batch: float = _cost(1.7e-3, "server CPU: a batch, for each session in it", "costs", "batch_us", MICRO)
    tick: float = _cost(6.8e-3, "server CPU: a tick of one session in one process", "costs", "tick_us", MICRO)
    join: float = _cost(
        1.7e-3, "server CPU: page, socket and first state", "join-storm-5000", "join_cpu_ms", MILLI
    )
    say: float = _cost(80e-6, "server CPU: telling other processes", source=BELLS)
    hear: float = _cost(60e-6, "server CPU: hearing another process", source=BELLS)
    database_vote: float = _cost(95e-6, "PostgreSQL CPU: a vote", "costs", "services_vote_us", MICRO)
    database_batch: float = _cost(1.3e-3, "PostgreSQL CPU: a batch", "costs", "services_batch_us", MICRO)
    database_tick: float = _cost(1.8e-3, "PostgreSQL CPU: a tick's read", "costs", "services_tick_us", MICRO)
    commit: float = _cost(2e-3, "waiting: the round trips of a batch and the disk")
    bell: float = _cost(0.5e-3, "waiting: a bell's way through Redis")
    redis: float = _cost(7e-6, "Redis CPU: a message in or out", source=BELLS)
    socket_bytes: float = _cost(28.3 * KIB, "memory: an open socket", "costs", "socket_kib", KIB)
    hub_bytes: float = _cost(100 * KIB, "memory: a session in one process")
    process_bytes: float = _cost(120 * KIB**2, "memory: a process without sessions")
    frame_bytes: float = _cost(160, "network: a frame", "fanout-1000-200", "frame_bytes")
    wire_bytes: float = _cost(90, "network: what TLS, TCP and IP add to a frame")

    def sources(self, folder: Path = RESULTS) -> list[tuple[str, float, str]]:
        """(what, cost, where it is from) of each."""
        return [
            (one.metadata["about"], getattr(self, one.name), _source(one.metadata, folder))
            for one in fields(self)
        ]


def read_costs(folder: Path = RESULTS) -> Costs:
    """The costs, measured ones from the bench's JSON files in `folder`."""
    measured = {one.name: _measured(one.metadata, folder) for one in fields(Costs)}
    return Costs(**{name: value for name, value in measured.items() if value is not None})


def _measured(about: dict, folder: Path) -> float | None:
    file = folder / f"{about['row']}.json"
    if not about["row"] or not file.exists():
        return None
    value = json.loads(file.read_text())["figures"].get(about["figure"], {}).get("value")
    return None if value is None else value * about["unit"]


def _source(about: dict, folder: Path) -> str:
    if _measured(about, folder) is not None:
        return f"`script/bench report {about['row']}`"
    source: str = about["source"]
    return source
