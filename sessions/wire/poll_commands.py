"""Commands about polls of every kind."""

from typing import Any, Literal

from .command import Command, Counter, Epoch, Id
from .roles import Role

PollKind = Literal[
    "choice", "wordcloud", "text", "rating", "ranking", "number", "points", "quiz_question", "quiz", "survey"
]
ResultsMode = Literal["live", "hidden", "answered"]


class AnswerPoll(Command):
    """Answer an open poll, or change one's answer. Each kind takes one of the fields.

    `options` (choice, quiz_question) and `order` (ranking, best first) are option ids; `points` is option id →
    points; `texts` (wordcloud) and `text`; `number` (rating, number). One with an older `counter` is answered with
    `newer` and does nothing; one for another `epoch` is refused.
    """

    tag = "poll.answer"
    role = Role.ATTENDEE
    poll: Id
    options: list[Id] | None = None
    texts: list[str] | None = None
    text: str | None = None
    number: float | None = None
    order: list[Id] | None = None
    points: dict[str, int] | None = None
    epoch: Epoch = 0
    counter: Counter = 0


class JoinQuiz(Command):
    """Play under a name, and for a team where the quiz has teams. `epoch` and `counter` as in `poll.answer`."""

    tag = "quiz.join"
    role = Role.ATTENDEE
    quiz: Id
    name: str
    team: str = ""
    epoch: Epoch = 0
    counter: Counter = 0


class PollFields(Command, kw_only=True):
    """What a poll is made of. `settings` is the kind's (see the settings structs); times are in seconds.

    `named`: hosts see who answered what, and everyone is told so before answering. `show_count`: whether the
    number of answers is shown before the results are. `seconds`: the countdown of an open poll, 0 for none.
    """

    tag = ""
    title: str
    options: list[str] = []
    settings: dict[str, Any] = {}
    results: ResultsMode = "live"
    show_count: bool = True
    named: bool = False
    seconds: int = 0


class CreatePoll(PollFields, kw_only=True):
    """Make a poll as a draft; with `parent`, as a part of that quiz or survey."""

    tag = "poll.create"
    kind: PollKind = "choice"
    parent: Id | None = None


class UpdatePoll(PollFields, kw_only=True):
    """Change a draft. The options replace the earlier ones."""

    tag = "poll.update"
    poll: Id


class DuplicatePoll(Command):
    """Make a draft like an earlier poll, with its parts."""

    tag = "poll.duplicate"
    poll: Id


class RepeatPoll(Command):
    """Make and open a second round of a poll, to show both results side by side."""

    tag = "poll.repeat"
    poll: Id


class MovePoll(Command):
    """Put a poll before another one (null: at the end)."""

    tag = "poll.move"
    poll: Id
    before: Id | None


class ResetPoll(Command):
    """Start a poll over as a draft without answers. Undo brings them back."""

    tag = "poll.reset"
    poll: Id


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
    """Show (`on`) or hide the results, and a quiz question's solution, to attendees and on the big screen."""

    tag = "poll.reveal"
    poll: Id
    on: bool


class HideWord(Command):
    """Hide (`on`) a word of a cloud, or show it again. `word` is its id."""

    tag = "word.hide"
    word: Id
    on: bool


class HideAnswer(Command):
    """Hide (`on`) a text answer, or show it again."""

    tag = "answer.hide"
    answer: Id
    on: bool


class HidePlayer(Command):
    """Take a player's name down (`on`), or show the one they have now. `player` is the id moderators know them by."""

    tag = "player.hide"
    player: Id
    on: bool


class ApproveAnswer(Command):
    """Show a text answer that waits for review."""

    tag = "answer.approve"
    answer: Id


class EnlargeAnswer(Command):
    """Show one text answer large on the big screen; null shows the wall again."""

    tag = "answer.enlarge"
    poll: Id
    answer: Id | None
