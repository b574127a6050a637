"""What is a participant's own, read for many at a time."""

from msgspec import UNSET

from ..core.models import Participant
from ..join import identity
from ..polls.queries import own_polls
from ..questions.queries import OwnQuestions, OwnVotes, own_questions, own_votes
from ..wire.state import OwnState
from .batches import APART_SECONDS

Whose = tuple[int, str]

COMING_BACK_PER_SECOND = 200
MOST_PATIENCE_SECONDS = 2.0
MOST_AT_ONCE = 4000


def unhurried(size: int) -> float:
    """Seconds until more is read after `size` people who came back: they have what was theirs before.

    After a restart thousands come within seconds; this reads for all of them together, a few times.
    """
    return min(MOST_PATIENCE_SECONDS, max(APART_SECONDS, size / COMING_BACK_PER_SECOND))


def read_own(whose: list[Whose]) -> list[OwnState]:
    """The own state for each (session id, key), in order; few queries however many. Empty for newcomers."""
    sessions = {session_id for session_id, _ in whose}
    rows = Participant.objects.filter(session_id__in=sessions, key__in={key for _, key in whose})
    found = {(row.session_id, row.key): row for row in rows}
    if not found:
        return [OwnState()] * len(whose)
    ids = [row.pk for row in found.values()]
    votes, polls, questions = own_votes(ids), own_polls(list(found.values())), own_questions(ids)
    no_votes, no_questions = OwnVotes([], 0), OwnQuestions([], 0)
    states = {
        who: OwnState(
            person=identity.fingerprint(who[1]),
            name=row.name,
            team=row.team,
            votes=votes.get(row.pk, no_votes).questions,
            answers=polls[row.pk].answers,
            played=polls[row.pk].played,
            scores=polls[row.pk].scores,
            results=polls[row.pk].results,
            questions=questions.get(row.pk, no_questions).questions,
            counter=max(
                votes.get(row.pk, no_votes).counter,
                polls[row.pk].counter,
                questions.get(row.pk, no_questions).counter,
            )
            or UNSET,
        )
        for who, row in found.items()
    }
    return [states.get(who, OwnState()) for who in whose]
