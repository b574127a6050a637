"""What most scenarios begin with: one session, its stage, its people and their questions."""

import argparse
import asyncio

from ..load import Load
from ..server import Server

QUESTION = "How do we know that the figures on page {} were not chosen to look good, and who checks them?"
ASKERS = 8
PAUSE_SECONDS = 1.5


async def fill(server: Server, load: Load, options: argparse.Namespace) -> str:
    """A session with a stage, `options.attendees` people and `options.questions` questions; returns its code."""
    code, first = await open_hall(server, load, options)
    await load.join(code, options.attendees - first)
    await asyncio.sleep(PAUSE_SECONDS)
    return code


async def open_hall(server: Server, load: Load, options: argparse.Namespace) -> tuple[str, int]:
    """A session with its stage and questions, and the few (how many) who asked them."""
    code, cookies = server.create_session()
    await load.open_stage(code, cookies)
    askers = min(ASKERS, options.attendees)
    # All in one process: they take turns.
    await load.remotes[0].call("join_many", [code], askers)
    await load.ask(code, [QUESTION.format(number + 1) for number in range(options.questions)], askers)
    await asyncio.sleep(PAUSE_SECONDS)
    return code, askers
