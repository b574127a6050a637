"""Answers over real sockets while a poll closes, from two tabs at once, and after a lost acknowledgement."""

import asyncio
import random

import pytest

from tests.support.sockets import LiveSocket, Refused
from tests.support.talks import Talk
from tests.support.visitors import Visitor

PEOPLE = 40


async def opened(talk: Talk, moderator: LiveSocket, **fields) -> tuple[int, list[int]]:
    """An open poll and the ids of its options, once the moderator was told of them."""
    fields = {"title": "Where to start?", "options": ["Here", "There"], **fields}
    poll = (await moderator.do("poll.create", **fields))["poll"]
    await moderator.do("poll.open", poll=poll)
    await moderator.until(lambda model: any(p["id"] == poll for p in model["state"]["polls"]))
    [shown] = [one for one in moderator.state["polls"] if one["id"] == poll]
    return poll, [option["id"] for option in shown["options"]]


def stored(talk: Talk, poll: int) -> list[str]:
    """The values of all answers, as they are in the database."""
    rows = talk.deployment.rows(f"SELECT value FROM live_sessions_answer WHERE poll_id = {poll}")
    return sorted(str(value) for (value,) in rows)


async def answers_of(talk: Talk, visitor: Visitor) -> dict:
    return (await visitor.get(f"{talk.path}you")).json["d"]["answers"]


async def change_ones_mind(socket: LiveSocket, poll: int, options: list[int], noted: list) -> None:
    """Answer this and that until it is refused; notes what was acknowledged, and what was refused."""
    for turn in range(10_000):
        value = [options[turn % 2]]
        try:
            await socket.do("poll.answer", poll=poll, options=value)
            noted.append(value)
        except Refused as refused:
            noted.append(refused.code)
            return


@pytest.mark.every_server
@pytest.mark.parametrize("closes", ["by hand", "by itself"])
async def test_every_acknowledged_answer_counts_and_none_after_the_close(talk, closes):
    moderator = await talk.moderator()
    visitors = [await talk.visitor("attendee") for _ in range(PEOPLE)]
    sockets = [await talk.connect("attendee", visitor) for visitor in visitors]
    poll, options = await opened(talk, moderator, seconds=1 if closes == "by itself" else 0)
    noted: list[list] = [[] for _ in sockets]
    minds = asyncio.gather(
        *(change_ones_mind(s, poll, options, n) for s, n in zip(sockets, noted, strict=True))
    )
    if closes == "by hand":
        while not all(noted):  # everybody has answered, and goes on changing their mind
            await asyncio.sleep(0)
        await moderator.do("poll.close", poll=poll)
        with pytest.raises(Refused, match="poll_not_open"):
            await sockets[0].do("poll.answer", poll=poll, options=options[:1], command_id="too late")
    await minds
    assert {notes[-1] for notes in noted} == {"poll_not_open"}
    last = [notes[-2] for notes in noted if len(notes) > 1]
    assert len(last) == PEOPLE
    for visitor, value in zip(visitors, last, strict=True):
        assert (await answers_of(talk, visitor))[str(poll)] == value
    counts = [last.count([option]) for option in options]
    state = await moderator.until(
        lambda model: next(
            p for p in model["state"]["polls"] if p["id"] == poll and p["results"]["counts"] == counts
        )
    )
    assert (state["state"], state["results"]["people"], len(stored(talk, poll))) == ("closed", PEOPLE, PEOPLE)


@pytest.mark.every_server
async def test_two_tabs_at_once_are_one_answer_that_both_know(talk):
    moderator = await talk.moderator()
    poll, options = await opened(talk, moderator)
    visitor = await talk.visitor("attendee")
    tabs = [await talk.connect("attendee", visitor) for _ in range(2)]
    for _ in range(20):
        values = [[option] for option in random.sample(options, 2)]
        await asyncio.gather(
            *(tab.do("poll.answer", poll=poll, options=v) for tab, v in zip(tabs, values, strict=True))
        )
        kept = (await answers_of(talk, visitor))[str(poll)]
        other = tabs[1 - values.index(kept)]
        await other.until(lambda model, kept=kept: model["you"]["answers"].get(str(poll)) == kept)
    assert stored(talk, poll) == [str(kept)]
    assert next(p for p in moderator.state["polls"] if p["id"] == poll)["answers"] == 1


@pytest.mark.every_server
async def test_two_tabs_at_once_give_a_question_one_answer(talk):
    moderator = await talk.moderator()
    quiz = (await moderator.do("poll.create", title="Quiz", kind="quiz"))["poll"]
    fields = {"kind": "quiz_question", "parent": quiz, "settings": {"correct": [0]}}
    question, options = await opened(talk, moderator, **fields)
    visitors = [await talk.visitor("attendee") for _ in range(10)]
    for visitor in visitors:
        tabs = [await talk.connect("attendee", visitor) for _ in range(2)]
        values = [[option] for option in random.sample(options, 2)]
        told = await asyncio.gather(
            *(tab.do("poll.answer", poll=question, options=v) for tab, v in zip(tabs, values, strict=True)),
            return_exceptions=True,
        )
        [won] = [value for value, outcome in zip(values, told, strict=True) if outcome == {}]
        [lost] = [outcome for outcome in told if outcome != {}]
        assert (lost.code, (await answers_of(talk, visitor))[str(question)]) == ("answer_final", won)


async def test_answer_sent_again_after_a_lost_acknowledgement_counts_once(talk):
    moderator = await talk.moderator()
    poll, options = await opened(talk, moderator)
    visitor = await talk.visitor("attendee")
    frame = {"t": "poll.answer", "id": "again", "d": {"poll": poll, "options": options[:1]}}
    for _ in range(3):
        socket = await talk.connect("attendee", visitor)
        await socket.send(frame)
        await socket.close()
    socket = await talk.connect("attendee", visitor)
    assert (await socket.exchange(frame))["t"] == "ok"
    state = await moderator.until(lambda model: next(p for p in model["state"]["polls"] if p["id"] == poll))
    await moderator.until(lambda model: any(p["answers"] for p in model["state"]["polls"]))
    assert stored(talk, poll) == [str(options[:1])]
    assert state["id"] == poll
