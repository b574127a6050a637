"""What a real server sends, for the tests of the pages: `.venv/bin/python -m tests.support.recorded` writes it anew.

Everything a session can have is done once, act by act. Kept are the data of each page while nothing has happened; of
each act its answer, the frames each role was sent then, and the attendee's own state; the first frame of each role at
the end. What differs from run to run (codes, addresses, times) is replaced by values that do not.
"""

import asyncio
import itertools
import json
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from .guard import start as guard
from .servers import ROOT, UVICORN_SQLITE, Deployment, Grounds
from .sockets import LiveSocket
from .talks import Talk

FILE = ROOT / "tests" / "js" / "recorded.json"
ROLES = ("attendee", "moderator", "screen")
CODE, BASE, BEGAN_MS = "3821214", "https://openfloor.example", 1_750_000_000_000
OPTIONS = ["Here", "There", "Nowhere"]

# Kinds that take answers: settings, options, and an answer with places instead of ids.
KINDS: dict[str, tuple[dict[str, Any], list[str], dict[str, Any]]] = {
    "choice": ({}, OPTIONS, {"options": [0]}),
    "wordcloud": ({"most": 2}, [], {"texts": ["Trust", "Data"]}),
    "text": ({}, [], {"text": "More time."}),
    "rating": ({"steps": 5, "low": "poor", "high": "great"}, [], {"number": 4}),
    "ranking": ({}, OPTIONS, {"order": [2, 0, 1]}),
    "number": ({"lowest": 0, "highest": 100, "unit": "km"}, [], {"number": 42}),
    "points": ({"total": 10}, OPTIONS, {"points": {0: 4, 2: 6}}),
}


class Recording:
    """A session, three people in it, and what they were told."""

    def __init__(
        self, talk: Talk, sockets: dict[str, LiveSocket], visitor: Any, urls: dict[str, Any]
    ) -> None:
        self.talk, self.sockets, self.visitor, self.urls = talk, sockets, visitor, urls
        self.seen = {role: socket.model["rev"] for role, socket in sockets.items()}
        self.heard = {role: len(socket.frames) for role, socket in sockets.items()}
        self.you: Any = None
        self._numbers = itertools.count(1)
        self.steps: list[dict[str, Any]] = []

    async def send(self, name: str, /, **fields: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Do a command as whoever may; returns it and the answer."""
        role = "attendee" if name in ATTENDEES else "moderator"
        frame = {"t": name, "id": f"command-{next(self._numbers)}", "d": fields}
        return frame, await self.sockets[role].exchange(frame)

    async def make(self, name: str, /, **fields: Any) -> int:
        """A poll nobody need hear of; returns its id."""
        return (await self.send(name, **fields))[1]["d"]["poll"]

    async def do(self, name: str, /, **fields: Any) -> dict[str, Any]:
        """Do a command, and keep what everybody is told; returns the answer's "d"."""
        await self._told()  # what was done before, and need not be kept
        sent, answer = await self.send(name, **fields)
        told = await self._told() if answer["t"] == "ok" else {}
        self.steps.append({"sent": sent, "answer": answer, **told})
        return answer.get("d", {})

    async def _told(self) -> dict[str, Any]:
        """The frames of each role since the last time, once all of them came."""
        stored, moderator = self.talk.revision, self.sockets["moderator"]
        if stored == self.seen["moderator"]:
            return {}
        await moderator.until(lambda model: model["rev"] >= stored, "the desk is told")
        for role in ROLES:
            page = await self.visitor[role].get(f"{self.urls[role]['state']}&rev={self.seen[role]}")
            wanted = page.json["rev"] if page.status == 200 else self.seen[role]
            await self.sockets[role].until(
                lambda model, wanted=wanted: model["rev"] >= wanted, f"the {role} is told"
            )
            self.seen[role] = max(wanted, self.sockets[role].model["rev"])
        told: dict[str, Any] = {role: frames for role in ROLES if (frames := self._new_frames(role))}
        you = (
            await self.visitor["attendee"].get(self.urls["attendee"]["you"])
        ).json  # what other tabs are sent
        if you != self.you:
            self.you = told["you"] = you
        return told

    def _new_frames(self, role: str) -> list[dict[str, Any]]:
        frames = self.sockets[role].frames
        begin, self.heard[role] = self.heard[role], len(frames)
        return [frame for frame in frames[begin:] if frame["t"] in ("update", "snapshot")]

    def poll(self, poll: int) -> dict[str, Any]:
        """A poll as the desk has it."""
        return next(each for each in self.sockets["moderator"].model["state"]["polls"] if each["id"] == poll)

    def answer(self, poll: int, kind: str) -> dict[str, Any]:
        """The fields of an answer."""
        ids, fields = (
            [option["id"] for option in self.poll(poll)["options"]],
            dict(KINDS.get(kind, KINDS["choice"])[2]),
        )
        for name in ("options", "order"):
            if name in fields:
                fields[name] = [ids[place] for place in fields[name]]
        if "points" in fields:
            fields["points"] = {str(ids[place]): points for place, points in fields["points"].items()}
        return {"poll": poll, **fields}


ATTENDEES = (
    "question.ask",
    "question.upvote",
    "question.edit",
    "question.withdraw",
    "poll.answer",
    "quiz.join",
)


async def record(deployment: Deployment) -> dict[str, Any]:
    """Do everything once on a server nobody used before."""
    talk = await Talk.start(deployment, moderated=True)
    visitor = {role: await talk.visitor(role) for role in ROLES}
    addresses = {
        "attendee": talk.path,
        **{page: f"{talk.path}{page}/" for page in ("desk", "screen", "remote")},
    }
    whose = {"attendee": "attendee", "desk": "moderator", "screen": "screen", "remote": "moderator"}
    pages = {page: (await visitor[whose[page]].get(addresses[page])).data for page in addresses}
    urls = {whose[page]: pages[page]["urls"] for page in ("remote", "attendee", "desk", "screen")}
    sockets = {role: await talk.connect(role, visitor[role]) for role in ROLES}
    for socket in sockets.values():
        await socket.until(lambda model: model["state"]["people"] == 1, "the attendee is counted")
    await sockets["moderator"].until(
        lambda model: model["state"]["moderators"] == 1, "the moderator is counted"
    )
    recording = Recording(talk, sockets, visitor, urls)
    await everything(recording)
    late = {role: (await talk.connect(role, visitor[role])).frames[0] for role in ROLES}
    desk = await visitor["moderator"].get(addresses["desk"])
    await visitor["moderator"].post(
        f"{talk.path}links/rotate",
        {"csrfmiddlewaretoken": desk.csrf, "role": "screen", "session": pages["desk"]["session"]},
    )
    bye = await sockets["screen"].frame("bye")
    await talk.close()
    recorded = {"pages": pages, "snapshots": late, "bye": bye, "steps": recording.steps}
    return settled(recorded, talk)


async def everything(r: Recording) -> None:
    """Each command, each kind of poll, each state, and what is refused."""
    await questions(r)
    polls = {
        kind: await r.make("poll.create", kind=kind, title=f"A {kind}", options=options, settings=settings)
        for kind, (settings, options, _) in KINDS.items()
    }
    for kind, poll in polls.items():
        await r.do("poll.open", poll=poll)
        await r.do("poll.answer", **r.answer(poll, kind))
    await answers(r, polls)
    await leading(r, polls["choice"])
    await quiz(r)
    survey = await r.make("poll.create", kind="survey", title="A survey")
    part = await r.make("poll.create", kind="rating", title="A part", parent=survey, settings={"steps": 5})
    await r.do("poll.open", poll=survey)
    await r.do("poll.answer", poll=part, number=5)
    await r.do("session.update", title="Trust, rebuilt", intake_open=False)
    await r.do("question.ask", text="Too late?")
    await r.do("stage.join_panel", on=False)
    await r.do("session.end")
    await r.do("question.ask", text="Too late?")
    await r.do("session.reopen")


async def questions(r: Recording) -> None:
    """Questions in every state, and the ways they are refused."""
    ids = [(await r.do("question.ask", text="Question 1?", name="Amara"))["question"]]
    ids += [
        (await r.send("question.ask", text=f"Question {n}?", name="Amara"))[1]["d"]["question"]
        for n in range(2, 6)
    ]
    await r.do("question.edit", question=ids[0], text="The first question?")
    await r.do("question.ask", text=" ")
    await r.do("question.ask", text="x" * 161)
    await r.do("question.approve", question=ids[0])
    await r.do("question.upvote", question=ids[0], on=True, counter=2)
    await r.do("question.upvote", question=ids[0], on=False, counter=1)
    await r.do("question.upvote", question=999, on=True)
    await r.do("question.highlight", question=ids[0], on=True)
    await r.send("question.approve", question=ids[1])
    await r.do("question.answered", question=ids[1], on=True)
    await r.do("question.dismiss", question=ids[2], reason="other", words="Ask the town hall.")
    await r.do("question.dismiss", question=ids[3], reason="other")
    undone = await r.do("question.archive", question=ids[3])
    await r.do("act.undo", act=undone["act"])
    await r.do("question.withdraw", question=ids[4])
    await r.do("firework")


async def answers(r: Recording, polls: dict[str, int]) -> None:
    """Words and texts that are hidden and enlarged; answers that are refused."""
    word = r.poll(polls["wordcloud"])["results"]["words"][0]["id"]
    card = r.poll(polls["text"])["results"]["cards"][0]["id"]
    await r.do("word.hide", word=word, on=True)
    await r.do("answer.enlarge", poll=polls["text"], answer=card)
    await r.do("answer.hide", answer=card, on=True)
    await r.do("poll.answer", **r.answer(polls["choice"], "choice"))
    await r.do("poll.answer", poll=polls["points"], points={"1": 3})


async def leading(r: Recording, choice: int) -> None:
    """A poll that is hidden, counted down, started over, repeated, moved, copied and deleted."""
    fields = {"options": OPTIONS, "results": "hidden", "show_count": False, "named": True, "seconds": 600}
    poll = (await r.do("poll.create", title="A hidden choice", **fields))["poll"]
    await r.do("poll.open", poll=poll)
    await r.do("poll.update", poll=poll, title="Too late", options=OPTIONS)
    await r.do("poll.answer", **r.answer(poll, "choice"))
    await r.do("poll.reveal", poll=poll, on=True)
    await r.do("poll.close", poll=poll)
    await r.do("poll.reset", poll=poll)
    await r.send("poll.open", poll=poll)
    await r.do("poll.answer", **r.answer(poll, "choice"), epoch=1)
    await r.do("poll.repeat", poll=choice)
    copy = await r.make("poll.duplicate", poll=choice)
    await r.do("poll.move", poll=copy, before=choice)
    await r.do("poll.delete", poll=copy)
    await r.do("poll.create", title="One option", options=["Only"])
    answered = await r.make("poll.create", title="Seen by who answers", options=OPTIONS, results="answered")
    await r.do("poll.open", poll=answered)
    await r.do("poll.answer", **r.answer(answered, "choice"))


async def quiz(r: Recording) -> None:
    """A quiz from joining to its end."""
    quiz = await r.make("poll.create", kind="quiz", title="A quiz", settings={"teams": ["Red", "Blue"]})
    right = {"settings": {"correct": [0]}, "parent": quiz, "seconds": 600}
    question = await r.make("poll.create", kind="quiz_question", title="Which?", options=OPTIONS, **right)
    await r.send("poll.open", poll=quiz)
    await r.do("quiz.join", quiz=quiz, name="Ada", team="Red")
    await r.do("poll.open", poll=question)
    await r.do("poll.answer", **r.answer(question, "choice"))
    await r.do("poll.close", poll=question)
    await r.do("poll.reveal", poll=question, on=True)
    await r.do("stage.show", view="leaderboard", poll=quiz)
    await r.do("player.hide", player=r.poll(quiz)["results"]["listed"][0]["id"], on=True)
    await r.do("poll.close", poll=quiz)


TIMES = {
    name: BEGAN_MS + ms
    for name, ms in {
        "asked_at": 0,
        "opened_at": 60_000,
        "at": 61_000,
        "closes_at": 660_000,
        "ended_at": 900_000,
    }.items()
}


def settled(recorded: dict[str, Any], talk: Talk) -> dict[str, Any]:
    """The same with one code, one address, and one time of each kind."""
    text = (
        json.dumps(recorded, ensure_ascii=False).replace(talk.deployment.base, BASE).replace(talk.code, CODE)
    )
    text = text.replace(talk.deployment.base.removeprefix("http://"), BASE.removeprefix("https://"))
    text = re.sub(r'"person": "[^"]+"', '"person": "the-attendee"', text)
    return json.loads(text, object_pairs_hook=in_one_time)


def in_one_time(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose times, where it has some, are those of TIMES."""
    return {name: TIMES[name] if name in TIMES and value else value for name, value in pairs}


def text_of(recorded: dict[str, Any]) -> str:
    """As it is kept: a line for each frame, so that a change can be read."""

    def lines(value: Any, depth: int) -> str:
        if depth and isinstance(value, dict) and value:
            inner = ",\n".join(
                f"{json.dumps(name)}: {lines(each, depth - 1)}" for name, each in value.items()
            )
            return f"{{\n{inner}\n}}"
        if depth and isinstance(value, list) and value:
            inner = ",\n".join(lines(each, depth - 1) for each in value)
            return f"[\n{inner}\n]"
        return json.dumps(value, ensure_ascii=False)

    return lines(recorded, 3) + "\n"


if __name__ == "__main__":
    guard()
    with tempfile.TemporaryDirectory() as folder:
        deployment = Grounds(Path(folder)).deploy(UVICORN_SQLITE)
        try:
            FILE.write_text(text_of(asyncio.run(record(deployment))))
        finally:
            deployment.stop()
    print(FILE, file=sys.stderr)
