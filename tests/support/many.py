"""More questions than anybody could ask in a test, written straight into a SQLite database."""

import sqlite3
from contextlib import closing

from .talks import Talk

_ASK = """
    WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < :many)
    INSERT INTO live_sessions_question (session_id, command_id, number, text, author, asked_at, score, state,
        restore_to, approved, highlighted, answered, reason, words, revision)
    SELECT session.id, 'c' || n, n, n || ': ' || hex(randomblob(40)) || '?', '',
        datetime('2026-01-01 10:00', '+' || n || ' seconds'), CASE WHEN n = :best THEN 1 ELSE 0 END,
        'live', '', FALSE, FALSE, FALSE, '', '', session.revision + 1
    FROM counted, live_sessions_session AS session WHERE session.id = :session
"""
_MOVE = """
    UPDATE live_sessions_session SET revision = revision + 1, last_number = :many WHERE id = :session
"""


def store_questions(talk: Talk, many: int, *, best: int) -> None:
    """Questions numbered from 1, one a second; `best` has a vote. The server sees them within its next look."""
    values = {"session": talk.session_id, "many": many, "best": best}
    path = talk.deployment.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, timeout=20)) as connection, connection:
        connection.execute(_ASK, values)
        connection.execute(_MOVE, values)
