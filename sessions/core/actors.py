"""Who acts."""

from dataclasses import dataclass, field
from enum import StrEnum

from ..wire.roles import Role
from .clock import now_ms


class Doer(StrEnum):
    """Who acts without a connection, as the audit trail names them."""

    HOST = "host"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody in a role in one session, and the id their client gave the command.

    `key` is the attendee's anonymous identity (empty for moderators). `command_id` makes a repeated
    command recognisable; empty means it cannot be repeated. `at` is when the server received it (ms since 1970).
    `seen` is the revision a moderator's page showed, `act` the last of their own acts they were told of: what they do
    is refused where somebody changed it since. 0: not told, nothing is refused.
    """

    session_id: int
    role: Role | Doer
    key: str = ""
    command_id: str = ""
    at: int = field(default_factory=now_ms, compare=False)
    seen: int = 0
    act: int = 0
