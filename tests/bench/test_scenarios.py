"""Every scenario runs, finds nothing lost, and measures the server that script/server starts."""

import asyncio
import json
import re
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from bench import viewer
from bench.figures import Report
from bench.load import start_load
from bench.machine import allow_files
from bench.options import published, read_arguments
from bench.scenarios import SCENARIOS
from bench.scenarios.hall import open_hall
from bench.server import start_server, uvicorn_flags
from bench.window import check

ROOT = Path(__file__).resolve().parents[2]
SMALL = (
    "join-storm --attendees 30 --seconds 1",
    "fanout --attendees 20 --votes-per-second 10 --seconds 2",
    "vote-spike --attendees 20 --votes-each 3 --seconds 0.5",
    "poll-spike --attendees 20 --seconds 1",
    "slow-readers --attendees 20 --votes-per-second 10 --texts-per-second 40 --seconds 2",
    "soak --attendees 20 --churn-percent 300 --seconds 2 --warm-up 1",
    "many-sessions --sessions 3 --attendees 5 --votes-per-second 5 --seconds 1",
    "mixed --attendees 20 --seconds 4",
    "costs --attendees 30 --seconds 1",
    "hostile --attendees 20 --votes-per-second 10 --pages-per-second 5 --seconds 0.5 --turns 1 --silent 20 --posts 5",
)


def test_the_bench_measures_the_server_people_run():
    flags = uvicorn_flags(ROOT)
    assert flags[:4] == ["--loop", "uvloop", "--http", "qa_server.http_protocol:Protocol"]
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


@pytest.fixture(scope="module")
def server():
    """A running one with a database of its own."""
    allow_files(1000)
    with start_server(read_arguments(["fanout"])) as running:
        yield running


def test_no_scenario_loses_anything(server):
    reports = dict(asyncio.run(measure_all(server)))
    for line, report in reports.items():
        assert (line, report.problems) == (line, [])
        votes = [find(report, key) for key in ("sent", "acknowledged", "stored")]
        assert (line, votes) == (line, [votes[0]] * 3)
    shown = {line.split()[0]: find(report, "shown") for line, report in reports.items()}
    assert shown == {
        "join-storm": 32, "fanout": 22, "vote-spike": 22, "poll-spike": 22,
        "slow-readers": 22, "soak": 22, "many-sessions": 18, "mixed": 22, "costs": 32, "hostile": 22,
    }  # fmt: skip
    assert find(reports[SMALL[1]], "sent") == 50
    assert find(reports[SMALL[2]], "sent") == 60


def find(report, key):
    """One figure."""
    return next(figure.value for figure in report.figures if figure.key == key)


async def spoil(server):
    """A report after a screen looked away and a vote was taken out of the database behind the server's back."""
    report, options = Report(), read_arguments(["fanout", "--attendees", "4", "--questions", "2"])
    async with start_load(server.port, 1) as load:
        code, people = await open_hall(server, load, options)
        screen = next(viewer for viewer in load.stage.room(code).viewers if viewer.role == "screen")
        screen.stop_reading()
        await load.vote(people, 1.0)
        await load.settle(2.0)
        with closing(sqlite3.connect(f"{server.environment['VAR_DIR']}/db.sqlite3")) as database, database:
            database.execute(
                "UPDATE live_sessions_upvote SET active = false WHERE id ="
                " (SELECT max(u.id) FROM live_sessions_upvote u JOIN live_sessions_question q ON q.id = u.question_id"
                " JOIN live_sessions_session s ON s.id = q.session_id WHERE s.code = ?)",
                [code],
            )
        await check(report, server, load)
    return report


def test_what_is_lost_is_found(server):
    report = asyncio.run(spoil(server))
    assert report.problems == [
        "what is stored is not what was acknowledged",
        "1 sockets were not shown all votes",
    ]
    assert [find(report, key) for key in ("sent", "acknowledged", "stored", "shown")] == [4, 4, 3, 5]


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
