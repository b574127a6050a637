"""Upvotes, written many at a time."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction

from ..core.actors import Actor
from ..core.counters import answer_to_earlier
from ..core.models import Session
from ..core.participants import ensure_participants
from ..core.revisions import bump, lock_for_counting
from ..core.statements import among, fetch, fours, pairs, run
from ..wire.commands import UpvoteQuestion
from ..wire.errors import Code, Refused

Outcome = dict[str, int] | Refused
Pair = tuple[int, int]  # participant, question
Vote = tuple[int, Actor, UpvoteQuestion]  # with its place among those to be written

_LIVE_QUESTIONS = (
    "SELECT id, answered FROM live_sessions_question WHERE session_id = %s AND state = 'live' AND id {among}"
)
_VOTES = (
    "SELECT participant_id, question_id, active, counter FROM live_sessions_upvote"
    " WHERE participant_id {among} AND question_id {among}"
)
_WRITE_VOTES = (
    "INSERT INTO live_sessions_upvote (participant_id, question_id, active, counter)"
    " SELECT a, b, c = 1, d FROM {fours} AS vote WHERE true"
    " ON CONFLICT (question_id, participant_id) DO UPDATE SET active = excluded.active, counter = excluded.counter"
)
_MOVE_SCORES = (
    "UPDATE live_sessions_question SET revision = %s, score = score + moved.b"
    " FROM {pairs} AS moved WHERE id = moved.a"
)
_COUNTERS = (
    "SELECT participant.key, question_id, counter FROM live_sessions_upvote"
    " JOIN live_sessions_participant AS participant ON participant.id = participant_id"
    " WHERE participant.session_id = %s AND participant.key {among} AND question_id {among}"
)


class Stored(NamedTuple):
    """What a participant last said about a question."""

    on: bool
    counter: int


_NOTHING = Stored(on=False, counter=0)


def cast_upvotes(votes: Sequence[tuple[Actor, UpvoteQuestion]]) -> list[Outcome]:
    """Write many votes, of any sessions, in one transaction; one outcome for each, in order.

    The vote with a participant's highest counter for a question counts; of votes without counters, the last. Session
    locks are taken in the order of their ids, so that two processes cannot wait for each other.
    """
    outcomes: list[Outcome] = [{} for _ in votes]
    by_session: dict[int, list[Vote]] = defaultdict(list)
    for index, (actor, command) in enumerate(votes):
        by_session[actor.session_id].append((index, actor, command))
    with transaction.atomic():
        for session_id in sorted(by_session):
            for index, outcome in _cast_in_session(session_id, by_session[session_id]):
                outcomes[index] = outcome
    return outcomes


def _cast_in_session(session_id: int, votes: list[Vote]) -> list[tuple[int, Outcome]]:
    """The outcomes that are more than "done", each with the index of its vote."""
    try:
        session = lock_for_counting(session_id)
    except Refused as refused:
        return _refuse(session_id, [(vote, refused) for vote in votes])
    is_answered = dict(fetch(_LIVE_QUESTIONS, session_id, among({vote.question for _, _, vote in votes})))
    refusals: list[tuple[Vote, Refused]] = []
    accepted: list[Vote] = []
    for vote in votes:
        question = vote[2].question
        if question not in is_answered:
            refusals.append((vote, Refused(Code.NOT_FOUND)))
        elif is_answered[question]:
            refusals.append((vote, Refused(Code.QUESTION_CLOSED)))
        else:
            accepted.append(vote)
    outcomes = _write_upvotes(session, accepted) if accepted else []
    return outcomes + (_refuse(session_id, refusals) if refusals else [])


def _write_upvotes(session: Session, votes: list[Vote]) -> list[tuple[int, Outcome]]:
    """Write what differs. The lock makes the change of the score exact, the constraint keeps it so."""
    participants = ensure_participants(session, {actor.key for _, actor, _ in votes})
    rows = fetch(_VOTES, among(participants.values()), among({vote.question for _, _, vote in votes}))
    stored = {(who, question): Stored(bool(on), counter) for who, question, on, counter in rows}
    wanted: dict[Pair, Stored] = {}
    outcomes: list[tuple[int, Outcome]] = []
    for index, actor, vote in votes:
        pair = participants[actor.key], vote.question
        before = wanted.get(pair) or stored.get(pair, _NOTHING)
        answer = answer_to_earlier(vote.counter, before.counter)
        if answer is None:
            wanted[pair] = Stored(vote.on, max(vote.counter, before.counter))
        elif answer:
            outcomes.append((index, answer))
    changed = {pair: now for pair, now in wanted.items() if now != stored.get(pair, _NOTHING)}
    if changed:
        run(_WRITE_VOTES, fours((*pair, int(now.on), now.counter) for pair, now in changed.items()))
    moved: dict[int, int] = defaultdict(int)
    for pair, now in changed.items():
        if difference := now.on - stored.get(pair, _NOTHING).on:
            moved[pair[1]] += difference
    if moved:
        run(_MOVE_SCORES, bump(session), pairs(moved.items()))
    return outcomes


def _refuse(session_id: int, refusals: list[tuple[Vote, Refused]]) -> list[tuple[int, Outcome]]:
    """Refuse votes, but not a copy of one that was stored: its sender may not know yet that it counted."""
    again = [vote for vote, _ in refusals if vote[2].counter]
    stored: dict[tuple[str, int], int] = {}
    if again:
        keys, questions = {actor.key for _, actor, _ in again}, {vote.question for _, _, vote in again}
        rows = fetch(_COUNTERS, session_id, among(keys), among(questions))
        stored = {(key, question): counter for key, question, counter in rows}
    outcomes: list[tuple[int, Outcome]] = []
    for (index, actor, vote), refused in refusals:
        answer = answer_to_earlier(vote.counter, stored.get((actor.key, vote.question), 0))
        outcomes.append((index, refused if answer is None else answer))
    return outcomes
