"""What a client makes of the frames it gets: the rules of static/js/live/store.js once more, in Python."""

from copy import deepcopy
from typing import Any

Model = dict[str, Any]

NOBODY = {
    "name": "",
    "team": "",
    "votes": [],
    "answers": {},
    "played": {},
    "scores": {},
    "results": {},
    "questions": [],
}


def start(page: dict[str, Any]) -> Model:
    """The model of a page as the server rendered it."""
    return {"rev": page["rev"], "state": deepcopy(page["state"]), "you": page.get("you") or NOBODY}


def empty() -> Model:
    """The model of a client that was sent nothing yet."""
    return {"rev": 0, "state": None, "you": NOBODY}


def apply(model: Model, frame: dict[str, Any]) -> Model:
    """The model after one frame."""
    if frame["t"] == "snapshot":
        return {**model, "rev": frame["rev"], "state": frame["d"]}
    if frame["t"] == "you":
        return {**model, "you": frame["d"]}
    if frame["t"] == "update" and frame["rev"] >= model["rev"]:
        return {**model, "rev": frame["rev"], "state": _moved(model["state"], frame["d"])}
    return model


def _moved(state: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    gone = change.get("gone", {})
    lists = {
        name: _merged(state[name], change.get(name, []), gone.get(name, []))
        for name in ("questions", "polls")
    }
    for question in lists["questions"]:
        question["score"] = change.get("scores", {}).get(str(question["id"]), question["score"])
    for poll in lists["polls"]:
        poll.update(change.get("tallies", {}).get(str(poll["id"]), {}))
    parts = ("questions", "scores", "polls", "tallies", "gone")
    return {**state, **{name: value for name, value in change.items() if name not in parts}, **lists}


def _merged(old: list[dict], moved: list[dict], gone: list[int]) -> list[dict]:
    by_id = {entity["id"]: entity for entity in (*old, *moved)}
    return [dict(entity) for key, entity in by_id.items() if key not in gone]


def sorted_state(state: dict[str, Any]) -> dict[str, Any]:
    """A state with its lists in one order: the wire promises none."""
    lists = {name: sorted(state[name], key=lambda entity: entity["id"]) for name in ("questions", "polls")}
    return {**state, **lists}
