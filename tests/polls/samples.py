"""Every kind of poll that takes answers: how one is made, what people may answer, and a count made another way."""

import statistics
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from tests.support.rooms import Room

OPTIONS = ["Here", "There", "Nowhere"]
# Each spelling with the word it is one of.
WORDS = {
    "Trust": "trust",
    "TRUST": "trust",
    "Café": "café",
    "cafe": "cafe",
    "ｄａｔａ": "data",
    "Data": "data",
}

Value = Any
Values = list[Value]


@dataclass
class Sample:
    """A kind with settings. `values` draws answers, with places for option ids; `count` sums stored answers up."""

    kind: str
    field: str
    values: st.SearchStrategy[Value]
    count: Callable[[Values, list[int]], dict[str, Any]]
    settings: dict[str, Any] = field(default_factory=dict)

    def make(self, room: Room) -> int:
        """Such a poll, open."""
        fields = {"kind": self.kind, "settings": self.settings}
        if self.kind == "quiz_question":
            fields["parent"] = room.poll(kind="quiz", opened=False)
        return room.poll(*OPTIONS, **fields)

    def fields(self, options: list[int], value: Value) -> dict[str, Any]:
        """What a client sends for a value."""
        if self.field in ("options", "order"):
            value = [options[place] for place in value]
        elif self.field == "points":
            value = {str(options[place]): points for place, points in enumerate(value)}
        return {self.field: value}

    def stored(self, options: list[int], value: Value) -> Value:
        """What is kept of a value, and told to whom it belongs."""
        if self.field == "options":
            return sorted(options[place] for place in value)
        if self.field == "order":
            return [options[place] for place in value]
        if self.field == "points":
            return {str(options[place]): points for place, points in enumerate(value) if points}
        if self.field == "texts":
            folded = [WORDS[word] for word in value]
            return [word for n, word in enumerate(value) if folded.index(folded[n]) == n]
        return value


def choice(values: Values, options: list[int]) -> dict[str, Any]:
    return {"counts": [sum(option in value for value in values) for option in options], "people": len(values)}


def cloud(values: Values, options: list[int]) -> dict[str, Any]:
    counts = Counter(WORDS[word] for value in values for word in value)
    return {"words": sorted(counts.values(), reverse=True), "distinct": len(counts)}


def wall(values: Values, options: list[int]) -> dict[str, Any]:
    return {"texts": sorted(values), "total": len(values)}


def rating(values: Values, options: list[int]) -> dict[str, Any]:
    average = round(statistics.mean(values), 2) if values else None
    return {"counts": [values.count(n) for n in range(1, 6)], "average": average, "people": len(values)}


def ranking(values: Values, options: list[int]) -> dict[str, Any]:
    places = {option: [order.index(option) + 1 for order in values if option in order] for option in options}
    return {
        "scores": [sum(len(options) + 1 - place for place in places[option]) for option in options],
        "ranks": [round(statistics.mean(places[o]), 2) if places[o] else None for o in options],
        "ranked": [len(places[option]) for option in options],
        "people": len(values),
    }


def number(values: Values, options: list[int]) -> dict[str, Any]:
    return {
        "mean": round(statistics.fmean(values), 2) if values else None,
        "median": round(statistics.median(values), 2) if values else None,
        "people": len(values),
    }


def points(values: Values, options: list[int]) -> dict[str, Any]:
    return {"sums": [sum(v.get(str(o), 0) for v in values) for o in options], "people": len(values)}


_some = st.lists(st.integers(0, 2), unique=True, min_size=1, max_size=3)
_one = _some.map(lambda places: places[:1])
_shares = st.integers(0, 10).flatmap(
    lambda first: st.integers(0, 10 - first).map(lambda second: [first, second, 10 - first - second])
)

SAMPLES = {
    "choice": Sample("choice", "options", _one, choice),
    "choices": Sample("choice", "options", _some, choice, {"highest": 3}),
    "wordcloud": Sample(
        "wordcloud", "texts", st.lists(st.sampled_from(list(WORDS)), min_size=1, max_size=3), cloud
    ),
    "text": Sample("text", "text", st.sampled_from(["One", "Two", "Three"]), wall),
    "rating": Sample("rating", "number", st.integers(1, 5), rating),
    "ranking": Sample("ranking", "order", st.permutations(range(3)), ranking),
    "partial ranking": Sample("ranking", "order", _some, ranking, {"partial": True}),
    "number": Sample("number", "number", st.integers(-100, 1000).map(lambda n: n / 10), number),
    "points": Sample("points", "points", _shares, points, {"total": 10}),
    "quiz question": Sample("quiz_question", "options", _one, choice, {"correct": [0]}),
}
SAMPLES["number"].settings = {"lowest": -10, "highest": 100, "decimals": 1}


def figures(sample: Sample, results: dict[str, Any]) -> dict[str, Any]:
    """The part of results that `count` makes."""
    if sample.kind == "wordcloud":
        return {"words": [word["count"] for word in results["words"]], "distinct": results["distinct"]}
    if sample.kind == "text":
        return {"texts": sorted(card["text"] for card in results["cards"]), "total": results["total"]}
    return {name: results[name] for name in sample.count([], [1, 2, 3])}
