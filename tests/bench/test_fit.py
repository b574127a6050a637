"""Costs are found again in runs that were made of them."""

import pytest

from bench.fit import costs, errors

RUNS = [
    (200, 20, 20, 10),
    (2000, 100, 99, 10),
    (10_000, 20, 20, 10),
    (10_000, 200, 97, 10),
    (8000, 800, 33, 8),
]
EACH = [14e-6, 160e-6, 1.3e-3, 7e-3]


def totals(each, runs=RUNS):
    return [sum(count * cost for count, cost in zip(run, each, strict=True)) for run in runs]


def test_exact_runs_give_exact_costs():
    found = costs(RUNS, totals(EACH))
    assert found == pytest.approx(EACH, rel=1e-3)
    assert max(errors(RUNS, totals(EACH), found)) < 1e-4


def test_what_would_cost_less_than_nothing_costs_nothing():
    found = costs(RUNS, totals([14e-6, -20e-6, 1.3e-3, 7e-3]))
    assert found[1] == 0
    assert all(cost >= 0 for cost in found)


def test_things_that_always_come_together_share():
    runs = [(100, 5, 5), (200, 5, 5), (100, 50, 50)]
    assert costs(runs, totals([1.0, 2.0, 4.0], runs)) == pytest.approx([1.0, 3.0, 3.0], rel=1e-3)
