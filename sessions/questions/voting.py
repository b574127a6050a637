"""Upvotes, written many at a time."""

from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction

from ..core.actors import Actor
from ..core.models import Session
from ..core.participants import ensure_participants
from ..core.revisions import bump, lock_for_counting
from ..core.statements import among, fetch, pairs, run
from ..wire.commands import UpvoteQuestion
from ..wire.errors import Code, Refused

Outcome = dict[str, int] | Refused
Pair = tuple[int, int]  # participant, question

_LIVE_QUESTIONS = (
    "SELECT id, answered FROM live_sessions_question WHERE session_id = %s AND state = 'live' AND id {among}"
)
_VOTES = (
    "SELECT participant_id, question_id FROM live_sessions_upvote"
    " WHERE participant_id {among} AND question_id {among}"
)
_ADD_VOTES = "INSERT INTO live_sessions_upvote (participant_id, question_id) SELECT a, b FROM {pairs} AS vote"
_REMOVE_VOTES = (
    "DELETE FROM live_sessions_upvote"
    " WHERE (participant_id, question_id) IN (SELECT a, b FROM {pairs} AS vote)"
)
_MOVE_SCORES = (
    "UPDATE live_sessions_question SET revision = %s, score = score + moved.b"
    " FROM {pairs} AS moved WHERE id = moved.a"
)


def cast_upvotes(votes: Sequence[tuple[Actor, UpvoteQuestion]]) -> list[Outcome]:
    """Write many votes, of any sessions, in one transaction; one outcome for each, in order.

    The last word of a participant on a question counts. Session locks are taken in the order of their
    ids, so that two processes cannot wait for each other.
    """
    outcomes: list[Outcome] = [{} for _ in votes]
    by_session: dict[int, list[int]] = defaultdict(list)
    for index, (actor, _) in enumerate(votes):
        by_session[actor.session_id].append(index)
    with transaction.atomic():
        for session_id in sorted(by_session):
            indexes = by_session[session_id]
            for index, refused in _cast_in_session(session_id, [(i, *votes[i]) for i in indexes]):
                outcomes[index] = refused
    return outcomes


def _cast_in_session(
    session_id: int, votes: list[tuple[int, Actor, UpvoteQuestion]]
) -> list[tuple[int, Refused]]:
    try:
        session = lock_for_counting(session_id)
    except Refused as refused:
        return [(index, refused) for index, _, _ in votes]
    is_answered = dict(fetch(_LIVE_QUESTIONS, session_id, among({vote.question for _, _, vote in votes})))
    refusals: list[tuple[int, Refused]] = []
    choices: dict[tuple[str, int], bool] = {}
    for index, actor, vote in votes:
        if vote.question not in is_answered:
            refusals.append((index, Refused(Code.NOT_FOUND)))
        elif is_answered[vote.question]:
            refusals.append((index, Refused(Code.QUESTION_CLOSED)))
        else:
            choices[actor.key, vote.question] = vote.on
    if choices:
        _write_upvotes(session, choices)
    return refusals


def _write_upvotes(session: Session, choices: dict[tuple[str, int], bool]) -> None:
    """Insert and delete what differs. The lock makes the change of the score exact, the constraint keeps it so."""
    participants = ensure_participants(session, {key for key, _ in choices})
    wanted = {(participants[key], question): on for (key, question), on in choices.items()}
    rows = fetch(_VOTES, among({who for who, _ in wanted}), among({question for _, question in wanted}))
    existing: set[Pair] = {(who, question) for who, question in rows}
    added = [pair for pair, on in wanted.items() if on and pair not in existing]
    removed = [pair for pair, on in wanted.items() if not on and pair in existing]
    if not added and not removed:
        return
    if added:
        run(_ADD_VOTES, pairs(added))
    if removed:
        run(_REMOVE_VOTES, pairs(removed))
    moved: dict[int, int] = defaultdict(int)
    for _, question in added:
        moved[question] += 1
    for _, question in removed:
        moved[question] -= 1
    run(_MOVE_SCORES, bump(session), pairs(moved.items()))
