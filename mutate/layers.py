"""Which files make a layer, and which tests belong to a file: layers.toml."""

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from . import python, written
from .changes import ROOT, Change

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Layer:
    """`files` maps patterns of files to those of their tests; the first that fits a file is meant."""

    name: str
    title: str
    files: dict[str, list[str]]

    def tests_of(self, change: Change) -> list[str]:
        """The test files that ought to notice, from the map or from the change itself."""
        if change.tests:
            return files_of_tests(change.tests)
        return files_of_tests(
            tuple(self.files[next(each for each in self.files if fnmatchcase(change.file, each))])
        )

    def changes(self) -> list[Change]:
        """Those of its Python modules, and those that are written by hand."""
        found = [
            change for file in self.modules() for change in python.changes_of(file, (ROOT / file).read_text())
        ]
        return found + written.changes(self.name)

    def modules(self) -> list[str]:
        """The Python modules that are changed, without those of layers above."""
        modules: dict[str, None] = {}
        for pattern in self.files:
            paths = sorted(ROOT.glob(pattern)) if pattern.endswith(".py") else []
            modules |= dict.fromkeys(str(path.relative_to(ROOT)) for path in paths)
        taken = {file for layer in before(self.name) for file in layer.modules()}
        return [module for module in modules if module not in taken]


@cache
def all_layers() -> dict[str, Layer]:
    """Every layer by its name."""
    read = tomllib.loads((HERE / "layers.toml").read_text())
    return {name: Layer(name, **fields) for name, fields in read.items()}


def before(name: str) -> list[Layer]:
    """The layers that stand above this one; a file belongs to the first that names it."""
    names = list(all_layers())
    return [all_layers()[each] for each in names[: names.index(name)]]


@cache
def files_of_tests(patterns: tuple[str, ...]) -> list[str]:
    """The files of tests these patterns name; a folder stands for all in it."""
    found: dict[str, None] = {}
    for pattern in patterns:
        wanted = f"{pattern}/**/test_*.py" if (ROOT / pattern).is_dir() else pattern
        paths = sorted(ROOT.glob(wanted))
        if not paths:
            raise SystemExit(f"mutate: no test is called {pattern}")
        found |= dict.fromkeys(str(path.relative_to(ROOT)) for path in paths)
    return list(found)
