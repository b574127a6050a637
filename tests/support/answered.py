"""Sessions with a poll of every kind, answered by as many people as one likes. Made past the server, in a process
of its own: `python -m tests.support.answered` reads what is wanted and prints what was made (see `fill`).
"""

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .servers import ROOT, Deployment
from .wordings import WORDINGS, Wording

Value = dict[str, Any]
Chance = random.Random


@dataclass
class Made:
    """A poll to make, and what somebody answers it with, given the ids of its options."""

    kind: str
    answer: Callable[[Chance, list[int]], Value] = lambda chance, ids: {}
    options: list[str] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)


def polls_of(wording: Wording) -> dict[str, Made]:
    """The polls by name; a quiz and a survey are made of them."""
    _, options, short, words, texts, (low, high), _, unit = wording
    ends = {"low": low, "high": high}
    return {
        "choice": Made("choice", choose_one, options),
        "choices": Made("choice", choose_two, options, {"highest": 3, "order": "votes"}),
        "upright": Made("choice", choose_one, short),
        "wordcloud": Made("wordcloud", lambda chance, _: {"texts": [*{_pick(chance, words, 0.15) for _ in range(3)}]}),
        "text": Made("text", lambda chance, _: {"text": chance.choice(texts)}),
        "stars": Made("rating", lambda chance, _: _about(chance, 5), settings={"steps": 5, **ends}),
        "numbers": Made(
            "rating", lambda chance, _: _about(chance, 10), settings={"steps": 10, "style": "numbers", **ends}
        ),
        "ranking": Made("ranking", lambda chance, ids: {"order": chance.sample(ids, len(ids))}, options),
        "number": Made("number", lambda chance, _: _about(chance, 365), settings={"highest": 365, "unit": unit}),
        "points": Made("points", share, options),
        "question": Made("quiz_question", choose_one, options[:4], {"correct": [1]}),
    }  # fmt: skip


def choose_one(chance: Chance, ids: list[int]) -> Value:
    """One option, the first of them most often."""
    return {"options": [_pick(chance, ids, 0.8)]}


def choose_two(chance: Chance, ids: list[int]) -> Value:
    """Two options."""
    return {"options": sorted(chance.sample(ids, 2))}


def share(chance: Chance, ids: list[int]) -> Value:
    """A hundred points, most of them for the first option."""
    rest = [chance.randint(0, 100 // len(ids)) for _ in ids[1:]]
    return {"points": dict(zip(map(str, ids), [100 - sum(rest), *rest], strict=True))}


def _pick(chance: Chance, items: list[Any], falling: float) -> Any:
    return items[min(int(chance.expovariate(falling)), len(items) - 1)]


def _about(chance: Chance, most: int) -> Value:
    return {"number": max(1, min(most, round(chance.gauss(most * 0.7, most / 5))))}


class Hall:
    """A session, and the people in it."""

    def __init__(self, people: int, wording: Wording) -> None:
        from .rooms import Room

        self.room = Room(wording.title[:60])
        self.wording = wording
        self.keys = [f"someone-{n}" for n in range(people)]

    def make(self, name: str, made: Made, **more: Any) -> int:
        """The poll, a draft with its name in its title."""
        title = f"{name} · {self.wording.title}"[:200]
        fields = {"kind": made.kind, "title": title, "settings": made.settings, **more}
        return self.room.moderator.do("poll.create", options=made.options, **fields)["poll"]

    def do(self, name: str, poll: int) -> None:
        """Let the moderator lead a poll."""
        self.room.moderator.do(name, poll=poll)

    def answer(self, poll: int, made: Made) -> None:
        """Everybody answers."""
        chance, ids = Chance(7), self.room.options(poll)
        self.tell("poll.answer", lambda n: {"poll": poll, **made.answer(chance, ids)})

    def tell(self, name: str, fields: Callable[[int], Value]) -> None:
        """Everybody sends a command, in one batch, as under load."""
        from sessions.core.actors import Actor
        from sessions.core.clock import now_ms
        from sessions.polls.answers import answer_polls
        from sessions.wire.commands import parse
        from sessions.wire.roles import Role

        at, session = now_ms(), self.room.session_id
        actors = [Actor(session, Role.ATTENDEE, key, at=at) for key in self.keys]
        commands = [parse(name, fields(n), Role.ATTENDEE) for n in range(len(self.keys))]
        refused = [outcome for outcome in answer_polls([*zip(actors, commands, strict=True)]) if outcome]
        if refused:
            raise RuntimeError(refused[0])

    def ask(self, name: str, made: Made) -> int:
        """A poll that is answered."""
        poll = self.make(name, made)
        self.do("poll.open", poll)
        self.answer(poll, made)
        return poll

    def survey(self, parts: dict[str, Made]) -> int:
        """A survey of these parts, answered."""
        survey = self.make("survey", Made("survey"))
        polls = [self.make(name, part, parent=survey) for name, part in parts.items()]
        self.do("poll.open", survey)
        for part, poll in zip(parts.values(), polls, strict=True):
            self.answer(poll, part)
        return survey

    def quiz(self, question: Made) -> tuple[int, list[int]]:
        """A quiz everybody plays: its first question is answered, its second one a draft."""
        quiz = self.make("quiz", Made("quiz"))
        first = self.make("first", question, parent=quiz)
        second = self.make("second", question, parent=quiz, seconds=3600)
        self.do("poll.open", quiz)
        self.tell("quiz.join", lambda n: {"quiz": quiz, "name": self.name(n)})
        self.do("poll.open", first)
        self.answer(first, question)
        self.do("poll.close", first)
        self.do("poll.close", quiz)
        return quiz, [first, second]

    def name(self, n: int) -> str:
        """What somebody calls themselves."""
        names = self.wording.names
        return names[n] if n < len(names) else f"{names[n % len(names)][:30]} {n}"


def fill(people: int, wording: str) -> dict[str, Any]:
    """A session whose polls are closed and answered by all `people`, in a "short" or "long" wording.

    Returns the ids of `polls` by name and of the quiz's `questions`, its `code` and `links`, and the `cookie` of
    somebody who answered everything.
    """
    from sessions.core import links
    from sessions.join.identity import cookie_name, cookie_value

    hall = Hall(people, WORDINGS[wording])
    made = polls_of(hall.wording)
    question = made.pop("question")
    polls = {name: hall.ask(name, poll) for name, poll in made.items()}
    polls["survey"] = hall.survey({name: made[name] for name in ("stars", "choices", "text", "number")})
    polls["quiz"], questions = hall.quiz(question)
    session = hall.room.session
    name = cookie_name(session.pk, session.code)
    return {
        "people": people,
        "code": session.code,
        "links": {role: getattr(links, f"{role}_url")(session) for role in ("attendee", "screen", "moderator")},
        "cookie": {"name": name, "value": cookie_value(session.pk, hall.keys[0])} if people else None,
        "polls": polls,
        "questions": questions,
    }  # fmt: skip


def fill_sessions(deployment: Deployment, *wanted: tuple[int, str]) -> list[dict[str, Any]]:
    """Sessions on a running server: for so many people, in such a wording (see `fill`)."""
    env = os.environ | deployment.servers[0].env
    command = [sys.executable, "-m", "tests.support.answered"]
    done = subprocess.run(
        command, cwd=ROOT, env=env, input=json.dumps(wanted), capture_output=True, text=True, check=False
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qa_server.settings")
    django.setup()
    print(json.dumps([fill(*wanted) for wanted in json.load(sys.stdin)]))
