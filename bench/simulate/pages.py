"""Tables of what was simulated."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from ..figures import Histogram
from .case import Case, attendees_tick
from .costs import Costs
from .engine import World

BEGIN, END = "<!-- script/simulate: {} -->", "<!-- end -->"
GIGA = 1e9


def simulated(case: Case, costs: Costs) -> World:
    """The world of a case after its votes."""
    world = World(case, costs)
    world.run()
    return world


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = ["| " + " | ".join(row) + " |" for row in (head, *rows)]
    return "\n".join([lines[0], "|" + "---|" * len(head), *lines[1:]])


def needs(worlds: Iterable[World]) -> str:
    """What each case takes: processes, memory, database, Redis, network."""
    head = (
        "case", "votes/s", "processes", "CPU of one: mean, most", "memory", "PostgreSQL: cores busy",
        "write transactions/s", "tick reads/s", "Redis messages/s", "frames/s", "network out",
        "cores while all arrive in 60 s",
    )  # fmt: skip
    return table(head, map(_needs, worlds))


def _needs(world: World) -> list[str]:
    case, costs, rates = world.case, world.costs, world.rates
    hubs = case.sessions * case.hubs_of_a_session
    memory = case.processes * costs.process_bytes + case.sockets * costs.socket_bytes + hubs * costs.hub_bytes
    bits = rates["frames"] * (costs.frame_bytes + costs.wire_bytes) * 8
    replicas = f" + {world.read_cores:.0f} of {case.replica_cores} replicas'" if case.replica_cores else ""
    return [
        case.name,
        f"{case.votes_per_second:,.0f}",
        f"{case.processes}",
        f"{sum(world.cpu) / len(world.cpu):.0%}, {max(world.cpu):.0%}",
        f"{memory / GIGA:,.1f} GB",
        f"{world.database_cores:.1f} of {case.database_cores}{replicas}",
        f"{rates['batches']:,.0f}",
        f"{rates['ticks']:,.0f}",
        f"{rates['messages']:,.0f}",
        f"{rates['frames']:,.0f}",
        f"{bits / GIGA:.2g} Gbit/s",
        f"{case.sockets * costs.join / 60:.1f}",
    ]


def times(worlds: Iterable[World]) -> str:
    """How quick each case is."""
    head = (
        "case",
        "attendees' tick",
        "votes committed/s",
        "vote → ok",
        "vote → big screen",
        "vote → every phone",
    )
    return table(head, map(_times, worlds))


def _times(world: World) -> list[str]:
    case = world.case
    tick = attendees_tick(-(-case.people // case.hubs_of_a_session))
    return [
        case.name,
        f"{tick * 1000:,.0f} ms",
        f"{world.rates['acknowledged']:,.0f}",
        *(_percentiles(times) for times in (world.ack, world.screen, world.phone)),
    ]


def _percentiles(times: Histogram) -> str:
    if not times.count:
        return "–"
    return f"{times.percentile(50) * 1000:,.0f} / {times.percentile(99) * 1000:,.0f} ms"


def unit_costs(costs: Costs) -> str:
    """The costs, and where they are from."""
    rows = [(about, _plain(value, about), source) for about, value, source in costs.sources()]
    return table(("what", "cost", "from"), rows)


def _plain(value: float, about: str) -> str:
    if not about.startswith(("memory", "network")):
        return f"{value * 1e6:,.0f} µs" if value >= 1e-5 else f"{value * 1e6:.1f} µs"
    return f"{value:,.0f} B" if value < 1024 else f"{value / 1024:,.0f} KiB"


def write(page: Path, tables: dict[str, str]) -> None:
    """Put each table in its place on the page. Raises ValueError where it has none."""
    text = page.read_text()
    for name, made in tables.items():
        before, begin, rest = text.partition(BEGIN.format(name))
        _, end, after = rest.partition(END)
        if not begin or not end:
            raise ValueError(f"{page.name} has no place for “{name}”")
        text = f"{before}{begin}\n{made}\n{end}{after}"
    page.write_text(text)
