"""The processes of one machine answer for each other, also where some of them died or stand still."""

import asyncio
import os
import stat
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sessions.live import workers
from sessions.live.metrics import Family, mine
from sessions.live.workers import Workers

# It lives as long as this process: whoever started the tests.
ANOTHER = os.getppid()
NEVER_A_PROCESS = 2**22 + 1  # above the highest number Linux gives

Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[Any, Any, None]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "workers"


@pytest.fixture
async def here(folder: Path) -> AsyncIterator[Workers]:
    """This process, which listens."""
    here = Workers(folder)
    await here.listen()
    yield here
    await here.stop()


async def states(here: Workers) -> dict[str, float]:
    """How many processes are told to have answered, and not."""
    *_, [about] = await here.ask()
    return {labels["state"]: number for _, labels, number in about.samples}


async def another(folder: Path, answer: Answer) -> asyncio.Server:
    return await asyncio.start_unix_server(answer, folder / f"{ANOTHER}.sock")


async def test_one_alone_tells_its_own(here, folder):
    told = await here.ask()
    assert [family.name for family in told[0]] == [family.name for family in mine()]
    assert await states(here) == {"answered": 1, "silent": 0}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


async def test_another_is_asked_and_tells_what_it_counted(here, folder):
    theirs = [Family("theirs", "About", "gauge", [("theirs", {}, 7)])]

    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(msgspec.json.encode(theirs))
        writer.close()

    async with await another(folder, answer):
        assert (await here.ask())[1] == theirs
        assert await states(here) == {"answered": 2, "silent": 0}


async def test_whoever_asks_this_one_gets_its_metrics(here, folder):
    reader, writer = await asyncio.open_unix_connection(folder / f"{os.getpid()}.sock")
    told = msgspec.json.decode(await reader.read(), type=list[Family])
    writer.close()
    assert [family.name for family in told] == [family.name for family in mine()]


async def test_one_that_stands_still_or_talks_nonsense_is_counted_as_silent(here, folder, monkeypatch):
    monkeypatch.setattr(workers, "PATIENCE_SECONDS", 0.05)

    async def nonsense(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"{")
        writer.close()

    gate = asyncio.Event()

    async def nothing(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await gate.wait()
        writer.close()

    for answer in (nonsense, nothing):
        async with await another(folder, answer):
            assert await states(here) == {"answered": 1, "silent": 1}
            gate.set()


async def test_one_that_died_is_neither(here, folder):
    server = await another(folder, lambda reader, writer: None)
    server.close()
    (folder / f"{ANOTHER}.sock").touch()
    assert await states(here) == {"answered": 1, "silent": 0}


async def test_a_start_tidies_after_the_dead_and_only_them(folder):
    folder.mkdir()
    dead, own, living, no_number = (
        folder / f"{name}.sock" for name in (NEVER_A_PROCESS, os.getpid(), ANOTHER, "notes")
    )
    for path in (dead, own, living, no_number):
        path.touch()
    here = Workers(folder)
    await here.listen()
    assert [path.exists() for path in (dead, living, no_number)] == [False, True, True]
    assert own.is_socket()
    await here.stop()
    assert not own.exists()


async def test_a_folder_that_cannot_be_made_stops_nothing(tmp_path, caplog):
    (tmp_path / "file").touch()
    here = Workers(tmp_path / "file" / "workers")
    await here.listen()
    assert "cannot ask this one" in caplog.text
    assert await states(here) == {"answered": 1, "silent": 0}
    await here.stop()
