"""One database, from DATABASE_URL: SQLite by default, PostgreSQL in production."""

import os
import re
from pathlib import Path
from typing import Any

import dj_database_url
import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn
from psycopg_pool import PoolTimeout

from .env import ENCODE, refuse_cut_short
from .private_files import private_database

WRONG_ADDRESS = f"DATABASE_URL must look like postgres://user:password@host:5432/name. {ENCODE}"
WHOLE_NUMBERS = {
    *("connect_timeout", "tcp_user_timeout", "keepalives"),
    *("keepalives_idle", "keepalives_interval", "keepalives_count"),
}
# Where nobody listens, so that libpq reads all it is given and gets no further.
NOBODY = "/nowhere"
# WAL lets readers go on while one writes; IMMEDIATE takes the write lock at once instead of failing half way
# (measured: without it 24 % of concurrent votes are lost); FULL survives a power cut, and group commit makes it free.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;",
}

# A worker that stands still in a transaction (stopped, its machine asleep) has its session locked, and everybody's acts
# would wait for it for good. What waits for the lock inside that worker gives up too, or each would have it in turn.
# Others that give up are told "unavailable", and pages send it again.
LONGEST_STANDSTILL_SECONDS = 3
BOUNDS = " ".join(
    f"-c {name}={LONGEST_STANDSTILL_SECONDS}s"
    for name in ("idle_in_transaction_session_timeout", "lock_timeout")
)


def address(url: str, var: Path) -> str:
    """`url`; where it is empty, that of a SQLite file below `var`."""
    return url or f"sqlite:///{var / 'db.sqlite3'}"


def parse(url: str, var: Path, threads: int) -> dict[str, Any]:
    """Django's setting for `url`; empty means a SQLite file below `var`. Raises ImproperlyConfigured."""
    if url and not url.startswith("sqlite:"):
        refuse_cut_short("DATABASE_URL", url)
    try:
        database: dict[str, Any] = dict(dj_database_url.parse(address(url, var)))
    except (ValueError, dj_database_url.ParseError) as error:
        raise ImproperlyConfigured(WRONG_ADDRESS) from error
    if "\0" in "".join(str(value) for value in database.values()):
        raise ImproperlyConfigured("DATABASE_URL has a character in it that no database takes (%00).")
    if database["ENGINE"].endswith("sqlite3"):
        _refuse_unusable_file(database["NAME"])
        database["OPTIONS"] = SQLITE_OPTIONS
        database["TEST"] = {"NAME": str(var / "test.sqlite3")}
        database["CONN_MAX_AGE"] = None
        return database
    if not database["ENGINE"].endswith("postgresql"):
        raise ImproperlyConfigured("DATABASE_URL must be a sqlite:// or postgres:// address.")
    _refuse_unknown_options(database)
    # A page that waits for a database that is away is answered within ten seconds, also behind another.
    pool = {"min_size": 1, "max_size": threads + 6, "timeout": 4}
    database["OPTIONS"] = {**database.get("OPTIONS", {}), "pool": pool}
    return database


def bound_transactions(database: dict[str, Any]) -> None:
    """Have PostgreSQL end transactions of this process that stand still. For servers only: a migration takes its time.

    Options of DATABASE_URL come later and win.
    """
    if database["ENGINE"].endswith("postgresql"):
        options = database["OPTIONS"]
        options["options"] = f"{BOUNDS} {options.get('options', '')}".strip()


def reason(error: Exception) -> str:
    """Why the database cannot be used, in one line. The pool says only that it got no connection; PostgreSQL, why."""
    if isinstance(error.__cause__, PoolTimeout):
        try:
            psycopg.connect(**connection.get_connection_params()).close()
        except psycopg.Error as said:
            return _line(said)
    return _line(error)


def _refuse_unusable_file(name: str) -> None:
    """Raise ImproperlyConfigured where SQLite could keep nothing in the file `name`."""
    if name == ":memory:":
        # Each thread would have a database of its own, all gone with the process.
        raise ImproperlyConfigured("DATABASE_URL must lead to a file: sqlite:////path/file.")
    path = Path(name)
    try:
        private_database(path)
        with path.open("r+b"):
            pass
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(
            f"DATABASE_URL leads to a file that cannot be opened for writing: {error}"
        ) from error
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise ImproperlyConfigured(
            f"DATABASE_URL leads to a folder this account may not write to: {str(path.parent)!r}. "
            "SQLite keeps its log beside the database."
        )


def _refuse_unknown_options(database: dict[str, Any]) -> None:
    """Raise ImproperlyConfigured where libpq would refuse the address before it connects, each time."""
    options = database.get("OPTIONS", {})
    if not database["NAME"] and "service" not in options:
        raise ImproperlyConfigured(WRONG_ADDRESS)
    try:
        # With a user and a password of its own, or libpq looks for those of this account, which may have none.
        nobody = dict.fromkeys(("host", "dbname", "user", "password"), NOBODY)
        asked = make_conninfo(**(options | nobody))
    except psycopg.Error as error:
        raise ImproperlyConfigured(
            f"DATABASE_URL has an option PostgreSQL does not know: {_line(error)}"
        ) from error
    for name in WHOLE_NUMBERS & options.keys():
        if not re.fullmatch("-?[0-9]{1,9}", str(options[name])):
            raise ImproperlyConfigured(f"DATABASE_URL has the option {name}, which must be a whole number.")
    said = PGconn.connect_start(asked.encode()).error_message.decode(errors="replace")
    if options and NOBODY not in said:  # it did not even try
        raise ImproperlyConfigured(f"DATABASE_URL has an option that cannot work: {_line(said)}")


def _line(said: object) -> str:
    return " ".join(str(said).split())
