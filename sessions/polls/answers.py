"""Answers to polls, written many at a time."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F

from ..core.actors import Actor
from ..core.counters import answer_to_earlier
from ..core.models import Session
from ..core.participants import ensure_participants
from ..core.revisions import bump, lock_for_counting
from ..core.statements import pairs, run
from ..wire import limits
from ..wire.commands import AnswerPoll, JoinQuiz
from ..wire.errors import Code, Refused
from .kinds import KINDS, Kind
from .models import Answer, Poll

Outcome = dict[str, int] | Refused


Command = AnswerPoll | JoinQuiz
Sent = tuple[int, Actor, Command]  # with its place among those to be written

_RAISE_COUNTERS = (
    "UPDATE live_sessions_answer SET counter = raised.b FROM {pairs} AS raised WHERE id = raised.a"
)


class Given(NamedTuple):
    """A value, when it was received (ms), the counter it came with, and its place among those to be written."""

    value: Any
    at: int
    counter: int
    place: int


def answer_polls(answers: Sequence[tuple[Actor, Command]]) -> list[Outcome]:
    """Write many answers, of any sessions, in one transaction; one outcome for each, in order.

    The session's lock also orders answers and the closing of a poll: an acknowledged answer is counted,
    and none is after the close.
    """
    outcomes: list[Outcome] = [{} for _ in answers]
    by_session: dict[int, list[Sent]] = defaultdict(list)
    for index, (actor, command) in enumerate(answers):
        by_session[actor.session_id].append((index, actor, command))
    with transaction.atomic():
        for session_id in sorted(by_session):
            for index, outcome in _answer_in_session(session_id, by_session[session_id]):
                outcomes[index] = outcome
    return outcomes


def _answer_in_session(session_id: int, answers: list[Sent]) -> list[tuple[int, Outcome]]:
    """The outcomes that are more than "done", each with the index of its answer."""
    try:
        session = lock_for_counting(session_id)
    except Refused as refused:
        return _refuse(session_id, [(answer, refused) for answer in answers])
    rows = Poll.objects.filter(session=session, deleted=False).exclude(state=Poll.State.DRAFT)
    rows = rows.select_related("parent", "session").prefetch_related("options")
    polls = rows.in_bulk({_poll_of(answer) for _, _, answer in answers})
    refusals: list[tuple[Sent, Refused]] = []
    given: dict[int, dict[str, list[Given]]] = defaultdict(lambda: defaultdict(list))
    for index, actor, answer in answers:
        try:
            poll = _open_poll(polls.get(_poll_of(answer)), answer.epoch, actor.at)
            value = KINDS[poll.kind].read_answer(poll, answer)
            given[poll.pk][actor.key].append(Given(value, actor.at, answer.counter, index))
        except Refused as refused:
            refusals.append(((index, actor, answer), refused))
    outcomes = _refuse(session_id, refusals) if refusals else []
    for poll_id, by_key in given.items():
        outcomes += _write_answers(session, polls[poll_id], by_key)
    return outcomes


def _refuse(session_id: int, refusals: list[tuple[Sent, Refused]]) -> list[tuple[int, Outcome]]:
    """Refuse answers, but not a copy of one that was stored: its sender may not know yet that it counted."""
    again = [answer for answer, _ in refusals if answer[2].counter]
    stored: dict[tuple[str, int], tuple[int, int]] = {}
    if again:
        rows = Answer.objects.filter(
            poll__in={_poll_of(answer) for _, _, answer in again},
            poll__session=session_id,
            poll__deleted=False,
            epoch=F("poll__epoch"),
            participant__key__in={actor.key for _, actor, _ in again},
        )
        values = rows.values_list("participant__key", "poll", "epoch", "counter")
        stored = {(key, poll): (epoch, counter) for key, poll, epoch, counter in values}
    outcomes: list[tuple[int, Outcome]] = []
    for (index, actor, command), refused in refusals:
        epoch, counter = stored.get((actor.key, _poll_of(command)), (0, 0))
        is_same_round = command.epoch in (0, epoch)
        answer = answer_to_earlier(command.counter, counter) if is_same_round else None
        outcomes.append((index, refused if answer is None else answer))
    return outcomes


def _poll_of(answer: Command) -> int:
    return answer.quiz if isinstance(answer, JoinQuiz) else answer.poll


def _open_poll(poll: Poll | None, epoch: int, at: int) -> Poll:
    """The poll, where it takes an answer meant for `epoch` and received at `at` (ms). Raises Refused."""
    if poll is None:
        raise Refused(Code.NOT_FOUND)
    if epoch not in (0, poll.epoch):
        raise Refused(Code.POLL_STARTED_OVER)
    # The parts of a survey have its countdown.
    closes_at = poll.closes_at or (poll.parent.closes_at if poll.parent else None)
    late = closes_at is not None and at > closes_at + limits.LATE_GRACE_MS
    if poll.state != Poll.State.OPEN or late:
        raise Refused(Code.POLL_NOT_OPEN)
    return poll


def _write_answers(session: Session, poll: Poll, given: dict[str, list[Given]]) -> list[tuple[int, Outcome]]:
    """Upsert what differs and move the tally by the difference, under the session's lock.

    Returns the outcomes that are more than "done": what is older than the answer that stands; and, where answers are
    final, the refusals of those that differ from the first.
    """
    kind = KINDS[poll.kind]
    participants = ensure_participants(session, given)
    rows = Answer.objects.filter(poll=poll, epoch=poll.epoch, participant_id__in=participants.values())
    earlier = {row.participant_id: row for row in rows}
    written: list[Answer] = []
    raised: list[tuple[int, int]] = []
    outcomes: list[tuple[int, Outcome]] = []
    for key, several in given.items():
        before = earlier.get(participants[key])
        standing, answered = _last_of(several, before, is_final=kind.is_final)
        outcomes += answered
        if before is None or before.value != standing.value:
            answer = Answer(
                poll=poll,
                epoch=poll.epoch,
                participant_id=participants[key],
                value=standing.value,
                at=standing.at,
                counter=standing.counter,
            )
            kind.prepare(poll, answer, before)
            written.append(answer)
        elif before.counter != standing.counter:
            raised.append((before.pk, standing.counter))
    if written:
        changed = [earlier[row.participant_id] for row in written if row.participant_id in earlier]
        _store(session, poll, kind, changed, written)
    if raised:
        run(_RAISE_COUNTERS, pairs(raised))
    return outcomes


def _last_of(
    several: list[Given], before: Answer | None, *, is_final: bool
) -> tuple[Given, list[tuple[int, Outcome]]]:
    """The answer of one person that stands after `several` more, and the outcomes that are more than "done"."""
    standing = Given(before.value, before.at, before.counter, -1) if before else None
    outcomes: list[tuple[int, Outcome]] = []
    for given in several:
        stored = standing.counter if standing else 0
        answer = answer_to_earlier(given.counter, stored)
        highest = max(given.counter, stored)
        if answer is not None:
            outcomes.append((given.place, answer))
        elif standing is None or (given.value != standing.value and not is_final):
            standing = given._replace(counter=highest)
        elif given.value == standing.value:
            standing = standing._replace(counter=highest)
        else:
            outcomes.append((given.place, Refused(Code.ANSWER_FINAL)))
    assert standing is not None
    return standing, outcomes


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
        update_fields=["value", "at", "state", "points", "counter"],
    )
    kind.wrote(poll, {row.participant_id: row.value for row in changed}, written)
    revision = bump(session)
    Poll.objects.filter(pk=poll.pk).update(answers=poll.answers, tally=poll.tally, revision=revision)
    if poll.parent_id and not kind.is_final:
        # A survey shows how far people are; a quiz shows nothing of its questions before they are revealed.
        Poll.objects.filter(pk=poll.parent_id).update(revision=revision)
