"""What this process counted, as Prometheus knows it. Read when somebody asks, never before.

No figure is about one session: an audience is nobody's business, and series without end are nobody's pleasure.
"""

import os
from collections.abc import Iterable, Iterator

import msgspec
from prometheus_client import ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from ..wire.roles import Role
from . import counts
from .hubs import hubs

KINDS = ("snapshot", "update", "you", "reply", "bye", "beat")


class Family(msgspec.Struct):
    """A metric with its samples: (name, labels, value)."""

    name: str
    documentation: str
    type: str
    samples: list[tuple[str, dict[str, str], float]]


class Engine:
    """Collects what the engine has as plain numbers."""

    def collect(self) -> Iterator[Metric]:
        """The metrics as they are now. Called on the event loop."""
        running = list(hubs().running().values())
        yield GaugeMetricFamily("openfloor_sessions", "Sessions held in memory here", value=len(running))
        sockets = GaugeMetricFamily("openfloor_sockets", "Open sockets, by role", labels=["role"])
        frames = CounterMetricFamily("openfloor_frames", "Frames sent", labels=["role", "kind"])
        skipped = CounterMetricFamily(
            "openfloor_revisions_coalesced",
            "Revisions that needed no frame of their own: a later one held them too",
            labels=["role"],
        )
        for role in Role:
            sockets.add_metric([role.value], sum(len(hub.sockets[role]) for hub in running))
            skipped.add_metric([role.value], counts.sent[role].skipped)
            for kind in KINDS:
                frames.add_metric([role.value, kind], getattr(counts.sent[role], kind))
        yield from (sockets, frames, skipped)


counts.registry.register(Engine())
ProcessCollector(registry=counts.registry)


def mine() -> list[Family]:
    """The metrics of this process, each with its process id as the label "worker"."""
    worker = {"worker": str(os.getpid())}
    return [
        Family(
            metric.name,
            metric.documentation,
            metric.type,
            [(sample.name, {**sample.labels, **worker}, sample.value) for sample in metric.samples],
        )
        for metric in counts.registry.collect()
    ]


def exposed(processes: Iterable[list[Family]]) -> bytes:
    """The metrics of all processes in the text format of Prometheus."""
    metrics: dict[str, Metric] = {}
    for family in (family for families in processes for family in families):
        metric = metrics.setdefault(family.name, Metric(family.name, family.documentation, family.type))
        for sample in family.samples:
            metric.add_sample(*sample)
    return generate_latest(_Read(metrics))


class _Read:
    """Metrics that were read already."""

    def __init__(self, metrics: dict[str, Metric]) -> None:
        self._metrics = metrics

    def collect(self) -> Iterable[Metric]:
        return self._metrics.values()
