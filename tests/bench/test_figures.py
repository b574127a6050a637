"""What the bench computes from its measurements."""

import json
import math

import pytest

from bench.figures import Histogram, Report, plain


def test_percentiles_are_nearest_rank():
    times = Histogram(0.001)
    for milliseconds in range(1, 101):
        times.add(milliseconds / 1000)
    assert [round(times.percentile(p) * 1000) for p in (1, 50, 95, 99, 100)] == [1, 50, 95, 99, 100]
    assert round(times.longest * 1000) == 100


def test_one_duration_may_stand_for_many():
    times = Histogram(0.001)
    times.add(0.010, 99)
    times.add(0.500)
    assert times.count == 100
    assert times.percentile(99) == pytest.approx(0.010)
    assert times.percentile(99.5) == pytest.approx(0.500)


def test_nothing_measured_is_not_zero():
    times = Histogram()
    assert math.isnan(times.percentile(50))
    assert math.isnan(times.longest)


def test_a_time_below_zero_counts_as_zero():
    times = Histogram()
    times.add(-0.002)
    assert times.longest == 0


def test_histograms_of_several_processes_add_up():
    one, other = Histogram(0.001), Histogram(0.001)
    one.add(0.001)
    other.add(0.003, 2)
    one.add_all(other)
    assert one.count == 3
    assert one.longest == pytest.approx(0.003)


def test_a_report_is_a_table_with_its_problems_last():
    report = Report()
    report.add("frame_us", "CPU per frame", 25.04, "µs")
    report.add("frames", "frames", 123456, "")
    report.problems.append("lost")
    lines = report.as_text().splitlines()
    assert any(line.endswith("25.0 µs") for line in lines)
    assert any(line.endswith("123,456") for line in lines)
    assert lines[-1] == "PROBLEM: lost"


def test_json_has_every_figure_and_no_nan():
    report = Report()
    report.add_times("ack", "acknowledged", Histogram())
    report.problems.append("lost")
    read = json.loads(report.as_json())
    assert read["figures"]["ack_p99_ms"] == {"name": "acknowledged, p99", "value": None, "unit": "ms"}
    assert read["problems"] == ["lost"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (7, "7"), (7.0, "7.0"), (33.94, "33.9"), (1234.5, "1,234"), (math.nan, "none")],
)
def test_numbers_are_plain(value, text):
    assert plain(value) == text
