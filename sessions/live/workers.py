"""The processes of one machine answer for each other.

Uvicorn's workers share one port, so a question about all of them reaches any of them. Each listens on a Unix socket in
a folder only this user may open, and gives its metrics to whoever connects.
"""

import asyncio
import contextlib
import logging
import os
from pathlib import Path

import msgspec
from django.conf import settings

from .metrics import Family, mine

PATIENCE_SECONDS = 3.0

log = logging.getLogger(__name__)

_families = msgspec.json.Decoder(list[Family])


class Workers:
    """The workers whose sockets are in `folder`, this one among them once it listens."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._own = folder / f"{os.getpid()}.sock"
        self._server: asyncio.Server | None = None

    async def listen(self) -> None:
        """Answer the others. Without it, only this process knows its metrics."""
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            _remove_dead(self._folder)
            self._server = await asyncio.start_unix_server(_answer, self._own)
        except OSError as error:
            log.warning("other workers cannot ask this one for its metrics: %s", error)

    async def stop(self) -> None:
        """Answer no more."""
        if self._server:
            self._server.close()
            self._own.unlink(missing_ok=True)

    async def ask(self) -> list[list[Family]]:
        """The metrics of each process, and last how many there are and did not answer."""
        others = [path for path in _sockets(self._folder) if path != self._own]
        answers = await asyncio.gather(*map(_ask, others))
        heard = [answer for answer in answers if answer]
        return [mine(), *heard, [_counted(answered=1 + len(heard), silent=answers.count(None))]]


def _counted(**workers: int) -> Family:
    name, about = "openfloor_workers", "Processes these metrics are of, and those that did not answer in time"
    return Family(name, about, "gauge", [(name, {"state": state}, n) for state, n in workers.items()])


async def _answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        writer.write(msgspec.json.encode(mine()))
        await writer.drain()
    writer.close()


async def _ask(path: Path) -> list[Family] | None:
    """The metrics of another process; empty where it is gone, None where it does not answer in time."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            reader, writer = await asyncio.open_unix_connection(path)
            with contextlib.closing(writer):
                return _families.decode(await reader.read())
    except (ConnectionRefusedError, FileNotFoundError):
        return []
    except (OSError, TimeoutError, msgspec.DecodeError):
        return None


def _sockets(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.sock"))


def _remove_dead(folder: Path) -> None:
    """Tidy after processes that had no time to."""
    for path in _sockets(folder):
        if path.stem.isdigit() and not _lives(int(path.stem)):
            path.unlink(missing_ok=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, PermissionError):  # its number may be another account's by now
        return False
    return process != os.getpid()


workers = Workers(settings.VAR_DIR / "workers")
