"""Who may get a new identity in a session now.

An identity costs nothing to make and counts as a person when it votes, so it is given with a page or a socket, never
with an act, and no faster than a hall fills. Phones in a hall share one network: each that is connected, with the
identity its page gave it, makes room for one more from there. What comes without a page ever becoming a phone does not.
The counts are of this process, in memory, and hold no address (`core/attempts`).
"""

import time
from collections import Counter
from collections.abc import Callable

from django.conf import settings

from ..core.attempts import Attempts, hashed
from ..join import identity
from ..wire.errors import Code, Refused

PER_NETWORK_SECONDS_EACH = 0.2
# From many networks at once; a hall of ten thousand comes within a minute or two.
SESSION_TIMES_AS_MANY = 10
SESSION_SECONDS_EACH = 0.02
_EVERYBODY = "everybody"


class Newcomers:
    """The new identities of one session."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        free = settings.NEWCOMERS_PER_NETWORK
        self._from_network = Attempts(free, PER_NETWORK_SECONDS_EACH, clock)
        self._in_all = Attempts(free * SESSION_TIMES_AS_MANY, SESSION_SECONDS_EACH, clock)
        self._connected: Counter[bytes] = Counter()

    def welcome(self, network: str) -> str:
        """A new identity for somebody from `network`. Raises Refused(too_many_new), saying how long to wait."""
        if self._wait(network):
            raise self.refusal(network)
        if network:
            self._from_network.fail(network)
        self._in_all.fail(_EVERYBODY)
        return identity.new_key()

    def refusal(self, network: str) -> Refused:
        """What somebody without an identity is told."""
        return Refused(Code.TOO_MANY_NEW, seconds=max(1, self._wait(network)))

    def came(self, network: str) -> None:
        """Somebody's socket brought the identity of an earlier page or socket."""
        self._connected[hashed(network)] += 1

    def went(self, network: str) -> None:
        """That socket is gone."""
        network_hash = hashed(network)
        self._connected[network_hash] -= 1
        if not self._connected[network_hash]:
            del self._connected[network_hash]

    def _wait(self, network: str) -> int:
        in_all = self._in_all.wait(_EVERYBODY, self._connected.total())
        # A server that is not told addresses takes nobody for a network.
        return max(
            in_all, self._from_network.wait(network, self._connected[hashed(network)]) if network else 0
        )
