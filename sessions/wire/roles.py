"""Who is on the other end of a socket."""

from enum import StrEnum


class Role(StrEnum):
    """What a connection may see and do. A screen sees and does nothing."""

    ATTENDEE = "attendee"
    MODERATOR = "moderator"
    SCREEN = "screen"
