"""What one role sees of one session, kept in memory and moved along by what changed in the database."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from ..core.models import Session
from ..core.queries import project_session, project_stage
from ..polls.models import Poll
from ..polls.queries import polls_since, project_poll
from ..questions.models import Question
from ..questions.queries import project_question, questions_since
from ..wire.roles import Role
from ..wire.state import Change, Gone, PollState, QuestionState, SessionState, StageState, State

T = TypeVar("T")


@dataclass(frozen=True)
class Moved:
    """The rows of a session that changed after some revision."""

    session: Session
    questions: list[Question]
    polls: list[Poll]


def read_moved(session_id: int, revision: int) -> Moved:
    """Read what changed after `revision`; with 0 everything. Raises Session.DoesNotExist.

    The session is read first: rows that change meanwhile carry a later revision and are read again next time.
    """
    session = Session.objects.get(pk=session_id)
    if session.revision == revision:
        return Moved(session, [], [])
    return Moved(session, list(questions_since(session_id, revision)), polls_since(session_id, revision))


class Entities(Generic[T]):
    """Entities by id, each with the revision it last changed at; `gone` remembers what left this view.

    What was never in view here is not mentioned when it changes (`unseen`). Only somebody who comes back from
    elsewhere is told that it is not here: another process may have shown it between two looks of this one.
    """

    def __init__(self) -> None:
        self.shown: dict[int, tuple[int, T]] = {}
        self.gone: dict[int, int] = {}
        self.unseen: dict[int, int] = {}

    def put(self, entity_id: int, revision: int, entity: T | None) -> None:
        if entity is None:
            left = self.gone if self.shown.pop(entity_id, None) else self.unseen
            left[entity_id] = revision
        else:
            self.gone.pop(entity_id, None)
            self.unseen.pop(entity_id, None)
            self.shown[entity_id] = (revision, entity)

    def all(self) -> list[T]:
        return [entity for _, entity in self.shown.values()]

    def since(self, revision: int) -> list[T]:
        return [entity for changed_at, entity in self.shown.values() if changed_at > revision]

    def gone_since(self, revision: int, came_back: bool) -> list[int]:
        left = [*self.gone.items(), *(self.unseen.items() if came_back else ())]
        return list(dict.fromkeys(entity_id for entity_id, left_at in left if left_at > revision))


@dataclass
class View:
    """Everything one role sees, at `revision`."""

    role: Role
    revision: int = 0
    questions: Entities[QuestionState] = field(default_factory=Entities)
    polls: Entities[PollState] = field(default_factory=Entities)
    session: SessionState | None = None
    stage: StageState | None = None
    session_moved_at: int = 0
    stage_moved_at: int = 0

    def apply(self, moved: Moved) -> None:
        """Move along to the revision of `moved`."""
        revision = moved.session.revision
        for question in moved.questions:
            self.questions.put(question.pk, question.revision, project_question(question, self.role))
        for poll in moved.polls:
            self.polls.put(poll.pk, poll.revision, project_poll(poll, self.role))
        session, stage = project_session(moved.session), project_stage(moved.session)
        if session != self.session:
            self.session, self.session_moved_at = session, revision
        if stage != self.stage:
            self.stage, self.stage_moved_at = stage, revision
        self.revision = revision

    def state(self, people: int, moderators: int) -> State:
        """The whole view."""
        assert self.session, "a view is read before it is shown"
        assert self.stage, "a view is read before it is shown"
        return State(
            session=self.session,
            stage=self.stage,
            questions=self.questions.all(),
            polls=self.polls.all(),
            people=people,
            moderators=moderators if self.role is Role.MODERATOR else 0,
        )

    def change_since(self, revision: int, people: int, moderators: int, *, came_back: bool = False) -> Change:
        """What somebody who has `revision` misses; `came_back`: they may have it from another process.

        Head counts are always told: they have no revision.
        """
        questions = self.questions.gone_since(revision, came_back)
        polls = self.polls.gone_since(revision, came_back)
        return Change(
            session=self.session if came_back or self.session_moved_at > revision else None,
            stage=self.stage if came_back or self.stage_moved_at > revision else None,
            questions=self.questions.since(revision),
            polls=self.polls.since(revision),
            gone=Gone(questions=questions, polls=polls) if questions or polls else None,
            people=people,
            moderators=moderators if self.role is Role.MODERATOR else None,
        )

    def moved_since(self, revision: int) -> bool:
        """Whether anything this role sees moved after `revision`."""
        change = self.change_since(revision, 0, 0)
        return change != Change(people=0, moderators=change.moderators)
