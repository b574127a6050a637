"""What the server sends: one class per event, and the one place where frames are encoded."""

import math

import msgspec

from .errors import Code, Refused
from .state import Change, OwnState, State


class Ok(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="t", tag="ok"):
    """A command was done and committed. `d` holds what was made, e.g. {"question": 12} or {"act": 40}.

    {"newer": N}: nothing was done, for an act of this person with the higher counter N came before.
    """

    id: str
    d: dict[str, int] = {}


class Problem(msgspec.Struct, frozen=True):
    """A stable code, words for people, and the seconds to wait where waiting helps."""

    code: str
    message: str
    retry_after: float | None = None


class Error(msgspec.Struct, frozen=True, tag_field="t", tag="error"):
    """A command was refused and changed nothing. `id` is empty when the frame could not be read."""

    id: str
    d: Problem


class Snapshot(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="t", tag="snapshot"):
    """Everything this role sees, at revision `rev`. Replaces what the client has.

    `at` is the server's clock (ms) when the frame was made, told while a countdown runs. A frame may arrive late,
    never early: of several, the one furthest ahead of the client's clock is the best to set it by.
    """

    rev: int
    d: State
    at: int | None = None


class Update(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="t", tag="update"):
    """What moved since the last frame, up to revision `rev`. `at` as in a snapshot."""

    rev: int
    d: Change
    at: int | None = None


class You(msgspec.Struct, frozen=True, tag_field="t", tag="you"):
    """This participant's own votes, answers and questions, whole."""

    d: OwnState


class Bye(msgspec.Struct, frozen=True, tag_field="t", tag="bye"):
    """The server closes the socket. Come back after `retry_after` seconds; null means do not come back."""

    d: Problem


class Beat(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="t", tag="beat"):
    """Nothing moved, and the line is alive: sent where nothing else was, so that every socket hears something within
    `BEAT_SECONDS` (10). A client that hears nothing for a third longer has lost its line, and connects anew.
    `at` is the server's clock (ms): pages follow it when it is put right.
    """

    at: int | None = None


EVENTS: tuple[type[msgspec.Struct], ...] = (Ok, Error, Snapshot, Update, You, Bye, Beat)

_encoder = msgspec.json.Encoder()


def encode(event: msgspec.Struct) -> bytes:
    """One frame as UTF-8 JSON."""
    return _encoder.encode(event)


def refusal(command_id: str, refused: Refused) -> Error:
    """The answer to a refused command, in the language active now."""
    wait = refused.details.get("seconds")
    retry_after = float(wait) if isinstance(wait, int | float) else None
    return Error(id=command_id, d=Problem(refused.code.value, refused.message, retry_after))


def bye(code: Code, retry_after: float | None = None) -> Bye:
    """The last frame of a socket."""
    refused = Refused(code, seconds=math.ceil(retry_after or 0))
    return Bye(d=Problem(code.value, refused.message, retry_after))
