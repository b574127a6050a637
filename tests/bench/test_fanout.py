"""The bench runs, and what it starts is what script/server starts."""

import json
import subprocess
from pathlib import Path

from bench.server import UVICORN_FLAGS

ROOT = Path(__file__).resolve().parents[2]


def test_the_bench_measures_the_server_people_run():
    script = " ".join((ROOT / "script/server").read_text().replace("\\\n", " ").split())
    assert UVICORN_FLAGS in script


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
