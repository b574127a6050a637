"""Copying a SQLite database while it is written to, and putting a copy in its place."""

import os
import sqlite3
from pathlib import Path

from .archive import IN_USE, BackupError

KEPT = ".before-restore"


def dump(database: Path, copy: Path) -> None:
    """Copy `database` as of one moment; writers go on meanwhile."""
    if not database.stat().st_size:
        raise BackupError("The database is empty: there is nothing to back up yet.")
    source, target = sqlite3.connect(database), sqlite3.connect(copy)
    try:
        source.backup(target)  # all pages in one step, so that no write between makes it begin again
        target.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        _check(target)
    finally:
        source.close()
        target.close()


def restore(dump: Path, database: Path) -> None:
    """Put `dump` in the place of `database`, which is kept beside it. Nobody may have it open."""
    copy = sqlite3.connect(dump)
    try:
        _check(copy)
    finally:
        copy.close()
    if database.exists():
        _write_back_log(database)
    aside = database.with_name(database.name + ".restoring")
    aside.unlink(missing_ok=True)
    # Beside the database, so that taking its place is one step; on disk before it does.
    with aside.open("xb") as file:
        aside.chmod(0o600)
        file.write(dump.read_bytes())
        file.flush()
        os.fsync(file.fileno())
    if database.exists():
        kept = database.with_name(database.name + KEPT)
        kept.unlink(missing_ok=True)
        os.link(database, kept)
    for ending in ("-wal", "-shm", "-journal"):
        database.with_name(database.name + ending).unlink(missing_ok=True)
    os.replace(aside, database)


def _write_back_log(database: Path) -> None:
    """Bring what is still in the write-ahead log into the file itself. Raises BackupError where it is in use."""
    connection = sqlite3.connect(database, timeout=2)
    try:
        # Only the last one to have the database open may leave the log behind.
        connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        raise BackupError(IN_USE) from error
    except sqlite3.DatabaseError:
        pass  # a damaged database is what a restore is for
    finally:
        connection.close()


def _check(connection: sqlite3.Connection) -> None:
    try:
        [(found,)] = connection.execute("PRAGMA quick_check(1)").fetchall()
    except sqlite3.DatabaseError as error:
        raise BackupError("The database in this backup is damaged.") from error
    if found != "ok":
        raise BackupError(f"The database is damaged: {found}")
