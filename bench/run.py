"""One run of one scenario: server, load, measuring, and who it was measured on."""

import argparse
import asyncio
import os

import psutil
import uvloop

from .figures import Report
from .load import start_load
from .machine import BenchError, allow_files, describe
from .options import published
from .scenarios import SCENARIOS
from .server import Server, start_server

SPARE_FILES = 1000
# Beside what a scenario means to take: starting, joining, settling.
PATIENCE_SECONDS = 300.0


def run_scenario(options: argparse.Namespace) -> Report:
    """Measure. Raises BenchError, or TimeoutError where the server does not keep up at all."""
    people = getattr(options, "attendees", 0) * getattr(options, "sessions", 1)
    allow_files(people + SPARE_FILES)
    about = describe(options.checkout.root) | {"load_before": round(os.getloadavg()[0], 2)}
    with start_server(options) as server, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        report = runner.run(_measure(server, options))
    report.about = about | {"scenario": options.scenario, "options": published(options)}
    return report


async def _measure(server: Server, options: argparse.Namespace) -> Report:
    async with (
        asyncio.timeout(
            PATIENCE_SECONDS + 10 * getattr(options, "seconds", 0) * getattr(options, "turns", 1)
        ),
        start_load(server.port, options.load_processes) as load,
    ):
        try:
            report: Report = await SCENARIOS[options.scenario].measure(server, load, options)
        except BaseExceptionGroup as group:  # of things done at once; the first says why
            raise group.exceptions[0] from group
        except psutil.NoSuchProcess as gone:
            raise BenchError("the server ended while it was measured") from gone
        return report
