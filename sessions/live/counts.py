"""What this process counts, for /metrics (`metrics`). The engine adds here; nothing of it is about one session.

What happens for every frame is a plain number: a frame takes some 10 µs in all. What happens for every batch, tick
or look at the database is an object of prometheus_client, which locks and costs a microsecond or two.
"""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics

from ..wire.errors import Code
from ..wire.roles import Role

disable_created_metrics()
registry = CollectorRegistry()

SHORT = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
ITEMS = (1, 2, 5, 10, 25, 50, 100, 200, 400)


class Sent:
    """Frames the sockets of one role were sent, by kind; `skipped` revisions needed no frame of their own."""

    __slots__ = ("beat", "bye", "reply", "skipped", "snapshot", "update", "you")

    def __init__(self) -> None:
        self.snapshot = self.update = self.you = self.reply = self.bye = self.beat = self.skipped = 0

    def state(self, had: tuple[int, int] | None, seen: tuple[int, int]) -> None:
        """A socket that had seen `had` (nothing: None) was sent all up to `seen`."""
        if had is None:
            self.snapshot += 1
            return
        self.update += 1
        if (revisions := seen[0] - had[0]) > 1:
            self.skipped += revisions - 1


sent = {role: Sent() for role in Role}

refusals = Counter("openfloor_refusals", "Commands refused, by code", ["code"], registry=registry)
rings = Counter(
    "openfloor_doorbell",
    "Doorbells of sessions that moved: rung here, heard from another process, healed by a look after none was heard",
    ["how"],
    registry=registry,
)
ticks = Histogram(
    "openfloor_tick_seconds",
    "From the start of a hub's tick (reading what moved) until screens and moderators were told",
    buckets=SHORT,
    registry=registry,
)
fanouts = Histogram(
    "openfloor_fanout_seconds",
    "From the first to the last attendee of a session who was told in one tick",
    buckets=SHORT,
    registry=registry,
)
batch_sizes = Histogram(
    "openfloor_batch_items",
    "Items in one batch: commands written in a group, or people whose own state is read",
    ["work"],
    buckets=ITEMS,
    registry=registry,
)
batch_waits = Histogram(
    "openfloor_batch_wait_seconds",
    "How long the first item of a batch waited for the one before",
    ["work"],
    buckets=SHORT,
    registry=registry,
)
database = Histogram(
    "openfloor_database_seconds",
    "Time on a database thread, by what was done",
    ["what"],
    buckets=SHORT,
    registry=registry,
)
thread_waits = Histogram(
    "openfloor_thread_wait_seconds",
    "Waiting for a free database thread",
    buckets=SHORT,
    registry=registry,
)
lateness = Histogram(
    "openfloor_loop_late_seconds",
    "How late the event loop came to a look that was due: what it is behind with its work",
    buckets=SHORT,
    registry=registry,
)

rung, heard, healed = (rings.labels(how) for how in ("rung", "heard", "healed"))

# What the engine asks of the database, by the function that does it; all else are single commands and pages.
_WHAT = {
    "write_group": "group_write",
    "read_own": "own_read",
    "read_moved": "tick_read",
    "find_session": "code_lookup",
    "_read_revisions": "look",
    "close_due_polls": "countdown",
}


def what(function: Callable[..., object]) -> str:
    """What a function that talks to the database is called in metrics."""
    return _WHAT.get(function.__name__, "other")


def batch(work: Callable[..., object], size: int, waited: float) -> None:
    """A batch of `size` items begins, of which the first waited this many seconds."""
    name = what(work)
    batch_sizes.labels(name).observe(size)
    batch_waits.labels(name).observe(waited)


def refused(code: Code) -> None:
    """A command was refused."""
    refusals.labels(code.value).inc()


def _begin_at_zero() -> None:
    """What has not happened yet is told as 0, so that its first time can be seen as a change."""
    for code in Code:
        refusals.labels(code.value)
    for name in (*_WHAT.values(), "other"):
        database.labels(name)
    for name in ("group_write", "own_read"):
        batch_sizes.labels(name)
        batch_waits.labels(name)


_begin_at_zero()
