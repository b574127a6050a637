"""What the server counted itself (/metrics), over all its processes."""

import urllib.request
from collections import Counter

from prometheus_client.parser import text_string_to_metric_families

TOKEN = "only-for-the-bench-0123456789"
NAMES = {
    "frames": ("openfloor_frames_total", {}),
    "updates": ("openfloor_frames_total", {"kind": "update"}),
    "votes": ("openfloor_batch_items_sum", {"work": "group_write"}),
    "batches": ("openfloor_batch_items_count", {"work": "group_write"}),
    "ticks": ("openfloor_tick_seconds_count", {}),
}


def read_counts(port: int) -> Counter[str]:
    """The totals so far, by the names above. Raises OSError where the server does not tell."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/metrics", headers={"Authorization": f"Bearer {TOKEN}"}
    )
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with direct.open(request, timeout=20) as answer:
        families = list(text_string_to_metric_families(answer.read().decode()))
    samples = [sample for family in families for sample in family.samples]
    return Counter(
        {
            name: sum(s.value for s in samples if s.name == metric and labels.items() <= s.labels.items())
            for name, (metric, labels) in NAMES.items()
        }
    )
