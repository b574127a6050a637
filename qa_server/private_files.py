"""Files that other accounts of the machine must not read: questions under review, who answered what, the key."""

import contextlib
import stat
from pathlib import Path

FOLDER, FILE = 0o700, 0o600


def private_folder(path: Path) -> Path:
    """Make `path`, or take others' rights away. Folders that are meant for all (like /tmp) are left alone."""
    path.mkdir(mode=FOLDER, parents=True, exist_ok=True)
    if not path.stat().st_mode & (stat.S_ISVTX | stat.S_IWOTH):
        _take_rights_away(path, FOLDER)
    return path


def private_database(path: Path) -> None:
    """Make the SQLite file `path` if it is not there, and take others' rights from it and what stands beside it.

    SQLite gives its log files the rights of the database.
    """
    with contextlib.suppress(OSError):  # SQLite will say what is wrong, in its own words
        path.touch(mode=FILE)
    for file in (path, *(path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal"))):
        _take_rights_away(file, FILE)


def private_file(path: Path) -> None:
    """Take others' rights from a file."""
    _take_rights_away(path, FILE)


def _take_rights_away(path: Path, rights: int) -> None:
    # Files of another account are theirs to guard, and a log file may go while we look.
    with contextlib.suppress(PermissionError, FileNotFoundError):
        if stat.S_IMODE(path.stat().st_mode) & ~rights:
            path.chmod(stat.S_IMODE(path.stat().st_mode) & rights)
