"""Plain SQL, for what people do by the thousand: building a query would cost several times what it does.

The same text serves SQLite and PostgreSQL, and never changes with the number of values, so that both keep it prepared.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection


def fetch(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """All rows."""
    with connection.cursor() as cursor:
        cursor.execute(_in_dialect(statement), values)
        return cursor.fetchall()


def run(statement: str, *values: Any) -> None:
    """Carry out one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_in_dialect(statement), values)


def run_each(statement: str, rows: Iterable[Sequence[Any]]) -> None:
    """Carry out a statement for each row of values; PostgreSQL is sent all of them at once."""
    with connection.cursor() as cursor:
        cursor.executemany(_in_dialect(statement), list(rows))


def among(values: Iterable[Any]) -> Any:
    """The value for `{among}` in a statement: `column {among}` is true where the column is one of `values`."""
    return list(values) if connection.vendor == "postgresql" else json.dumps(list(values))


def _in_dialect(statement: str) -> str:
    among, locked = _DIALECTS[connection.vendor]
    return statement.replace("{among}", among).replace("{locked}", locked)


# SQLite's transactions lock as they begin.
_DIALECTS = {
    "postgresql": ("= ANY(%s)", "FOR UPDATE"),
    "sqlite": ("IN (SELECT value FROM json_each(%s))", ""),
}
