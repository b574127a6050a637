"""What each role sees of a session: entities with absolute totals, never "+1".

Times are milliseconds since 1970 (UTC). Lists have no promised order; the client sorts.
"""

from typing import Any

import msgspec

from .polls import Results, Settings


class SessionState(msgspec.Struct, frozen=True):
    """The session itself. `code` is the seven digits, `address` what people type, `url` what the QR says.

    `ended_at` (ms) is null while it is open, and of sessions that ended before it was kept.
    """

    code: str
    title: str
    open: bool
    moderated: bool
    intake_open: bool
    question_max_length: int
    names: str
    address: str
    url: str
    protocol: int
    ended_at: int | None = None


class DeskSessionState(SessionState, frozen=True):
    """The session as moderators see it, with what its word filter is set to (see `session.update`)."""

    languages: list[str] = []
    also_block: str = ""
    never_block: str = ""


class StageState(msgspec.Struct, frozen=True):
    """What the big screen shows: "join", "questions", "poll", "leaderboard" or "blank"; `poll` is an id or null."""

    view: str
    poll: int | None
    join_panel: bool


class QuestionState(msgspec.Struct, frozen=True):
    """A question everyone may see. `number` is the one people say aloud; `author` empty is anonymous."""

    id: int
    number: int
    text: str
    author: str
    score: int
    highlighted: bool
    answered: bool
    asked_at: int
    state: str = "live"


class DeskQuestionState(QuestionState, frozen=True):
    """A question as moderators see it, also "pending", "dismissed" (with `reason`, `words`) and "archived"."""

    reason: str = ""
    words: str = ""


class OptionState(msgspec.Struct, frozen=True):
    """One option of a poll, in the poll's order."""

    id: int
    text: str


class PollState(msgspec.Struct, frozen=True):
    """A poll. `state` is "draft" (moderators only), "open" or "closed".

    `settings` are the kind's, without what this role may not know. `results` is null while hidden: with
    `results_mode` "hidden" until `revealed`; with "answered" attendees who have not answered are not shown them.
    `answers` counts people, null where the count is hidden. `parent` is the quiz or survey it is part of,
    `repeats` the poll it is a second round of. `closes_at`: when the countdown ends, null without one. `epoch` is
    another after each start-over.
    """

    id: int
    kind: str
    title: str
    options: list[OptionState]
    settings: Settings
    state: str
    results_mode: str
    revealed: bool
    answers: int | None
    show_count: bool
    results: Results | None
    position: int
    named: bool
    parent: int | None
    repeats: int | None
    seconds: int
    opened_at: int | None
    closes_at: int | None
    epoch: int


class OwnQuestionState(msgspec.Struct, frozen=True):
    """One's own question in any state but withdrawn, with the reason it was dismissed for.

    `editable`: it may still be changed or withdrawn.
    """

    id: int
    number: int
    text: str
    author: str
    score: int
    state: str
    answered: bool
    highlighted: bool
    asked_at: int
    editable: bool
    reason: str = ""
    words: str = ""


class QuestionTotals(msgspec.Struct, frozen=True):
    """How many questions there are in all: still waiting for an answer (the highlighted one too), and answered."""

    waiting: int
    answered: int


class Burst(msgspec.Struct, frozen=True):
    """Many acts within a minute of people who had no page open: how many since `at`, and from one network at most."""

    at: int
    votes: int = 0
    answers: int = 0
    questions: int = 0
    one_network: int = 0


class State(msgspec.Struct, frozen=True):
    """Everything a role sees. `people` is how many are connected now.

    Of many questions attendees are sent those a list begins with, in either order; all where the address says `all=1`.
    `totals` (attendees) tells how many there are, `burst` (moderators) of the last burst of acts without a page.
    """

    session: SessionState
    stage: StageState
    questions: list[QuestionState]
    polls: list[PollState]
    people: int
    moderators: int = 0
    totals: QuestionTotals | msgspec.UnsetType = msgspec.UNSET
    burst: Burst | msgspec.UnsetType = msgspec.UNSET


class Gone(msgspec.Struct, frozen=True, omit_defaults=True):
    """Ids that left this role's view."""

    questions: list[int] = []
    polls: list[int] = []


class PollTally(msgspec.Struct, frozen=True):
    """What moves in a poll with each answer: fields of its PollState."""

    answers: int | None
    results: Results | None


class Change(msgspec.Struct, frozen=True, omit_defaults=True):
    """Part of a State: what moved, whole; and what is gone.

    Of questions that only got or lost votes, `scores` has the new score by id; of polls that were only answered,
    `tallies` has what moved: a fraction of the bytes.
    """

    session: SessionState | None = None
    stage: StageState | None = None
    questions: list[QuestionState] = []
    scores: dict[int, int] = {}
    polls: list[PollState] = []
    tallies: dict[int, PollTally] = {}
    gone: Gone | None = None
    people: int | None = None
    moderators: int | None = None
    totals: QuestionTotals | None = None
    burst: Burst | None = None


class OwnScore(msgspec.Struct, frozen=True, omit_defaults=True):
    """One's score in a quiz, of the questions revealed so far. `place` counts from 1.

    `name` is the one on the leaderboard where it is not the one chosen: somebody else had it before.
    """

    points: int
    place: int
    name: str = ""


class OwnState(msgspec.Struct, frozen=True):
    """What is this participant's own: ids they upvoted, their answers and scores by poll id, their questions.

    `person` names them to their own browser, which keeps what it could not send: it must not go out for another.
    `name` is the one they asked with last, `team` the one they played for last. An answer has the shape it was sent
    in: a list of ids, a list of words, a text, a number, or points by id; that to a quiz is {"name", "team"}, with
    "state" ("hidden", "pending") and "number" where the name is not shown (see Player).
    `played` is the points by quiz question, once revealed. `results` are those of open polls with `results_mode`
    "answered" that they answered, as of then. `counter` is the highest their votes, answers and changes came with.
    """

    name: str = ""
    team: str = ""
    votes: list[int] = []
    answers: dict[str, Any] = {}
    played: dict[str, int] = {}
    scores: dict[str, OwnScore] = {}
    results: dict[str, Results] = {}
    questions: list[OwnQuestionState] = []
    counter: int | msgspec.UnsetType = msgspec.UNSET
    person: str | msgspec.UnsetType = msgspec.UNSET
