"""What a server process holds while it runs, so that others on this machine know of it.

Several processes on one database need Redis to tell each other what moved. Without it only one may run. And a backup
must not be restored under a running server.
"""

import fcntl
import hashlib
from pathlib import Path
from typing import IO


class ServerLock:
    """A file lock for all processes of one database in one VAR_DIR. The system frees it when a process ends."""

    def __init__(self, var: Path, database_url: str) -> None:
        # A folder may hold the locks of several databases, and an address may hold a password.
        name = hashlib.sha256(database_url.encode()).hexdigest()[:12]
        self._path = var / f"server-{name}.lock"
        self._file: IO[bytes] | None = None

    def take(self, *, alone: bool) -> bool:
        """Hold the lock until the process ends: with others, or `alone`. False where others do not allow it."""
        file = self._file or self._path.open("ab")
        try:
            fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._file = file
        return True

    def free(self) -> None:
        """Let go of it."""
        if self._file:
            self._file.close()
            self._file = None
