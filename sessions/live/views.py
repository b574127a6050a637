"""What one role sees of one session, kept in memory and moved along by what changed in the database."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

import msgspec

from ..core.models import Session
from ..core.queries import project_session, project_stage, read_session
from ..polls.models import Poll
from ..polls.queries import polls_since, project_poll
from ..questions.models import Question
from ..questions.queries import project_question, questions_since
from ..wire.roles import Role
from ..wire.state import (
    Burst,
    Change,
    Gone,
    PollState,
    PollTally,
    QuestionState,
    QuestionTotals,
    SessionState,
    StageState,
    State,
)
from . import first_page

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
    session = read_session(session_id)
    if session.revision == revision:
        return Moved(session, [], [])
    return Moved(session, questions_since(session_id, revision), polls_since(session_id, revision))


class Shown(NamedTuple, Generic[T]):
    """An entity in view. `changed_at`: the revision of its last change, `reworded_at`: of the last besides counts."""

    changed_at: int
    reworded_at: int
    entity: T


class Entities(Generic[T]):
    """Entities by id, each with the revisions it changed at; `gone` remembers what left this view.

    `same_but_counts(old, new)` says whether an entity was only voted on or answered.

    What was never in view here is not mentioned when it changes (`unseen`). Only somebody who comes back from
    elsewhere is told that it is not here: another process may have shown it between two looks of this one.
    Likewise they are sent whole entities: the words they have may have come and gone between two looks.
    """

    def __init__(self, same_but_counts: Callable[[T, T], bool]) -> None:
        self.shown: dict[int, Shown[T]] = {}
        self.gone: dict[int, int] = {}
        self.unseen: dict[int, int] = {}
        self._same_but_counts = same_but_counts

    def put(self, entity_id: int, revision: int, entity: T | None) -> bool:
        """Show the entity as of `revision`, or nothing of it. Whether that changes what is in view.

        A row may change and its entity stay the same, as with an answer to a poll whose count is hidden. Then
        nothing is told, for to tell that something changed would tell the count.
        """
        earlier = self.shown.get(entity_id)
        if entity is None:
            left = self.gone if earlier else self.unseen
            left[entity_id] = revision
            self.shown.pop(entity_id, None)
            return earlier is not None
        self.gone.pop(entity_id, None)
        self.unseen.pop(entity_id, None)
        if earlier and earlier.entity == entity:
            return False
        if earlier and self._same_but_counts(earlier.entity, entity):
            self.shown[entity_id] = Shown(revision, earlier.reworded_at, entity)
        else:
            self.shown[entity_id] = Shown(revision, revision, entity)
        return True

    def all(self) -> list[T]:
        return [shown.entity for shown in self.shown.values()]

    def since(self, revision: int, came_back: bool) -> list[T]:
        return [
            shown.entity
            for shown in self.shown.values()
            if shown.reworded_at > revision or (came_back and shown.changed_at > revision)
        ]

    def counted_since(self, revision: int, came_back: bool) -> dict[int, T]:
        """Those of which only counts moved, by id."""
        return {
            entity_id: shown.entity
            for entity_id, shown in self.shown.items()
            if shown.changed_at > revision >= shown.reworded_at and not came_back
        }

    def gone_since(self, revision: int, came_back: bool) -> list[int]:
        left = [*self.gone.items(), *(self.unseen.items() if came_back else ())]
        return list(dict.fromkeys(entity_id for entity_id, left_at in left if left_at > revision))


def _same_question(old: QuestionState, new: QuestionState) -> bool:
    return msgspec.structs.replace(old, score=new.score) == new


def _same_poll(old: PollState, new: PollState) -> bool:
    return msgspec.structs.replace(old, answers=new.answers, results=new.results) == new


@dataclass
class View:
    """Everything one role sees, at `revision`. `moved_at` is the last one at which that changed."""

    role: Role
    revision: int = 0
    moved_at: int = 0
    questions: Entities[QuestionState] = field(default_factory=lambda: Entities(_same_question))
    polls: Entities[PollState] = field(default_factory=lambda: Entities(_same_poll))
    session: SessionState | None = None
    stage: StageState | None = None
    session_moved_at: int = 0
    stage_moved_at: int = 0
    # Of an attendee's view: what a phone is sent at first, and how many questions there are in all.
    first: Entities[QuestionState] = field(default_factory=lambda: Entities(_same_question))
    totals: QuestionTotals | None = None
    totals_moved_at: int = 0

    def apply(self, moved: Moved) -> None:
        """Move along to the revision of `moved`."""
        revision = moved.session.revision
        changes = [
            self.questions.put(question.pk, question.revision, project_question(question, self.role))
            for question in moved.questions
        ]
        changes += [
            self.polls.put(poll.pk, poll.revision, project_poll(poll, self.role)) for poll in moved.polls
        ]
        if self.role is Role.ATTENDEE:
            self._choose_first(moved.questions, revision)
        session, stage = project_session(moved.session, self.role), project_stage(moved.session)
        if session != self.session:
            self.session, self.session_moved_at = session, revision
        if stage != self.stage:
            self.stage, self.stage_moved_at = stage, revision
        # Moderators see all there is.
        if (
            self.role is Role.MODERATOR
            or any(changes)
            or revision in (self.session_moved_at, self.stage_moved_at)
        ):
            self.moved_at = revision
        self.revision = revision

    def _choose_first(self, moved: list[Question], revision: int) -> None:
        """Questions come into the first page and leave it with votes for others: to phones they are new, or gone."""
        everything = self.questions.all()
        chosen = first_page.first_questions(everything)
        for question in moved:
            self.first.put(question.pk, question.revision, chosen.get(question.pk))
        for left in self.first.shown.keys() - chosen.keys():
            self.first.put(left, revision, None)
        for came in chosen.keys() - self.first.shown.keys():
            self.first.put(came, revision, chosen[came])
        totals = first_page.totals_of(everything)
        if totals != self.totals:
            self.totals, self.totals_moved_at = totals, revision

    def _listed(self, whole: bool) -> Entities[QuestionState]:
        return self.questions if whole or self.role is not Role.ATTENDEE else self.first

    def may_lack(self, revision: int) -> bool:
        """Whether somebody with this revision from elsewhere may have only a first page, or needs one now.

        Which questions were on it there is not known here, so they are sent it anew.
        """
        left = self.questions.gone_since(revision, came_back=True)
        return self.role is Role.ATTENDEE and len(self.questions.shown) + len(left) > first_page.EVERYTHING

    def state(
        self, people: int, moderators: int, burst: Burst | None = None, *, whole: bool = False
    ) -> State:
        """The view; with all questions if `whole`."""
        assert self.session, "a view is read before it is shown"
        assert self.stage, "a view is read before it is shown"
        return State(
            session=self.session,
            stage=self.stage,
            questions=self._listed(whole).all(),
            polls=self.polls.all(),
            people=people,
            moderators=moderators if self.role is Role.MODERATOR else 0,
            totals=self.totals or msgspec.UNSET,
            burst=(burst if self.role is Role.MODERATOR else None) or msgspec.UNSET,
        )

    def change_since(
        self,
        revision: int,
        people: int,
        moderators: int,
        burst: Burst | None = None,
        *,
        came_back: bool = False,
        whole: bool = False,
    ) -> Change:
        """What somebody who has `revision` misses; `came_back`: they may have it from another process.

        Head counts are always told, and bursts: they have no revision.
        """
        listed = self._listed(whole)
        questions = listed.gone_since(revision, came_back)
        polls = self.polls.gone_since(revision, came_back)
        voted = listed.counted_since(revision, came_back)
        answered = self.polls.counted_since(revision, came_back)
        return Change(
            session=self.session if came_back or self.session_moved_at > revision else None,
            stage=self.stage if came_back or self.stage_moved_at > revision else None,
            questions=listed.since(revision, came_back),
            scores={question.id: question.score for question in voted.values()},
            polls=self.polls.since(revision, came_back),
            tallies={poll.id: PollTally(poll.answers, poll.results) for poll in answered.values()},
            gone=Gone(questions=questions, polls=polls) if questions or polls else None,
            people=people,
            moderators=moderators if self.role is Role.MODERATOR else None,
            totals=self.totals if came_back or self.totals_moved_at > revision else None,
            burst=burst if self.role is Role.MODERATOR else None,
        )

    def moved_since(self, revision: int, *, whole: bool = False) -> bool:
        """Whether anything this role sees moved after `revision`."""
        change = self.change_since(revision, 0, 0, whole=whole)
        return change != Change(people=0, moderators=change.moderators)
