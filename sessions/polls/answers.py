"""Answers to polls, written many at a time."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import transaction

from ..core.actors import Actor
from ..core.models import Session
from ..core.participants import ensure_participants
from ..core.revisions import bump, lock_for_counting
from ..wire import limits
from ..wire.commands import AnswerPoll, JoinQuiz
from ..wire.errors import Code, Refused
from .kinds import KINDS, Kind
from .models import Answer, Poll

Outcome = dict[str, int] | Refused


Command = AnswerPoll | JoinQuiz


class Given(NamedTuple):
    """A value, when it was received (ms), and its place among those to be written."""

    value: Any
    at: int
    place: int


def answer_polls(answers: Sequence[tuple[Actor, Command]]) -> list[Outcome]:
    """Write many answers, of any sessions, in one transaction; one outcome for each, in order.

    The session's lock also orders answers and the closing of a poll: an acknowledged answer is counted,
    and none is after the close.
    """
    outcomes: list[Outcome] = [{} for _ in answers]
    by_session: dict[int, list[int]] = defaultdict(list)
    for index, (actor, _) in enumerate(answers):
        by_session[actor.session_id].append(index)
    with transaction.atomic():
        for session_id in sorted(by_session):
            indexes = by_session[session_id]
            for index, refused in _answer_in_session(session_id, [(i, *answers[i]) for i in indexes]):
                outcomes[index] = refused
    return outcomes


def _answer_in_session(
    session_id: int, answers: list[tuple[int, Actor, Command]]
) -> list[tuple[int, Refused]]:
    try:
        session = lock_for_counting(session_id)
    except Refused as refused:
        return [(index, refused) for index, _, _ in answers]
    rows = Poll.objects.filter(session=session, deleted=False).exclude(state=Poll.State.DRAFT)
    rows = rows.select_related("parent").prefetch_related("options")
    polls = rows.in_bulk({_poll_of(answer) for _, _, answer in answers})
    refusals: list[tuple[int, Refused]] = []
    given: dict[int, dict[str, list[Given]]] = defaultdict(lambda: defaultdict(list))
    for index, actor, answer in answers:
        try:
            poll = _open_poll(polls.get(_poll_of(answer)), actor.at)
            value = KINDS[poll.kind].read_answer(poll, answer)
            given[poll.pk][actor.key].append(Given(value, actor.at, index))
        except Refused as refused:
            refusals.append((index, refused))
    for poll_id, by_key in given.items():
        refusals += _write_answers(session, polls[poll_id], by_key)
    return refusals


def _poll_of(answer: Command) -> int:
    return answer.quiz if isinstance(answer, JoinQuiz) else answer.poll


def _open_poll(poll: Poll | None, at: int) -> Poll:
    """The poll, where it takes an answer received at `at` (ms). Raises Refused."""
    if poll is None:
        raise Refused(Code.NOT_FOUND)
    # The parts of a survey have its countdown.
    closes_at = poll.closes_at or (poll.parent.closes_at if poll.parent else None)
    late = closes_at is not None and at > closes_at + limits.LATE_GRACE_MS
    if poll.state != Poll.State.OPEN or late:
        raise Refused(Code.POLL_NOT_OPEN)
    return poll


def _write_answers(session: Session, poll: Poll, given: dict[str, list[Given]]) -> list[tuple[int, Refused]]:
    """Upsert what differs and move the tally by the difference, under the session's lock.

    Returns the refusals: where answers are final, those that differ from the first.
    """
    kind = KINDS[poll.kind]
    participants = ensure_participants(session, given)
    rows = Answer.objects.filter(poll=poll, epoch=poll.epoch, participant_id__in=participants.values())
    earlier = {row.participant_id: row for row in rows}
    written: list[Answer] = []
    refusals: list[tuple[int, Refused]] = []
    for key, several in given.items():
        before = earlier.get(participants[key])
        last = several[0] if kind.is_final else several[-1]
        settled = before.value if kind.is_final and before else last.value
        if kind.is_final:
            refusals += [(g.place, Refused(Code.ANSWER_FINAL)) for g in several if g.value != settled]
        if before is None or before.value != settled:
            answer = Answer(
                poll=poll, epoch=poll.epoch, participant_id=participants[key], value=settled, at=last.at
            )
            kind.prepare(poll, answer, before)
            written.append(answer)
    if written:
        changed = [earlier[row.participant_id] for row in written if row.participant_id in earlier]
        _store(session, poll, kind, changed, written)
    return refusals


def _store(session: Session, poll: Poll, kind: Kind, changed: list[Answer], written: list[Answer]) -> None:
    """Write answers, of which some replace `changed`, and what counts them."""
    for row in changed:
        kind.count(poll.tally, row.value, -1)
    for row in written:
        kind.count(poll.tally, row.value, +1)
    poll.answers += len(written) - len(changed)
    if changed and kind.is_new_when_changed:
        Answer.objects.filter(pk__in=[row.pk for row in changed]).delete()
    Answer.objects.bulk_create(
        written,
        update_conflicts=True,
        unique_fields=["poll", "epoch", "participant"],
        update_fields=["value", "at", "state", "points"],
    )
    kind.wrote(poll, {row.participant_id: row.value for row in changed}, written)
    revision = bump(session)
    Poll.objects.filter(pk=poll.pk).update(answers=poll.answers, tally=poll.tally, revision=revision)
    if poll.parent_id and not kind.is_final:
        # A survey shows how far people are; a quiz shows nothing of its questions before they are revealed.
        Poll.objects.filter(pk=poll.parent_id).update(revision=revision)
