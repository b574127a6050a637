"""What polls keep to themselves is not sent: all that attendees and screens receive is recorded beside secrets.

Of a quiz that is what is right, and what an answer is worth, before the reveal; of clouds and walls what is hidden or
waits; of secret polls who answered what.
"""

import re
from dataclasses import dataclass
from typing import Any

import pytest

from tests.support.sockets import LiveSocket
from tests.support.talks import Talk
from tests.support.visitors import Visitor

from .test_secrets import Recording

HIDDEN_WORD = "Schadenfreude"
HIDDEN_TEXT = "This was rude and is hidden"
PENDING_TEXT = "This waits for somebody to read it"
REWORDED = "This was approved when it said something else"
NAME = "Vera Unlikely-Name"
SECRETS = [HIDDEN_WORD, HIDDEN_TEXT, PENDING_TEXT, REWORDED, NAME]
RIGHT = 2
SOLUTION = re.compile(r"correct(&quot;|\")\s*:\s*\[")
PLAYERS = 2


@dataclass
class Evening:
    """A talk full of secrets, and what was received of it. `player` is an attendee who answered the quiz right."""

    talk: Talk
    polls: dict[str, int]
    attendee: Recording
    player: Recording
    screen: Recording
    moderator: Recording

    @property
    def everyone_else(self) -> dict[str, Recording]:
        return {"attendee": self.attendee, "player": self.player, "screen": self.screen}


@pytest.fixture
async def evening(moderated_talk):
    talk = moderated_talk
    visitors = {role: await talk.visitor(role) for role in ("attendee", "screen", "moderator")}
    visitors["player"] = await talk.visitor("attendee")
    evening = Evening(talk, {}, Recording(), Recording(), Recording(), Recording())
    await connect(evening, visitors, "moderator")
    vera, jonas = await talk.attendee(), await talk.attendee()
    await hide_a_word(evening, vera, jonas)
    await connect(evening, visitors, "attendee", "player", "screen")
    await keep_secrets(evening, vera, jonas)
    await everybody_has_heard(evening)
    await connect(evening, visitors, "attendee", "player", "screen", "moderator")
    s = talk.path
    for name in ("attendee", "player"):
        pages = [s, f"{s}?tab=poll", f"{s}?tab=questions", f"{s}state?role=attendee", f"{s}you"]
        await getattr(evening, name).keep(visitors[name], *pages)
    await evening.screen.keep(visitors["screen"], f"{s}screen/", f"{s}state?role=screen")
    pages = [f"{s}desk/", f"{s}state?role=moderator", f"{s}report/", f"{s}report/session.json"]
    await evening.moderator.keep(visitors["moderator"], *pages)
    await everybody_has_heard(evening)
    return evening


async def connect(evening: Evening, visitors: dict[str, Visitor], *names: str) -> None:
    for name in names:
        role = "attendee" if name == "player" else name
        getattr(evening, name).sockets.append(await evening.talk.connect(role, visitors[name]))


async def opened(evening: Evening, name: str, **fields: Any) -> dict[str, Any]:
    """Open a poll; returns it as the desk sees it."""
    desk = evening.moderator.sockets[0]
    fields = {"title": f"The {name}?", "options": ["Hither", "Thither", "Yonder"], **fields}
    evening.polls[name] = (await desk.do("poll.create", **fields))["poll"]
    await desk.do("poll.open", poll=evening.polls[name])
    for recording in (evening.moderator, *evening.everyone_else.values()):
        for socket in recording.sockets:
            await socket.until(lambda model: (find(model, evening.polls[name]) or {}).get("state") == "open")
    return find(desk.model, evening.polls[name]) or {}


def find(model: dict[str, Any], poll: int) -> dict[str, Any] | None:
    return next((one for one in model["state"]["polls"] if one["id"] == poll), None)


async def hide_a_word(evening: Evening, vera: LiveSocket, *others: LiveSocket) -> None:
    """Before the others look: a word in no cloud of theirs."""
    desk, cloud = evening.moderator.sockets[0], (await opened(evening, "cloud", kind="wordcloud"))["id"]
    await vera.do("poll.answer", poll=cloud, texts=[HIDDEN_WORD.lower()])
    [word] = await desk.until(lambda model: find(model, cloud)["results"]["words"])
    for who in (vera, *others):
        await who.until(lambda model: find(model, cloud) and find(model, cloud)["results"]["words"])
    await desk.do("word.hide", word=word["id"], on=True)
    for who in (vera, *others):  # in every process: who comes next is shown what it has read
        await who.until(lambda model: not find(model, cloud)["results"]["words"])


async def keep_secrets(evening: Evening, vera: LiveSocket, jonas: LiveSocket) -> None:
    desk, [player] = evening.moderator.sockets[0], evening.player.sockets
    await jonas.do("poll.answer", poll=evening.polls["cloud"], texts=[HIDDEN_WORD, "Joy"])
    await desk.until(lambda model: len(find(model, evening.polls["cloud"])["results"]["words"]) == 2)
    await vera.do("question.ask", text="This is why the host knows my name", name=NAME)
    wall = (await opened(evening, "wall", kind="text", settings={"review": True}))["id"]
    await desk.do("answer.hide", answer=await written(desk, wall, vera, HIDDEN_TEXT), on=True)
    await desk.do("answer.approve", answer=await written(desk, wall, jonas, "Approved"))
    await written(desk, wall, jonas, REWORDED)
    await written(desk, wall, player, PENDING_TEXT)
    for name in ("secret", "named"):
        poll = await opened(evening, name, named=name == "named")
        await vera.do("poll.answer", poll=poll["id"], options=[poll["options"][0]["id"]])
    quiz = (await opened(evening, "quiz", kind="quiz"))["id"]
    await player.do("quiz.join", quiz=quiz, name="Player")
    await jonas.do("quiz.join", quiz=quiz, name="Jonas")
    fields = {"parent": quiz, "settings": {"correct": [RIGHT]}, "results": "answered", "seconds": 60}
    question = await opened(evening, "question", kind="quiz_question", **fields)
    await player.do("poll.answer", poll=question["id"], options=[question["options"][RIGHT]["id"]])
    await jonas.do("poll.answer", poll=question["id"], options=[question["options"][0]["id"]])
    await desk.do("poll.close", poll=question["id"])


async def written(desk: LiveSocket, wall: int, who: LiveSocket, text: str) -> int:
    """The id of a text, once it is at the desk."""
    await who.do("poll.answer", poll=wall, text=text)

    def card(model):
        return next((c["id"] for c in find(model, wall)["results"]["cards"] if c["text"] == text), None)

    return await desk.until(card, text)


async def everybody_has_heard(evening: Evening) -> None:
    """Wait until every socket was told that the question is closed, which came last."""
    for recording in (evening.moderator, *evening.everyone_else.values()):
        for socket in recording.sockets:
            await socket.until(
                lambda model: (find(model, evening.polls["question"]) or {}).get("state") == "closed"
            )


@pytest.mark.every_server
async def test_hidden_and_waiting_words_and_who_answered_are_sent_to_moderators_only(evening):
    for secret in SECRETS:
        assert evening.moderator.holds(secret), secret
        for who, recording in evening.everyone_else.items():
            own = who == "player" and secret == PENDING_TEXT
            assert own or recording.holds(secret) == [], (who, secret)
            assert recording.holds(secret.lower()) == [], (who, secret)


@pytest.mark.every_server
async def test_what_is_right_is_sent_to_moderators_only(evening):
    question = evening.polls["question"]
    desk = evening.moderator.polls(question)[-1]
    assert (desk["settings"]["correct"], desk["results"]["correct"]) == ([RIGHT], [RIGHT])
    assert desk["results"]["counts"] == [1, 0, 1]
    assert any(SOLUTION.search(text) for text in evening.moderator.texts.values())
    for who, recording in evening.everyone_else.items():
        sent = recording.polls(question)
        assert {one["state"] for one in sent} == {"open", "closed"}, who
        assert [(one["settings"]["correct"], one["results"]) for one in sent] == [(None, None)] * len(sent)
        assert [where for where, text in recording.texts.items() if SOLUTION.search(text)] == []


@pytest.mark.every_server
async def test_points_are_sent_to_nobody_before_the_reveal(evening):
    quiz, question = str(evening.polls["quiz"]), evening.polls["question"]
    for recording in evening.everyone_else.values():
        leaders = [one for state in recording.polls(int(quiz)) for one in state["results"]["leaders"]]
        assert {one["points"] for one in leaders} == {0}
    for socket in evening.player.sockets:
        owns = [frame["d"] for frame in socket.frames if frame["t"] == "you"]
        assert owns
        assert {str((own["played"], own["scores"], own["results"])) for own in owns} == {"({}, {}, {})"}
    page = evening.player.pages[f"{evening.talk.path}you"]
    assert '"played":{},"scores":{},"results":{}' in page

    await evening.moderator.sockets[0].do("poll.reveal", poll=question, on=True)
    for recording in evening.everyone_else.values():
        await recording.sockets[-1].until(
            lambda model: (find(model, question)["results"] or {}).get("correct")
        )
    own = await evening.player.sockets[-1].until(lambda model: model["you"]["scores"] and model["you"])
    [points] = own["played"].values()
    assert 990 <= points <= 1000
    assert own["scores"] == {quiz: {"points": points, "place": 1}}


async def test_report_tells_who_answered_a_named_poll_and_no_other(evening):
    visitor = await evening.talk.visitor("moderator")
    polls = (await visitor.get(f"{evening.talk.path}report/session.json")).json["polls"]
    told = {poll["title"]: NAME in str(poll) for poll in polls}
    assert told == {title: title == "The named?" for title in told}
    assert {"The secret?", "The named?"} <= told.keys()
    for socket in evening.moderator.sockets:
        assert not any(NAME in str(socket_polls) for socket_polls in polls_in(socket))


def polls_in(socket: LiveSocket) -> list[Any]:
    return [frame["d"].get("polls") for frame in socket.frames if frame["t"] in ("snapshot", "update")]


@pytest.mark.every_server
async def test_identities_are_sent_to_nobody(evening):
    keys = [key for (key,) in evening.talk.deployment.rows("SELECT key FROM live_sessions_participant")]
    assert len(keys) >= 3
    for recording in (evening.moderator, *evening.everyone_else.values()):
        assert [key for key in keys if recording.holds(key)] == []
