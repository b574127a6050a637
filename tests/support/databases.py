"""Reading a server's database past the server: what is really stored, by plain SQL."""

import sqlite3
from contextlib import closing
from typing import Any

import psycopg

Row = tuple[Any, ...]

TABLES = ("session", "participant", "auditentry", "question", "upvote", "poll", "option", "answer")


def read(url: str, sql: str) -> list[Row]:
    """The rows of a query in the database at `url` (as DATABASE_URL)."""
    if url.startswith("sqlite:///"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=20)) as connection:
            return connection.execute(sql).fetchall()
    with psycopg.connect(url) as connection:
        return connection.execute(sql).fetchall()  # type: ignore[call-overload]


def everything(url: str) -> dict[str, list[Row]]:
    """All rows of all our tables: what an act that changes nothing leaves as it was."""
    return {table: read(url, f"SELECT * FROM live_sessions_{table} ORDER BY id") for table in TABLES}
