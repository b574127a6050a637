"""`script/mutate` changes what it says it changes, and everything that can go wrong has tests that ought to notice."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mutate import python, written
from mutate.changes import ROOT
from mutate.copies import Copy
from mutate.layers import all_layers, files_of_tests

NO_BEHAVIOUR = ("__init__.py", "apps.py", "models.py", "urls.py", "types.py")


def test_every_written_change_fits_the_code_of_today():
    assert written.stale() == []


def test_every_test_of_the_map_exists():
    named = [
        pattern
        for layer in all_layers().values()
        for patterns in layer.files.values()
        for pattern in patterns
    ]
    assert [pattern for pattern in named if not files_of_tests((pattern,))] == []


def test_every_module_belongs_to_one_layer():
    modules = [module for layer in all_layers().values() for module in layer.modules()]
    present = {
        str(path.relative_to(ROOT))
        for folder in ("sessions", "qa_server")
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts and path.name not in NO_BEHAVIOUR
    }
    assert len(modules) == len(set(modules))
    assert present - set(modules) == set()


@pytest.mark.parametrize(
    ("source", "changed"),
    [
        ("a = b < c", ["a = b <= c"]),
        ("a = 'é' is not b", ["a = 'é' is b"]),
        ("if a and not b: c()", ["if a or not b: c()", "if a and b: c()", "if a and not b: pass"]),
        ("while a: break", ["while not (a): break", "while a: pass"]),
        ("def f(a: int = 1): return a", ["def f(a: int = 2): return a", "def f(a: int = 1): return None"]),
        ("@atomic\ndef f():\n    self.a = True", ["# no decorator\ndef f():\n    self.a = True"]),
        ("logger.info(1)\nassert a < b\nT = A | B", []),
    ],
)
def test_wrong_changes_of_python(source, changed):
    found = [change.made_in(source) for change in python.changes_of("some.py", source)]
    assert found[: len(changed)] == changed
    assert changed or not found


def test_a_change_is_made_in_a_copy_and_taken_back(tmp_path):
    layer = all_layers()["rules"]
    change = next(change for change in layer.changes() if change.file == "sessions/core/shares.py")
    before = (ROOT / change.file).read_text()
    copy = Copy(tmp_path / "copy")
    seen = "tests/js/seen.test.js"
    (tmp_path / "copy" / seen).write_text(
        'import { readFileSync } from "node:fs";\n'
        f"const isMade = readFileSync({change.file!r}, 'utf8') === {json.dumps(change.made_in(before))};\n"
        "process.exit(isMade ? 0 : 1);\n"
    )
    assert copy.first_failure_with(change, [seen], seconds=60) is None
    assert (ROOT / change.file).read_text() == before
    assert (tmp_path / "copy" / change.file).read_text() == before
    assert copy.first_failure_with(change, [seen], seconds=0) == [seen], (
        "what is not through in time is noticed"
    )
    assert copy.first_failure([seen], seconds=60) == [seen]


def test_what_would_be_changed_is_listed():
    command = [sys.executable, "-m", "mutate", "--list", "--layer", "deploy"]
    listed = subprocess.run(command, cwd=Path(ROOT), capture_output=True, text=True, check=True).stdout
    assert "docker-compose.yml:" in listed
