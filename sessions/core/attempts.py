"""How often something may fail before one has to wait: wrong passwords, wrong codes.

It is counted in the memory of this process: a server of four processes lets four times as much through, and a restart
forgets. What it is for, guessing by the thousand, it ends all the same. Nothing is written to disk, and what is kept in
memory are hashes with a salt of this process: no address can be read from them.
"""

import hashlib
import ipaddress
import math
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest

_MOST_KEYS = 10_000
_IPV6_NETWORK = 64
_SALT = secrets.token_bytes(16)


def network_of(request: HttpRequest) -> str:
    """Where a request comes from: an address, or the network that one household or hall has of IPv6."""
    return network_of_address(request.META.get("REMOTE_ADDR", ""))


def network_of_client(scope: Mapping[str, Any]) -> str:
    """The same of an ASGI scope. Uvicorn puts in what a proxy says, where it is told to believe that proxy."""
    client = scope.get("client")
    return network_of_address(client[0]) if client else ""


def network_of_address(written: str) -> str:
    """The network of an address; what is none is its own.

    IPv4 written as IPv6 (::ffff:192.0.2.1) is IPv4: else all of it would be one network.
    """
    try:
        address = ipaddress.ip_address(written)
    except ValueError:
        return written
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, _IPV6_NETWORK), strict=False))


def hashed(key: str) -> bytes:
    """What is kept of a network or name: enough to know it again, not to read it."""
    return hashlib.blake2b(key.encode(), digest_size=12, key=_SALT).digest()


class Attempts:
    """Lets `free` attempts fail at once for each key, and one more every `seconds_each`."""

    def __init__(self, free: int, seconds_each: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._free = free
        self._seconds_each = seconds_each
        self._clock = clock
        # By hashed key: how many failures count, and as of when. The latest last.
        self._failed: OrderedDict[bytes, tuple[float, float]] = OrderedDict()

    def wait(self, key: str, more_free: int = 0) -> int:
        """The whole seconds until the next attempt; 0 if it may be now. `more_free`: this key may fail so much more."""
        return math.ceil(self.delay(key, more_free))

    def delay(self, key: str, more_free: int = 0) -> float:
        """The same, not rounded."""
        return max(0.0, (self._counting(hashed(key)) + 1 - self._free - more_free) * self._seconds_each)

    def fail(self, key: str) -> None:
        """Note that an attempt failed."""
        kept = hashed(key)
        self._failed[kept] = (self._counting(kept) + 1, self._clock())
        self._failed.move_to_end(kept)
        if len(self._failed) > _MOST_KEYS:
            self._failed.popitem(last=False)

    def _counting(self, key: bytes) -> float:
        count, at = self._failed.get(key, (0.0, 0.0))
        return max(0.0, count - (self._clock() - at) / self._seconds_each)
