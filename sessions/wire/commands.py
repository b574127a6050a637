"""What clients may send: one class per command, named noun.verb on the wire.

`decode` and `parse` are the only way in. They refuse unknown commands and fields, missing fields and wrong types
by stable codes, before any feature sees the command. Limits on text length are the actions' business: they
depend on the session.
"""

from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec

from . import limits, poll_commands, question_commands, session_commands
from .command import Command, Counter
from .errors import Code, Refused
from .poll_commands import *  # noqa: F403  (one place to import commands from)
from .question_commands import *  # noqa: F403
from .roles import Role
from .session_commands import *  # noqa: F403

# Printable ASCII: ids are stored, and PostgreSQL stores no NUL.
CommandId = Annotated[
    str, msgspec.Meta(min_length=1, max_length=limits.MAX_COMMAND_ID_CHARACTERS, pattern="^[ -~]+$")
]

COMMANDS: dict[str, type[Command]] = {
    command.tag: command
    for module in (question_commands, poll_commands, session_commands)
    for command in vars(module).values()
    if isinstance(command, type) and issubclass(command, Command) and command.__dict__.get("tag")
}


class Envelope(msgspec.Struct, frozen=True):
    """The frame around a command: its name, the client's id for it, its fields.

    Moderators add what they had before their eyes: `seen`, the revision their page showed, and `act`, the last of
    their own acts they were told of (it may be newer than that). 0: not told.
    """

    t: str
    id: CommandId
    d: dict[str, Any] = {}
    seen: Counter = 0
    act: Counter = 0


_envelope = msgspec.json.Decoder(Envelope)


def decode(frame: str | bytes) -> Envelope:
    """Read the frame around a command. Raises `Refused(malformed)`."""
    try:
        return _envelope.decode(frame)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise Refused(Code.MALFORMED) from error


def read_id(text: str) -> str:
    """The id of a command that came without an envelope. Raises `Refused(malformed)`."""
    try:
        return msgspec.convert(text, CommandId)
    except msgspec.ValidationError as error:
        raise Refused(Code.MALFORMED) from error


def parse(name: str, fields: dict[str, Any], role: Role, *, strict: bool = True) -> Command:
    """Turn a command's name and fields into its class, for somebody in `role`.

    Moderators may do what attendees may not, and the other way round; a screen may do nothing.
    `strict=False` reads numbers and booleans from text, as forms send them.
    """
    command = COMMANDS.get(name)
    if command is None:
        raise Refused(Code.UNKNOWN_COMMAND)
    if command.role is not role:
        raise Refused(Code.NOT_ALLOWED)
    required = _required_by_field(command)
    for name in fields:
        if name not in required:
            raise Refused(Code.UNKNOWN_FIELD, field=name[:40])
    for name, is_required in required.items():
        if is_required and name not in fields:
            raise Refused(Code.MISSING_FIELD, field=name)
    try:
        return msgspec.convert(fields, command, strict=strict)
    except msgspec.ValidationError as error:
        raise Refused(Code.WRONG_TYPE, detail=str(error)) from error


@cache
def _required_by_field(command: type[Command]) -> dict[str, bool]:
    return {field.name: field.required for field in msgspec.structs.fields(command)}


def list_fields(name: str) -> set[str]:
    """The fields of a command that take a list; forms repeat those."""
    command = COMMANDS.get(name)
    hints = get_type_hints(command) if command else {}
    return {
        field for field, hint in hints.items() if list in {get_origin(hint), *map(get_origin, get_args(hint))}
    }
