"""What may lie in a browser's storage: anything. Old versions, other tabs, half-written values, people with tools."""

import json
import random
from typing import Any

WRITE = """values => { for (const [key, value] of Object.entries(values)) {
  try { localStorage.setItem(key, value); } catch { /* too much for this browser */ } } }"""
# A browser that forbids storage: even touching it throws.
FORBID = """Object.defineProperty(window, "localStorage", {get() { throw new DOMException("no", "SecurityError"); }})"""
# A browser whose storage is full, or breaks.
BREAK = """for (const name of ["getItem", "setItem", "removeItem", "key"])
  Storage.prototype[name] = () => { throw new DOMException("full", "QuotaExceededError"); }"""

NOT_JSON = [
    "",
    "{",
    "undefined",
    "NaN",
    '"half',
    "[1,",
    "\x00",
    "\ud83d".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
]
ODD = [None, True, False, 0, -1, 1e308, 2**53, "", "x", "__proto__", "a" * 5000, [], {}, [[]], [None], [{}]]


def deep(levels: int) -> Any:
    """A value inside a value inside a value."""
    value: Any = 1
    for level in range(levels):
        value = [value] if level % 2 else {"a": value}
    return value


class Anything:
    """Values for one session, the same for the same seed. `ids` are those of its polls, options and questions."""

    def __init__(self, seed: int, session: int, code: str, ids: list[int]) -> None:
        self.dice = random.Random(seed)
        self.session, self.code, self.ids = session, code, ids

    def keys(self) -> list[str]:
        """Every key that pages use or used."""
        names = ["draft", "counter", "used", "writing", "draft.new", "draft.poll 1"]
        names += [f"{kind}.{number}" for kind in ("poll", "edit") for number in [*self.ids, "x", "__proto__"]]
        acts = [f"{name} {number}" for name in ACTS for number in self.ids[:3]]
        ours = [f"openfloor.2.{self.session}.{name}" for name in [*names, *(f"act.{act}" for act in acts)]]
        browser = [
            f"openfloor.2.browser.{name}" for name in ("name", "theme", "keys", "newest-first", "single-keys")
        ]
        old = [f"{name}-{self.code}" for name in ("draft", "drafts", "outbox")]
        return [*ours, *browser, *old, "name", "screen.theme", f"openfloor-desk-polls-{self.code}"]

    def value(self) -> str:
        """Anything: no JSON, or JSON of a wrong kind, or almost right."""
        pick = self.dice.randrange(5)
        if pick == 0:
            return self.dice.choice(NOT_JSON)
        if pick == 1:
            return json.dumps(self.dice.choice([*ODD, deep(self.dice.choice([3, 400]))]))
        if pick == 2:
            return json.dumps({"epoch": self.dice.choice([1, 1, 1, 2, None, "1"]), "draft": self.draft()})
        if pick == 3:
            return json.dumps(self.act())
        return json.dumps(
            self.poll() if self.dice.random() < 0.5 else {"__proto__": self.draft(), "constructor": None}
        )

    def draft(self) -> Any:
        """What the form of some kind of poll might hold."""
        some = self.dice.sample(self.ids, min(3, len(self.ids)))
        return self.dice.choice(
            [*ODD, some, [*some, *some], [str(one) for one in some], {str(one): 5 for one in some},
             {"name": self.dice.choice(ODD), "team": ""}, "12,5", 3, 99, ["Trust", "Care"], [1, "a", None]]
        )  # fmt: skip

    def act(self) -> dict[str, Any]:
        """Something that might wait to be sent."""
        name = self.dice.choice([*ACTS, "act.undo", "toString"])
        right = self.dice.random() < 0.5
        fields = {
            field: self.dice.choice(self.ids) if right else self.draft()
            for field in ("question", "poll", "quiz")
        }
        words = {
            "text": self.draft(),
            "on": self.draft(),
            "options": self.draft(),
            "counter": self.draft(),
            "name": "",
        }
        identity = "".join(self.dice.choices("0123456789abcdef", k=24)) if right else self.draft()
        person = self.dice.choice(["", "someone else", None])
        return {
            "id": identity,
            "name": name,
            "person": person,
            "fields": {**fields, **words} if right else self.draft(),
        }

    def poll(self) -> dict[str, Any]:
        """What the desk's composer might have held."""
        fields = (
            "id",
            "parent",
            "title",
            "options",
            "settings",
            "results",
            "show_count",
            "named",
            "seconds",
            "undone",
        )
        return {
            "kind": self.dice.choice(["choice", "quiz", "none", 3]),
            **{field: self.draft() for field in fields},
        }

    def batch(self, size: int) -> dict[str, str]:
        """Some keys, each with a value."""
        return {key: self.value() for key in self.dice.sample(self.keys(), size)}


ACTS = ("question.ask", "question.upvote", "question.edit", "question.withdraw", "poll.answer", "quiz.join")
