"""Making backups, keeping the newest of them, and restoring one."""

import os
import tempfile
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from ..server_lock import ServerLock
from . import postgresql, sqlite
from .archive import IN_USE, BackupError, Contents, now, read, write

PREFIX, SUFFIX = "openfloor-", ".tar.gz"


def back_up(out: IO[bytes]) -> None:
    """Write a backup to `out`, while the server runs. Raises BackupError."""
    with tempfile.TemporaryDirectory(prefix="openfloor-backup-") as folder:
        copy = Path(folder) / "database"
        # Before the database: a key that is older than the links made with it would open none of them.
        key, applied = settings.SECRET_KEY, _applied_migrations()
        if connection.vendor == "sqlite":
            sqlite.dump(Path(_database()["NAME"]), copy)
        else:
            postgresql.dump(_database(), copy)
        write(out, Contents(connection.vendor, now(), applied, key), copy)


def back_up_to_folder(folder: Path, keep: int) -> Path:
    """Write a backup into `folder` and remove all but the newest `keep` there. Returns the new file."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{PREFIX}{now()}{SUFFIX}"
    back_up_to_file(path)
    for old in sorted(folder.glob(f"{PREFIX}*{SUFFIX}"), reverse=True)[keep:]:
        old.unlink()
    return path


def back_up_to_file(path: Path) -> None:
    """Write a backup to `path`, which is there only when it is complete."""
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            back_up(out)
            out.flush()
            os.fsync(out.fileno())
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def restore(file: IO[bytes]) -> str:
    """Put back what a backup holds, all of it or nothing. Returns what is left to do, if anything."""
    lock = ServerLock(settings.VAR_DIR, settings.DATABASE_ADDRESS)
    if not lock.take(alone=True):
        raise BackupError(IN_USE)
    try:
        with tempfile.TemporaryDirectory(prefix="openfloor-restore-") as folder:
            contents, copy = read(file, Path(folder))
            _check_fits(contents)
            if contents.vendor == "sqlite":
                sqlite.restore(copy, Path(_database()["NAME"]))
            else:
                postgresql.restore(_database(), copy)
            return _put_back_key(contents.key)
    finally:
        lock.free()


def _check_fits(contents: Contents) -> None:
    if contents.vendor != connection.vendor:
        raise BackupError(f"This backup is of {contents.vendor}; DATABASE_URL leads to {connection.vendor}.")
    known = set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
    newer = [
        (app, name)
        for app, names in contents.migrations.items()
        for name in names
        if (app, name) not in known
    ]
    if newer:
        raise BackupError(
            "This backup was made by a later version (it has the migration {}.{}). Install that version, "
            "then restore.".format(*newer[0])
        )


def _applied_migrations() -> dict[str, list[str]]:
    applied: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        applied.setdefault(app, []).append(name)
    return applied


def _put_back_key(key: str) -> str:
    if key == settings.SECRET_KEY:
        return ""
    if os.environ.get("SECRET_KEY", "").strip():
        return (
            "SECRET_KEY is not the one of this backup. Until it is, all links and cookies of before are void. "
            "To read it: tar -xzOf FILE secret-key"
        )
    path: Path = settings.VAR_DIR / "secret-key"
    fresh = path.with_name("secret-key.restored")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    fresh.write_text(key)
    os.replace(fresh, path)
    return ""


def _database() -> dict[str, Any]:
    return connection.settings_dict
