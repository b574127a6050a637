"""Participants come to be at their first act, many at a time."""

from collections.abc import Iterable

from .models import Participant, Session
from .statements import among, fetch

_IDS = "SELECT key, id FROM live_sessions_participant WHERE session_id = %s AND key {among}"


def ensure_participants(session: Session, keys: Iterable[str]) -> dict[str, int]:
    """Participant ids by key, making the missing ones. The session must be locked."""
    wanted = set(keys)
    found = _ids(session, wanted)
    missing = wanted - found.keys()
    if missing:
        rows = [Participant(session=session, key=key) for key in missing]
        Participant.objects.bulk_create(rows, ignore_conflicts=True)
        found |= _ids(session, missing)
    return found


def _ids(session: Session, keys: set[str]) -> dict[str, int]:
    return dict(fetch(_IDS, session.pk, among(keys)))
