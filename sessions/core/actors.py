"""Who acts."""

from dataclasses import dataclass

from ..wire.roles import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody in a role in one session, and the id their client gave the command.

    `key` is the attendee's anonymous identity (empty for moderators). `command_id` makes a repeated
    command recognisable; empty means it cannot be repeated.
    """

    session_id: int
    role: Role
    key: str = ""
    command_id: str = ""
