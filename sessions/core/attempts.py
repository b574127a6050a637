"""How often something may fail before one has to wait: wrong passwords, wrong codes.

It is counted in the memory of this process: a server of four processes lets four times as much through, and a restart
forgets. What it is for, guessing by the thousand, it ends all the same; and no address of anybody is written down.
"""

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable

from django.http import HttpRequest

_MOST_KEYS = 10_000
_IPV6_NETWORK = 64


def network_of(request: HttpRequest) -> str:
    """Where a request comes from: an address, or the network that one household or hall has of IPv6."""
    written = request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(written)
    except ValueError:
        return written
    return str(
        address if address.version == 4 else ipaddress.ip_network((address, _IPV6_NETWORK), strict=False)
    )


class Attempts:
    """Lets `free` attempts fail at once for each key, and one more every `seconds_each`."""

    def __init__(self, free: int, seconds_each: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._free = free
        self._seconds_each = seconds_each
        self._clock = clock
        # By key: how many failures count, and as of when. The latest last.
        self._failed: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, key: str) -> int:
        """The whole seconds until the next attempt; 0 if it may be now."""
        return max(0, math.ceil((self._counting(key) + 1 - self._free) * self._seconds_each))

    def fail(self, key: str) -> None:
        """Note that an attempt failed."""
        self._failed[key] = (self._counting(key) + 1, self._clock())
        self._failed.move_to_end(key)
        if len(self._failed) > _MOST_KEYS:
            self._failed.popitem(last=False)

    def _counting(self, key: str) -> float:
        count, at = self._failed.get(key, (0.0, 0.0))
        return max(0.0, count - (self._clock() - at) / self._seconds_each)
