"""What clients may send: one class per command, named noun.verb on the wire.

`decode` is the only way in. It refuses unknown commands and fields, missing fields and wrong types by
stable codes, before any feature sees the command. Limits on text length are the actions' business:
they depend on the session.
"""

from typing import Annotated, Any, ClassVar, Literal, get_args, get_origin, get_type_hints

import msgspec

from . import limits
from .errors import Code, Refused
from .roles import Role

Id = Annotated[int, msgspec.Meta(ge=1, le=2**53 - 1)]  # what JavaScript can hold exactly
# Printable ASCII: ids are stored, and PostgreSQL stores no NUL.
CommandId = Annotated[
    str, msgspec.Meta(min_length=1, max_length=limits.MAX_COMMAND_ID_CHARACTERS, pattern="^[ -~]+$")
]
DismissReason = Literal["duplicate", "off_topic", "personal_data", "abusive", "unclear", "other"]
StageView = Literal["join", "questions", "poll", "blank"]
PollKind = Literal["choice"]
ResultsMode = Literal["live", "hidden"]
NamesMode = Literal["optional", "off"]
LinkRole = Literal["moderator", "screen"]

DISMISS_REASONS = get_args(DismissReason)


class Command(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One thing a client asks for. `role` is who may ask; `tag` its name on the wire."""

    tag: ClassVar[str]
    role: ClassVar[Role] = Role.MODERATOR


class AskQuestion(Command):
    """Ask a question. `name` empty means anonymous."""

    tag = "question.ask"
    role = Role.ATTENDEE
    text: str
    name: str = ""


class UpvoteQuestion(Command):
    """Give (`on`) or take back one's upvote."""

    tag = "question.upvote"
    role = Role.ATTENDEE
    question: Id
    on: bool


class EditQuestion(Command):
    """Change one's own question while nobody has approved or voted on it."""

    tag = "question.edit"
    role = Role.ATTENDEE
    question: Id
    text: str


class WithdrawQuestion(Command):
    """Take one's own question back while nobody has approved or voted on it."""

    tag = "question.withdraw"
    role = Role.ATTENDEE
    question: Id


class AnswerPoll(Command):
    """Answer an open poll, or change one's answer. `options` are option ids."""

    tag = "poll.answer"
    role = Role.ATTENDEE
    poll: Id
    options: list[Id]


class ApproveQuestion(Command):
    """Show a pending question to everyone."""

    tag = "question.approve"
    question: Id


class DismissQuestion(Command):
    """Do not show a question, or no longer. The author is told the reason; "other" needs `words`."""

    tag = "question.dismiss"
    question: Id
    reason: DismissReason
    words: str = ""


class HighlightQuestion(Command):
    """Pin a live question on every screen as being answered now; at most one at a time."""

    tag = "question.highlight"
    question: Id
    on: bool


class MarkAnswered(Command):
    """Tick a live question off, or take the tick back."""

    tag = "question.answered"
    question: Id
    on: bool


class ArchiveQuestion(Command):
    """Put a question away without a verdict."""

    tag = "question.archive"
    question: Id


class RestoreQuestion(Command):
    """Bring a dismissed or archived question back to where it was."""

    tag = "question.restore"
    question: Id


class UndoAct(Command):
    """Take back one act of the audit trail, if nothing built on it since."""

    tag = "act.undo"
    act: Id


class CreatePoll(Command):
    """Make a poll as a draft. `multiple` lets people choose several options."""

    tag = "poll.create"
    title: str
    options: list[str]
    kind: PollKind = "choice"
    multiple: bool = False
    results: ResultsMode = "live"


class UpdatePoll(Command):
    """Change a draft. The options replace the earlier ones."""

    tag = "poll.update"
    poll: Id
    title: str
    options: list[str]
    multiple: bool = False
    results: ResultsMode = "live"


class DeletePoll(Command):
    """Remove a poll from every view. Can be undone."""

    tag = "poll.delete"
    poll: Id


class OpenPoll(Command):
    """Open a draft or reopen a closed poll; the poll open until now is closed."""

    tag = "poll.open"
    poll: Id


class ClosePoll(Command):
    """Take no more answers."""

    tag = "poll.close"
    poll: Id


class RevealPoll(Command):
    """Show (`on`) or hide the results to attendees and on the big screen."""

    tag = "poll.reveal"
    poll: Id
    on: bool


class ShowStage(Command):
    """Choose what the big screen shows. `poll` is needed with the view "poll"."""

    tag = "stage.show"
    view: StageView
    poll: Id | None = None


class ShowJoinPanel(Command):
    """Show or hide the panel with code and QR beside the stage."""

    tag = "stage.join_panel"
    on: bool


class UpdateSession(Command):
    """Change settings of the session; what is left out stays as it is."""

    tag = "session.update"
    title: str | None = None
    moderated: bool | None = None
    intake_open: bool | None = None
    question_max_length: int | None = None
    names: NamesMode | None = None


class EndSession(Command):
    """Close the session for good: its code becomes free, everybody may still read."""

    tag = "session.end"


class ReopenSession(Command):
    """Open an ended session again, if no open one has its code by now."""

    tag = "session.reopen"


COMMANDS: dict[str, type[Command]] = {command.tag: command for command in Command.__subclasses__()}


class Envelope(msgspec.Struct, frozen=True):
    """The frame around a command: its name, the client's id for it, its fields."""

    t: str
    id: CommandId
    d: dict[str, Any] = {}


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
    known = {field.name: field for field in msgspec.structs.fields(command)}
    for name in fields:
        if name not in known:
            raise Refused(Code.UNKNOWN_FIELD, field=name[:40])
    for field in known.values():
        if field.required and field.name not in fields:
            raise Refused(Code.MISSING_FIELD, field=field.name)
    try:
        return msgspec.convert(fields, command, strict=strict)
    except msgspec.ValidationError as error:
        raise Refused(Code.WRONG_TYPE, detail=str(error)) from error


def list_fields(name: str) -> set[str]:
    """The fields of a command that take a list; forms repeat those."""
    command = COMMANDS.get(name)
    hints = get_type_hints(command) if command else {}
    return {field for field, hint in hints.items() if get_origin(hint) is list}
