"""How many sessions one network may start, where nobody has to sign in for it: each is stored for good."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest

from ..core.attempts import Attempts, network_of
from ..core.models import Session
from ..wire.errors import Code, Refused
from .actions import just_started

# A university behind one address starts dozens when lectures begin, and none in the minutes after.
SECONDS_EACH = 5.0
started = Attempts(settings.SESSIONS_PER_NETWORK, SECONDS_EACH)


def start_within_limit(request: HttpRequest, start_key: str, make: Callable[[], Session]) -> Session:
    """The session that `make` starts. Raises Refused where the network of somebody unknown started too many.

    A form that is sent again leads to the session it started, at the limit too. What is refused for other reasons does
    not count.
    """
    network = "" if request.user.is_authenticated else network_of(request)
    # A server that is not told addresses takes nobody for a network.
    if not network or just_started(start_key):
        return make()
    if seconds := started.wait(network):
        raise Refused(Code.TOO_MANY_SESSIONS, limit=settings.SESSIONS_PER_NETWORK, seconds=seconds)
    session = make()
    started.fail(network)
    return session
