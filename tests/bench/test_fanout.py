"""The bench runs, and what it starts is what script/server starts."""

import json
import subprocess
from pathlib import Path

from bench.scenarios.fanout import deal
from bench.server import UVICORN_FLAGS

ROOT = Path(__file__).resolve().parents[2]


def test_the_bench_measures_the_server_people_run():
    script = " ".join((ROOT / "script/server").read_text().replace("\\\n", " ").split())
    assert UVICORN_FLAGS in script


def test_everybody_votes_in_turn_and_nobody_twice_for_the_same():
    ballots = list(deal(list(range(10)), [100, 101, 102]))
    assert len(set(ballots)) == len(ballots) == 30
    assert all(len({viewer for viewer, _ in ballots[lap : lap + 10]}) == 10 for lap in (0, 10, 20))


def test_fanout_loses_nothing(tmp_path):
    file = tmp_path / "figures.json"
    command = "script/bench fanout --attendees 20 --votes-per-second 5 --seconds 3 --json"
    done = subprocess.run(
        [*command.split(), str(file)], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads(file.read_text())
    found = {key: figure["value"] for key, figure in report["figures"].items()}
    assert found["sent"] == found["acknowledged"] == found["stored"] == 30
    assert found["shown"] == 22
    assert report["problems"] == []
