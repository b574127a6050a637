"""A wrong change: a stretch of one file and what stands there instead."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Change:
    """Characters `start` to `end` of a file become `new`. `tests` are named by those that are written by hand."""

    file: str
    start: int
    end: int
    new: str
    tests: tuple[str, ...] = ()

    def made_in(self, source: str) -> str:
        """The file's text with the change."""
        return source[: self.start] + self.new + source[self.end :]

    def line(self, source: str) -> int:
        """The number of the first line that changes."""
        return source.count("\n", 0, self.start) + 1

    def lines(self, source: str) -> tuple[str, str]:
        """The lines it touches, before and after, without their indentation: its name in lists and reports."""
        begin = source.rfind("\n", 0, self.start) + 1
        stop = source.find("\n", self.end)
        stop = len(source) if stop < 0 else stop
        after = source[begin : self.start] + self.new + source[self.end : stop]
        return _flat(source[begin:stop]), _flat(after)


def _flat(lines: str) -> str:
    return " ".join(lines.split())
