"""One session as a load process sees it."""

import gzip
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from .sight import Shown, Sight, Sights

if TYPE_CHECKING:
    from .viewer import Viewer

MOST_FRAMES_KEPT = 2000
MOST_PAGES_KEPT = 50
_PAGE_DATA = re.compile(rb'<script id="page" type="application/json">(.*?)</script>', re.DOTALL)


class Frame(msgspec.Struct):
    """What of a frame interests us."""

    t: str
    id: str = ""
    rev: int = 0
    d: dict[str, Any] = {}


class Page(msgspec.Struct):
    """What of a page interests us."""

    rev: int
    state: dict[str, Any]


@dataclass
class Traffic:
    """What sockets received, as counts that only grow."""

    frames: int = 0
    state_frames: int = 0
    bytes: int = 0

    def add(self, other: "Traffic") -> None:
        """Take in that of others."""
        self.frames += other.frames
        self.state_frames += other.state_frames
        self.bytes += other.bytes

    def since(self, earlier: "Traffic") -> "Traffic":
        """What came after `earlier`."""
        return Traffic(
            self.frames - earlier.frames, self.state_frames - earlier.state_frames, self.bytes - earlier.bytes
        )


def read_scores(state: dict[str, Any], options: dict[int, list[int]]) -> dict[int, int]:
    """The scores of questions by id, and the counts of polls by minus the option's id; `options` by poll."""
    scores = {one["id"]: one["score"] for one in state.get("questions", ())}
    scores |= {int(question): score for question, score in state.get("scores", {}).items()}
    polls = {poll["id"]: poll for poll in state.get("polls", ())}
    # "counts" is what revisions called it that one may compare with.
    tallies = state.get("tallies") or state.get("counts") or {}
    polls |= {int(poll): moved for poll, moved in tallies.items()}
    for poll, moved in polls.items():
        counts = (moved["results"] or {}).get("counts", ())
        scores |= {-option: count for option, count in zip(options.get(poll, ()), counts, strict=False)}
    return scores


class Room:
    """The sockets in a session, and the frames they got, each read once however many got it."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.questions: list[int] = []
        self.options: dict[int, list[int]] = {}
        self.viewers: list[Viewer] = []
        self.traffic = Traffic()
        self.sights: dict[str, Sights] = defaultdict(Sights)
        self.byes: list[str] = []
        # What the socket before got as one piece of network data, and the state frame it was.
        self.chunk = b""
        self.chunk_shown = Shown(0, {})
        self._frames: dict[bytes, Shown] = {}
        self._pages: dict[bytes, Shown] = {}
        self._decode = msgspec.json.Decoder(Frame).decode
        self._decode_page = msgspec.json.Decoder(Page).decode

    def read(self, payload: bytes) -> Shown | Frame:
        """Count a frame and say what it shows, or what else it is."""
        traffic = self.traffic
        traffic.frames += 1
        traffic.bytes += len(payload)
        shown = self._frames.get(payload)
        if shown is None:
            frame = self._decode(payload)
            if frame.t not in {"snapshot", "update"}:
                return frame
            shown = self._keep(payload, frame)
        traffic.state_frames += 1
        return shown

    def _keep(self, payload: bytes, frame: Frame) -> Shown:
        self._learn_options(frame.d)
        if len(self._frames) >= MOST_FRAMES_KEPT:
            self._frames.clear()
        shown = self._frames[payload] = Shown(frame.rev, read_scores(frame.d, self.options))
        return shown

    def read_page(self, body: bytes) -> tuple[Shown, Sight]:
        """What somebody has seen who opened this (compressed) page."""
        shown = self._pages.get(body)
        if shown is None:
            found = _PAGE_DATA.search(gzip.decompress(body))
            if not found:
                raise ConnectionError("the page does not hold the state")
            page = self._decode_page(found[1])
            self._learn_options(page.state)
            if len(self._pages) >= MOST_PAGES_KEPT:
                self._pages.clear()
            shown = self._pages[body] = Shown(page.rev, read_scores(page.state, self.options))
        return shown, self.sights["attendee"].of(shown.scores)

    def _learn_options(self, state: dict[str, Any]) -> None:
        for poll in state.get("polls", ()):
            self.options.setdefault(poll["id"], [option["id"] for option in poll["options"]])

    def count_wrong(self, scores: dict[int, int]) -> int:
        """How many sockets that read were not shown exactly these scores."""
        return sum(
            viewer.sight is None or viewer.sight.scores != scores
            for viewer in self.viewers
            if not viewer.slow
        )
