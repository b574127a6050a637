"""Plain SQL, for what people do by the thousand: building a query would cost several times what it does.

The same text serves SQLite and PostgreSQL, and never changes with the number of values, so that both keep it prepared.
"""

import json
from collections.abc import Iterable
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


def among(values: Iterable[Any]) -> Any:
    """The value for `{among}` in a statement: `column {among}` is true where the column is one of `values`."""
    return list(values) if connection.vendor == "postgresql" else json.dumps(list(values))


def pairs(rows: Iterable[tuple[int, int]]) -> str:
    """The value for `{pairs}` in a statement: a table of two whole numbers, `a` and `b`."""
    return json.dumps(list(rows))


def fours(rows: Iterable[tuple[int, int, int, int]]) -> str:
    """The value for `{fours}` in a statement: a table of four whole numbers, `a` to `d`."""
    return json.dumps(list(rows))


def _in_dialect(statement: str) -> str:
    for name, words in _DIALECTS[connection.vendor].items():
        statement = statement.replace(name, words)
    return statement


_DIALECTS = {
    "postgresql": {
        "{among}": "= ANY(%s)",
        "{pairs}": "(SELECT (value->>0)::bigint AS a, (value->>1)::bigint AS b"
        " FROM json_array_elements(%s::json))",
        "{fours}": "(SELECT (value->>0)::bigint AS a, (value->>1)::bigint AS b, (value->>2)::bigint AS c,"
        " (value->>3)::bigint AS d FROM json_array_elements(%s::json))",
        "{locked}": "FOR UPDATE",
    },
    "sqlite": {
        "{among}": "IN (SELECT value FROM json_each(%s))",
        "{pairs}": "(SELECT json_extract(value, '$[0]') AS a, json_extract(value, '$[1]') AS b FROM json_each(%s))",
        "{fours}": "(SELECT json_extract(value, '$[0]') AS a, json_extract(value, '$[1]') AS b,"
        " json_extract(value, '$[2]') AS c, json_extract(value, '$[3]') AS d FROM json_each(%s))",
        "{locked}": "",  # its transactions lock as they begin
    },
}
