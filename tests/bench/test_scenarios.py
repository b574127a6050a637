"""Every scenario runs, finds nothing lost, and measures the server that script/server starts."""

import asyncio
import json
import re
import subprocess
from pathlib import Path

import pytest

from bench import viewer
from bench.load import start_load
from bench.machine import allow_files
from bench.options import published, read_arguments
from bench.scenarios import SCENARIOS
from bench.server import start_server, uvicorn_flags

ROOT = Path(__file__).resolve().parents[2]
SMALL = (
    "join-storm --attendees 30 --seconds 1",
    "fanout --attendees 20 --votes-per-second 10 --seconds 2",
    "vote-spike --attendees 20 --votes-each 3 --seconds 0.5",
    "poll-spike --attendees 20 --seconds 1",
    "slow-readers --attendees 20 --votes-per-second 10 --texts-per-second 40 --seconds 5",
    "soak --attendees 20 --churn-percent 300 --seconds 2 --warm-up 1",
    "many-sessions --sessions 3 --attendees 5 --votes-per-second 5 --seconds 1",
    "mixed --attendees 20 --seconds 5",
    "costs --attendees 30 --seconds 1",
)


def test_the_bench_measures_the_server_people_run():
    flags = uvicorn_flags(ROOT)
    assert flags[:4] == ["--loop", "uvloop", "--http", "httptools"]
    assert "--workers" not in flags
    assert not any("$" in flag for flag in flags)


def test_who_comes_back_waits_like_the_pages():
    socket = (ROOT / "static/js/live/socket.js").read_text()
    told = {
        name: int(ms.replace("_", "")) / 1000
        for name, ms in re.findall(r"const (\w+)_MS = ([\d_]+);", socket)
    }
    for name in ("FIRST_WAIT", "LONGEST_WAIT", "LONGEST_WAIT_OF_FEW", "OPEN_WITHIN", "STEADY_AFTER"):
        assert getattr(viewer, f"{name}_SECONDS") == told[name]


def test_what_is_published_names_no_address():
    options = read_arguments(["fanout", "--postgres", "postgres://me:secret@db/x", "--json", "/home/me/x"])
    assert "secret" not in str(published(options))
    assert "/home" not in str(published(options))


async def measure(server, line):
    """A scenario's report, taken on a running server."""
    options = read_arguments(line.split())
    async with start_load(server.port, 2) as load:
        return line, await SCENARIOS[options.scenario].measure(server, load, options)


async def measure_all(server):
    """All at once: each has sessions of its own, and here nothing is timed."""
    return await asyncio.gather(*(measure(server, line) for line in SMALL))


def test_all_but_the_reconnect_storm_are_small_here():
    assert {line.split()[0] for line in SMALL} == set(SCENARIOS) - {"reconnect-storm"}


def test_no_scenario_loses_anything():
    allow_files(1000)
    with start_server(read_arguments(["fanout"])) as server:
        reports = dict(asyncio.run(measure_all(server)))
    for line, report in reports.items():
        assert (line, report.problems) == (line, [])
        votes = [find(report, key) for key in ("sent", "acknowledged", "stored")]
        assert (line, votes) == (line, [votes[0]] * 3)
    shown = {line.split()[0]: find(report, "shown") for line, report in reports.items()}
    assert shown == {
        "join-storm": 32, "fanout": 22, "vote-spike": 22, "poll-spike": 22,
        "slow-readers": 22, "soak": 22, "many-sessions": 18, "mixed": 22, "costs": 32,
    }  # fmt: skip
    assert find(reports[SMALL[1]], "sent") == 50
    assert find(reports[SMALL[2]], "sent") == 60


def find(report, key):
    """One figure."""
    return next(figure.value for figure in report.figures if figure.key == key)


@pytest.mark.parametrize("line", ["reconnect-storm --attendees 4 --votes-per-second 5 --vote-while-down 1"])
def test_everybody_comes_back_after_a_kill_with_what_they_said(tmp_path, line):
    file = tmp_path / "figures.json"
    done = subprocess.run(
        ["script/bench", *line.split(), "--json", str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads(file.read_text())
    figures = {key: figure["value"] for key, figure in report["figures"].items()}
    assert report["problems"] == []
    assert figures["back"] == 4
    assert figures["shown"] == 6
    assert figures["sent"] == figures["acknowledged"] == figures["stored"] == 15
