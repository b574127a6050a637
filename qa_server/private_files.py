"""Files that other accounts of the machine must not read: questions under review, who answered what, the key."""

import contextlib
import stat
from pathlib import Path

FOLDER, FILE = 0o700, 0o600
OUR_FOLDERS = {"backups", "workers"}


def private_folder(path: Path) -> Path:
    """Make `path`, or take others' rights away. Folders that are not ours alone (like /tmp and /var) are left alone."""
    path.mkdir(mode=FOLDER, parents=True, exist_ok=True)
    if not path.stat().st_mode & (stat.S_ISVTX | stat.S_IWOTH) and not _has_other_folders(path):
        _take_rights_away(path, FOLDER)
    return path


def _has_other_folders(path: Path) -> bool:
    """Whether others keep something here too: as root, a mistyped VAR_DIR=/ would lock everybody out of the machine."""
    return any(each.is_dir() and each.name not in OUR_FOLDERS for each in path.iterdir())


def private_database(path: Path) -> None:
    """Make the SQLite file `path` if it is not there, and take others' rights from it and what stands beside it.

    SQLite gives its log files the rights of the database. Raises OSError where there can be no such file.
    """
    if not path.exists():
        path.touch(mode=FILE)
    for file in (path, *(path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal"))):
        private_file(file)


def private_file(path: Path) -> None:
    """Take others' rights from a file."""
    _take_rights_away(path, FILE)


def _take_rights_away(path: Path, rights: int) -> None:
    is_of_kind = stat.S_ISDIR if rights == FOLDER else stat.S_ISREG  # a mistyped address may lead to anything
    # Files of another account are theirs to guard, and a log file may go while we look.
    with contextlib.suppress(PermissionError, FileNotFoundError):
        mode = path.stat().st_mode
        if is_of_kind(mode) and stat.S_IMODE(mode) & ~rights:
            path.chmod(stat.S_IMODE(mode) & rights)
