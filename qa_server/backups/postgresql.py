"""Dumping a PostgreSQL database while it is written to, and restoring it whole or not at all."""

import os
import subprocess
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from .archive import IN_USE, BackupError

# Everything of the schema goes first, also what only a later version has: what stays behind stops its next upgrade.
# Extensions and what belongs to them stay: a database's owner may not be allowed to make them anew.
_EMPTY = """
DO $$
DECLARE
    one record;
BEGIN
    FOR one IN
        SELECT c.oid, c.relname AS name, CASE c.relkind
            WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
            WHEN 'f' THEN 'FOREIGN TABLE' WHEN 'c' THEN 'TYPE' ELSE 'TABLE' END AS kind
        FROM pg_class c
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c')
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
        ORDER BY c.relkind = 'S' -- a sequence of a column goes with its table, and not without
    LOOP
        -- Some are gone with others by now.
        CONTINUE WHEN NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = one.oid);
        EXECUTE format('DROP %s %I CASCADE', one.kind, one.name);
    END LOOP;
    FOR one IN
        SELECT p.oid::regprocedure AS name FROM pg_proc p
        WHERE p.pronamespace = current_schema()::regnamespace
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    LOOP
        EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', one.name);
    END LOOP;
    FOR one IN
        SELECT t.oid::regtype AS name FROM pg_type t
        WHERE t.typnamespace = current_schema()::regnamespace AND t.typtype IN ('e', 'd', 'r')
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = t.oid AND d.deptype = 'e')
    LOOP
        EXECUTE format('DROP TYPE IF EXISTS %s CASCADE', one.name);
    END LOOP;
END $$;
"""
# Not the database's own processes: a vacuum after many votes is no server of ours.
_OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND backend_type = 'client backend'"
)


def dump(settings: dict[str, Any], copy: Path) -> None:
    """Write a dump as of one moment to `copy`; writers go on meanwhile. `settings` are Django's of the database."""
    _run("pg_dump", settings, "--format=custom", "--no-owner", "--no-privileges", f"--file={copy}")


def restore(settings: dict[str, Any], copy: Path) -> None:
    """Replace everything in the database by the dump, in one transaction that ends at the first error."""
    with psycopg.connect(_address(settings), password=settings.get("PASSWORD") or None) as connection:
        [(others,)] = connection.execute(_OTHERS).fetchall()
    if others:
        raise BackupError(IN_USE)
    script = copy.with_suffix(".sql")
    _run("pg_restore", None, "--no-owner", "--no-privileges", f"--file={script}", str(copy))
    with script.open("r+b") as file:
        statements = file.read()
        file.seek(0)
        file.write(_EMPTY.encode() + statements)
    _run(
        "psql",
        settings,
        *("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null"),
        f"--file={script}",
    )


def _address(settings: dict[str, Any]) -> str:
    """The database as libpq's programs take it, without the password: others could read that in the process list."""
    options = {name: value for name, value in settings.get("OPTIONS", {}).items() if name != "pool"}
    named = {"dbname": "NAME", "user": "USER", "host": "HOST", "port": "PORT"}
    return make_conninfo(
        **{name: settings[key] for name, key in named.items() if settings.get(key)}, **options
    )


def _run(program: str, settings: dict[str, Any] | None, *arguments: str) -> None:
    """Run one of PostgreSQL's programs, against a database where `settings` are given."""
    where = [f"--dbname={_address(settings)}"] if settings else []
    secret = {"PGPASSWORD": settings["PASSWORD"]} if settings and settings.get("PASSWORD") else {}
    try:
        done = subprocess.run(  # noqa: S603  (the program and its options are ours)
            [program, *where, *arguments],
            env=os.environ | secret,
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise BackupError(
            f"There is no {program} here. Install PostgreSQL's client programs (Debian: postgresql-client)."
        ) from error
    if done.returncode:
        raise BackupError(f"{program} failed, and nothing was changed:\n{done.stderr.strip()}")
