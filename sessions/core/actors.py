"""Who acts."""

import time
from dataclasses import dataclass, field
from enum import StrEnum

from ..wire.roles import Role


def now_ms() -> int:
    """Milliseconds since 1970."""
    return int(time.time() * 1000)


class Doer(StrEnum):
    """Who acts without a connection, as the audit trail names them."""

    HOST = "host"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody in a role in one session, and the id their client gave the command.

    `key` is the attendee's anonymous identity (empty for moderators). `command_id` makes a repeated
    command recognisable; empty means it cannot be repeated. `at` is when the server received it (ms since 1970).
    """

    session_id: int
    role: Role | Doer
    key: str = ""
    command_id: str = ""
    at: int = field(default_factory=now_ms, compare=False)
