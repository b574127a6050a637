"""Commands about questions."""

from typing import Literal, get_args

from .command import Command, Counter, Id
from .roles import Role

DismissReason = Literal["duplicate", "off_topic", "personal_data", "abusive", "unclear", "other"]

DISMISS_REASONS = get_args(DismissReason)


class AskQuestion(Command):
    """Ask a question. `name` empty means anonymous."""

    tag = "question.ask"
    role = Role.ATTENDEE
    text: str
    name: str = ""


class UpvoteQuestion(Command):
    """Give (`on`) or take back one's upvote. One with an older `counter` is answered with `newer` and does nothing."""

    tag = "question.upvote"
    role = Role.ATTENDEE
    question: Id
    on: bool
    counter: Counter = 0


class EditQuestion(Command):
    """Change one's own question while nobody has approved or voted on it. `counter` as in `question.upvote`."""

    tag = "question.edit"
    role = Role.ATTENDEE
    question: Id
    text: str
    counter: Counter = 0


class WithdrawQuestion(Command):
    """Take one's own question back while nobody has approved or voted on it. `counter` as in `question.upvote`."""

    tag = "question.withdraw"
    role = Role.ATTENDEE
    question: Id
    counter: Counter = 0


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
