"""The file of a backup: a compressed tar of what is in it, the key, and the database."""

import datetime
import io
import json
import shutil
import tarfile
from pathlib import Path
from typing import IO, Any, NamedTuple

FORMAT = 1
MANIFEST, KEY, DATABASE = "manifest.json", "secret-key", "database"
IN_USE = "A server is running on this database. Stop it first."
MAX_SMALL_BYTES = 1024 * 1024


class BackupError(Exception):
    """A backup that cannot be made or restored. The message is for whoever runs the command."""


class Contents(NamedTuple):
    """What a backup holds. `migrations` are those applied to its database, by app: names in order."""

    vendor: str
    made_at: str
    migrations: dict[str, list[str]]
    key: str


def write(out: IO[bytes], contents: Contents, database: Path) -> None:
    """Write a backup to `out`. `database` is the dump that the database made of itself."""
    about = {"format": FORMAT, **contents._asdict()}
    key = about.pop("key")
    with tarfile.open(fileobj=out, mode="w|gz") as tar:
        _add(tar, MANIFEST, json.dumps(about, indent=1).encode())
        _add(tar, KEY, key.encode())
        tar.add(database, DATABASE, filter=_plain)


def read(file: IO[bytes], folder: Path) -> tuple[Contents, Path]:
    """What is in a backup, and its database as a file below `folder`. Raises BackupError."""
    try:
        return _read(file, folder)
    except (tarfile.TarError, OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise BackupError("This file is no backup of Openfloor, or it is damaged.") from error


def _read(file: IO[bytes], folder: Path) -> tuple[Contents, Path]:
    small: dict[str, bytes] = {}
    path = folder / DATABASE
    with tarfile.open(fileobj=file, mode="r|gz") as tar:
        for member in tar:
            inside = tar.extractfile(member)
            if inside is not None and member.name == DATABASE:
                with path.open("xb") as copy:
                    shutil.copyfileobj(inside, copy)
            elif inside is not None and member.name in (MANIFEST, KEY):
                small[member.name] = inside.read(MAX_SMALL_BYTES)
    about: dict[str, Any] = json.loads(small[MANIFEST])
    if about["format"] != FORMAT:
        raise BackupError(f"This backup has the format {about['format']}; this version reads {FORMAT}.")
    if not path.exists():
        raise KeyError(DATABASE)
    return Contents(about["vendor"], about["made_at"], about["migrations"], small[KEY].decode()), path


def now() -> str:
    """The time, for names and manifests: UTC to the second."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y%m%dT%H%M%SZ")


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    tar.addfile(member, io.BytesIO(content))


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member
