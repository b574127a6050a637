"""What each role sees of a session: whole entities with absolute totals, never differences.

Times are milliseconds since 1970 (UTC). Lists have no promised order; the client sorts.
"""

import msgspec


class SessionState(msgspec.Struct, frozen=True):
    """The session itself. `code` is the seven digits, `address` what people type, `url` what the QR says."""

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


class StageState(msgspec.Struct, frozen=True):
    """What the big screen shows: "join", "questions", "poll" or "blank"; `poll` is an id or null."""

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


class ChoiceResults(msgspec.Struct, frozen=True):
    """Totals in the order of the options; `percents` are of `people`, and sum to 100 for single choice."""

    counts: list[int]
    percents: list[int]
    people: int


class PollState(msgspec.Struct, frozen=True):
    """A poll. `state` is "draft" (moderators only), "open" or "closed"; `results` is null while hidden.

    `results_mode` "hidden" keeps them from attendees and screen until `revealed`. `answers` counts people.
    """

    id: int
    kind: str
    title: str
    options: list[OptionState]
    multiple: bool
    state: str
    results_mode: str
    revealed: bool
    answers: int
    results: ChoiceResults | None
    position: int


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


class State(msgspec.Struct, frozen=True):
    """Everything a role sees. `people` is how many are connected now."""

    session: SessionState
    stage: StageState
    questions: list[QuestionState]
    polls: list[PollState]
    people: int
    moderators: int = 0


class Gone(msgspec.Struct, frozen=True, omit_defaults=True):
    """Ids that left this role's view."""

    questions: list[int] = []
    polls: list[int] = []


class Change(msgspec.Struct, frozen=True, omit_defaults=True):
    """Part of a State: what moved, whole; and what is gone."""

    session: SessionState | None = None
    stage: StageState | None = None
    questions: list[QuestionState] = []
    polls: list[PollState] = []
    gone: Gone | None = None
    people: int | None = None
    moderators: int | None = None


class OwnState(msgspec.Struct, frozen=True):
    """What is this participant's own: ids they upvoted, poll id → option ids, their questions."""

    name: str = ""
    votes: list[int] = []
    answers: dict[str, list[int]] = {}
    questions: list[OwnQuestionState] = []
