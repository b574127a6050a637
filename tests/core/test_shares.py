"""How long bars are, by the cases that the pages' scripts are tested with too."""

import json
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.core.shares import of_fullest, percents_of, shares_of
from sessions.wire import polls as wire

CASES = json.loads((Path(__file__).parents[1] / "cases" / "shares.json").read_text())
RESULTS = {
    "choice": wire.ChoiceResults,
    "quiz_question": wire.ChoiceResults,
    "points": wire.PointsResults,
    "ranking": wire.RankingResults,
    "rating": wire.RatingResults,
    "survey": wire.SurveyResults,
}


@pytest.mark.parametrize("case", CASES["percents"])
def test_percents_are_rounded_each_by_itself(case):
    assert percents_of(case["counts"], case["whole"]) == case["percents"]


@given(st.lists(st.integers(0, 5000), min_size=2, max_size=20))
def test_equal_counts_have_equal_percents_and_more_never_less(counts):
    percents = percents_of(counts, sum(counts))
    pairs = sorted(zip(counts, percents, strict=True))
    assert all(a[1] == b[1] if a[0] == b[0] else a[1] <= b[1] for a, b in pairwise(pairs))
    assert all(abs(percent * sum(counts) - 100 * n) * 2 <= sum(counts) for n, percent in pairs)


@pytest.mark.parametrize("case", CASES["shares"])
def test_bars_with_a_track_are_shares_of_the_whole(case):
    results = msgspec.convert(case["results"], RESULTS[case["kind"]])
    assert [round(share, 4) for share in shares_of(results)] == case["shares"]


@pytest.mark.parametrize("case", CASES["of_fullest"])
def test_bars_without_a_track_are_shares_of_the_fullest(case):
    assert of_fullest(case["counts"]) == case["shares"]
