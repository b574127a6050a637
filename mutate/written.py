"""Wrong changes that are written by hand, one file for each layer: lists/*.toml. Survivors that change nothing, too.

[[change]]
file = "qa_server/settings.py"
old = "CSRF_COOKIE_HTTPONLY = True"      # occurs once in the file
new = "CSRF_COOKIE_HTTPONLY = False"
tests = ["tests/qa_server/test_start.py"] # left out: those of the file in layers.toml
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .changes import ROOT, Change

HERE = Path(__file__).parent


class Stale(Exception):
    """What an entry wants to change is not there, or more than once."""


def changes(layer: str) -> list[Change]:
    """The changes of a layer's list. Those that are stale are left out, and a test fails."""
    found = []
    for entry in _entries(layer):
        try:
            found.append(_change(entry))
        except Stale as error:
            print(f"stale: {error}")
    return found


def stale() -> list[str]:
    """What is wrong with the lists, a line each."""
    wrong = []
    for path in sorted((HERE / "lists").glob("*.toml")):
        for entry in _entries(path.stem):
            try:
                _change(entry)
            except Stale as error:
                wrong.append(f"lists/{path.name}: {error}")
    for same in equivalents():
        if same.old not in " ".join((ROOT / same.file).read_text().split()):
            wrong.append(f"equivalent.toml: {same.file} has no {same.old!r}")
    return wrong


def _entries(layer: str) -> list[dict[str, Any]]:
    path = HERE / "lists" / f"{layer}.toml"
    return tomllib.loads(path.read_text()).get("change", []) if path.exists() else []


def _change(entry: dict[str, Any]) -> Change:
    path = ROOT / entry["file"]
    source = path.read_text() if path.exists() else ""
    if source.count(entry["old"]) != 1:
        raise Stale(f"{entry['file']} has {entry['old']!r} {source.count(entry['old'])} times, not once")
    start = source.index(entry["old"])
    return Change(
        entry["file"], start, start + len(entry["old"]), entry["new"], tuple(entry.get("tests", ()))
    )


@dataclass(frozen=True)
class Equivalent:
    """A change nobody can notice: the lines it touches before and after, and why it makes no difference."""

    file: str
    old: str
    new: str
    reason: str


def equivalents() -> list[Equivalent]:
    """All that are named."""
    read = tomllib.loads((HERE / "equivalent.toml").read_text())
    return [Equivalent(**entry) for entry in read.get("same", [])]
