"""Answers to polls, written many at a time."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from ..core.actors import Actor
from ..core.models import Session
from ..core.participants import ensure_participants
from ..core.revisions import bump, lock_session
from ..wire.commands import AnswerPoll
from ..wire.errors import Code, Refused
from .kinds import KINDS
from .models import Answer, Poll

Outcome = dict[str, int] | Refused


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
    polls = rows.prefetch_related("options").in_bulk({answer.poll for _, _, answer in answers})
    refusals: list[tuple[int, Refused]] = []
    values: dict[int, dict[str, Any]] = defaultdict(dict)
    for index, actor, answer in answers:
        try:
            values[answer.poll][actor.key] = _check(polls.get(answer.poll), answer)
        except Refused as refused:
            refusals.append((index, refused))
    for poll_id, by_key in values.items():
        if by_key:
            _write_answers(session, polls[poll_id], by_key)
    return refusals


def _check(poll: Poll | None, answer: AnswerPoll) -> Any:
    if poll is None:
        raise Refused(Code.NOT_FOUND)
    if poll.state != Poll.State.OPEN:
        raise Refused(Code.POLL_NOT_OPEN)
    return KINDS[poll.kind].check_answer(poll, answer)


def _write_answers(session: Session, poll: Poll, by_key: dict[str, Any]) -> None:
    """Upsert what differs and move the tally by the difference, under the session's lock."""
    participants = ensure_participants(session, by_key)
    values = {participants[key]: value for key, value in by_key.items()}
    rows = Answer.objects.filter(poll=poll, participant_id__in=values)
    earlier = dict(rows.values_list("participant_id", "value"))
    changed = {who: value for who, value in values.items() if earlier.get(who) != value}
    if not changed:
        return
    count = KINDS[poll.kind].count
    for who, value in changed.items():
        if who in earlier:
            count(poll.tally, earlier[who], -1)
        else:
            poll.answers += 1
        count(poll.tally, value, +1)
    Answer.objects.bulk_create(
        [Answer(poll=poll, participant_id=who, value=value) for who, value in changed.items()],
        update_conflicts=True,
        unique_fields=["poll", "participant"],
        update_fields=["value"],
    )
    poll.revision = bump(session)
    poll.save(update_fields=["answers", "tally", "revision"])
