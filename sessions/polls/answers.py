"""Answers to polls, written many at a time."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import transaction

from ..core.actors import Actor
from ..core.models import Session
from ..core.participants import ensure_participants
from ..core.revisions import bump, lock_session
from ..wire import limits
from ..wire.commands import AnswerPoll
from ..wire.errors import Code, Refused
from .kinds import KINDS, Kind
from .models import Answer, Poll

Outcome = dict[str, int] | Refused


class Given(NamedTuple):
    """A value, and when it was received (ms)."""

    value: Any
    at: int


def answer_polls(answers: Sequence[tuple[Actor, AnswerPoll]]) -> list[Outcome]:
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
    session_id: int, answers: list[tuple[int, Actor, AnswerPoll]]
) -> list[tuple[int, Refused]]:
    try:
        session = lock_session(session_id)
    except Refused as refused:
        return [(index, refused) for index, _, _ in answers]
    rows = Poll.objects.filter(session=session, deleted=False).exclude(state=Poll.State.DRAFT)
    rows = rows.select_related("parent").prefetch_related("options")
    polls = rows.in_bulk({answer.poll for _, _, answer in answers})
    refusals: list[tuple[int, Refused]] = []
    given: dict[int, dict[str, Given]] = defaultdict(dict)
    places: dict[tuple[int, str], list[int]] = defaultdict(list)
    for index, actor, answer in answers:
        try:
            poll = _open_poll(polls.get(answer.poll), actor.at)
            value = KINDS[poll.kind].read_answer(poll, answer)
        except Refused as refused:
            refusals.append((index, refused))
            continue
        if not (KINDS[poll.kind].is_final and actor.key in given[poll.pk]):
            given[poll.pk][actor.key] = Given(value, actor.at)
        places[poll.pk, actor.key].append(index)
    for poll_id, by_key in given.items():
        for key in _write_answers(session, polls[poll_id], by_key) if by_key else ():
            refusals += [(index, Refused(Code.ANSWER_FINAL)) for index in places[poll_id, key]]
    return refusals


def _open_poll(poll: Poll | None, at: int) -> Poll:
    """The poll, where it takes an answer received at `at` (ms). Raises Refused."""
    if poll is None:
        raise Refused(Code.NOT_FOUND)
    late = poll.closes_at is not None and at > poll.closes_at + limits.LATE_GRACE_MS
    if poll.state != Poll.State.OPEN or late:
        raise Refused(Code.POLL_NOT_OPEN)
    return poll


def _write_answers(session: Session, poll: Poll, given: dict[str, Given]) -> list[str]:
    """Upsert what differs and move the tally by the difference, under the session's lock.

    Returns the keys whose answer was final and differs.
    """
    kind = KINDS[poll.kind]
    participants = ensure_participants(session, given)
    rows = Answer.objects.filter(poll=poll, epoch=poll.epoch, participant_id__in=participants.values())
    earlier = dict(rows.values_list("participant_id", "value"))
    changed = {key: one for key, one in given.items() if earlier.get(participants[key]) != one.value}
    final = [key for key in changed if kind.is_final and participants[key] in earlier]
    written = [
        _answer(kind, poll, participants[key], one) for key, one in changed.items() if key not in final
    ]
    if not written:
        return final
    before = {
        row.participant_id: earlier[row.participant_id] for row in written if row.participant_id in earlier
    }
    for value in before.values():
        kind.count(poll.tally, value, -1)
    for row in written:
        kind.count(poll.tally, row.value, +1)
    poll.answers += len(written) - len(before)
    Answer.objects.bulk_create(
        written,
        update_conflicts=True,
        unique_fields=["poll", "epoch", "participant"],
        update_fields=["value", "at", "state", "points"],
    )
    kind.wrote(poll, before, written)
    poll.revision = bump(session)
    poll.save(update_fields=["answers", "tally", "revision"])
    if poll.parent_id:
        Poll.objects.filter(pk=poll.parent_id).update(revision=poll.revision)
    return final


def _answer(kind: Kind, poll: Poll, participant_id: int, given: Given) -> Answer:
    row = Answer(poll=poll, epoch=poll.epoch, participant_id=participant_id, value=given.value, at=given.at)
    kind.prepare(poll, row)
    return row
