"""How fast questions may come: each is read by everybody, so they are fewer than votes."""

import time
from collections.abc import Callable

from django.conf import settings

from ..core.attempts import Attempts
from ..wire.errors import Code, Refused

# At once, and then for each person; a phone may do other things faster (ATTENDEE_COMMANDS_PER_SECOND).
BURST_TIMES = 4
SLOWER = 25
# From people of one network who have no socket open: a page costs less to open a thousand times than a socket.
FREE_WITHOUT_SOCKET = 60
SECONDS_EACH_WITHOUT_SOCKET = 2.0


class Asking:
    """The questions of one session, as they come."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        per_second = settings.ATTENDEE_COMMANDS_PER_SECOND
        self._by_person = Attempts(per_second * BURST_TIMES, SLOWER / per_second, clock)
        self._by_network = Attempts(FREE_WITHOUT_SOCKET, SECONDS_EACH_WITHOUT_SOCKET, clock)

    def take(self, key: str, network: str, *, has_socket: bool) -> None:
        """Count a question. Raises Refused where this person, or this network without sockets, asked too many."""
        if seconds := self._by_person.wait(key):
            raise Refused(Code.TOO_FAST, seconds=seconds)
        if not has_socket and network:
            if seconds := self._by_network.wait(network):
                raise Refused(Code.NETWORK_TOO_FAST, seconds=seconds)
            self._by_network.fail(network)
        self._by_person.fail(key)
