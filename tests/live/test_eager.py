"""A coroutine started at once behaves as in a task."""

import asyncio

import pytest

from sessions.live import eager


async def test_what_need_not_wait_is_done_at_once_and_without_a_task():
    done = []

    async def work() -> None:
        done.append(True)

    assert eager.start(work()) is None
    assert done


async def test_what_waits_goes_on_in_a_task():
    done, gate = [], asyncio.Event()

    async def work() -> None:
        done.append("began")
        await gate.wait()
        await asyncio.sleep(0)
        await asyncio.sleep(0.001)
        done.append("ended")

    task = eager.start(work())
    assert task
    assert done == ["began"]
    gate.set()
    await task
    assert done == ["began", "ended"]


async def test_an_error_before_waiting_is_raised_and_one_after_it_is_the_tasks():
    async def work(first_wait: bool) -> None:
        if first_wait:
            await asyncio.sleep(0)
        raise LookupError

    with pytest.raises(LookupError):
        eager.start(work(False))
    task = eager.start(work(True))
    assert task
    with pytest.raises(LookupError):
        await task


async def test_an_error_of_what_it_waits_for_reaches_it():
    future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    seen = []

    async def work() -> None:
        try:
            await future
        except LookupError:
            await asyncio.sleep(0)
            seen.append("mended")

    task = eager.start(work())
    assert task
    future.set_exception(LookupError())
    await task
    assert seen == ["mended"]


async def test_it_can_be_cancelled_and_tidies_up():
    seen = []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            seen.append("tidied")

    task = eager.start(work())
    assert task
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert seen == ["tidied"]
