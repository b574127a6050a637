"""The page of figures, and comparing revisions."""

import json

import pytest

from bench.compare import checked_out, table
from bench.figures import Report
from bench.machine import ROOT
from bench.options import read_arguments
from bench.report import page
from bench.rows import ROWS, Aim, derived
from bench.scenarios import SCENARIOS

FIRST = "fanout-1000-20"


def taken(**values):
    """A result as its file holds it."""
    report = Report()
    for key, value in values.items():
        report.add(key, key, value, "")
    report.about = {
        "date": "2026-11-22 12:00 UTC", "processor": "P", "cores": 2, "memory_gib": 8, "system": "Linux 6",
        "python": "3.11.7", "commit": "abc", "runs": 1, "options": {"load_processes": 1},
    }  # fmt: skip
    return json.loads(report.as_json())


def line_of(text, what):
    return next(line for line in text.splitlines() if line.startswith(f"| {what}"))


def test_every_row_is_a_command_and_every_scenario_has_a_row():
    scenarios = {read_arguments(row.command.split()).scenario for row in ROWS.values()}
    assert scenarios == set(SCENARIOS)


def test_the_page_has_every_aim_measured_or_not():
    text = page({FIRST: taken(frame_us=24.0, phone_p99_ms=201.0, others_cpu=3.0)})
    assert "| ≤ 25 µs | 24.0 µs | reached |" in line_of(text, "CPU per delivered frame")
    assert "| ≤ 200 ms | 201.0 ms | **missed** |" in line_of(
        text, f"vote → every phone, p99<br>`{ROWS[FIRST].command}`"
    )
    assert "| ≥ 3,000 | not yet |" in line_of(text, "durable votes a second, SQLite")
    assert "busy" not in text


def test_the_page_says_when_a_row_is_not_to_be_believed():
    result = taken(frame_us=24.0, others_cpu=80.0, load_cpu=95.0)
    result["problems"] = ["3 votes were never answered"]
    text = page({FIRST: result})
    assert "others used 80 % of a core" in text
    assert "The load needed all it could get" in text
    assert "**lost something**" in line_of(text, "CPU per delivered frame")
    assert "PROBLEM: 3 votes were never answered" in text


@pytest.mark.parametrize(
    ("aim", "value", "reached"),
    [
        (Aim("x", "x", 25), 25, True),
        (Aim("x", "x", 25), 25.1, False),
        (Aim("x", "x", least=3), 3, True),
        (Aim("x", "x", least=3), 2.9, False),
        (Aim("x", "x", 25), None, None),
    ],
)
def test_an_aim_is_the_most_or_the_least(aim, value, reached):
    assert aim.reached(value) is reached


def test_two_processes_are_weighed_against_one():
    results = {
        name: taken(frame_us=value)["figures"] for name, value in (("one-process", 20), ("two-processes", 25))
    }
    assert derived("two-processes", results)["times_one"]["value"] == pytest.approx(1.6)
    assert derived("two-processes", {"two-processes": results["two-processes"]}) == {}


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="there are no other revisions here")
def test_another_revision_lies_in_a_folder_of_its_own_and_goes():
    with checked_out("HEAD") as other:
        assert other.root != ROOT
        assert (other.root / "manage.py").exists()
    assert not other.root.exists()


def test_revisions_are_compared_by_their_medians():
    def run(value, *problems):
        report = Report(problems=list(problems))
        report.add("frame_us", "CPU per frame", value, "µs")
        return report

    lines = table([run(10.0), run(12.0)], [run(20.0), run(24.0, "lost")], ["this", "old"]).splitlines()
    assert " ".join(lines[1].split()) == "CPU per frame (µs) 11.0 22.0 0.50 (10.0 12.0 | 20.0 24.0)"
    assert lines[2] == "PROBLEM of old: lost"
