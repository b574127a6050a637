"""A count that is hidden cannot be read off the wire: not from frames, their timing, revisions, or what is refused."""

import asyncio

import pytest

from tests.support.talks import Talk

from .test_countdown import told

SECRET = {
    "title": "Who should go?",
    "options": ["Here", "There"],
    "results": "hidden",
    "show_count": False,
}


async def open_secret(talk: Talk) -> dict:
    moderator = await talk.moderator()
    poll = (await moderator.do("poll.create", **SECRET))["poll"]
    await moderator.do("poll.open", poll=poll)
    return await told(moderator, poll, "open")


async def answered(talk: Talk, poll: dict, people: int) -> None:
    """So many people answer, and every process has read it."""
    for phone in [await talk.attendee() for _ in range(people)]:
        await phone.do("poll.answer", poll=poll["id"], options=[poll["options"][0]["id"]])
    await talk.snapshot(process=0)
    await talk.snapshot(process=1)


@pytest.mark.every_server
async def test_answers_to_a_poll_with_a_hidden_count_tell_nobody_anything(talk):
    poll = await open_secret(talk)
    watchers = [await talk.attendee(), await talk.screen()]
    for watcher in watchers:
        await told(watcher, poll["id"], "open")
    await answered(talk, poll, 3)
    # What is told from here on comes after the answers: the next thing everybody sees.
    moderator = await talk.moderator()
    await moderator.do("stage.show", view="blank")
    for watcher in watchers:
        await watcher.until(lambda model: model["state"]["stage"]["view"] == "blank")
        for frame in watcher.frames:
            assert "tallies" not in frame.get("d", {})
            assert all(shown["answers"] is None for shown in frame.get("d", {}).get("polls", []))


async def test_revision_stands_still_and_says_nothing_when_it_is_guessed(talk):
    poll = await open_secret(talk)
    visitor = await talk.visitor()
    state = f"{talk.path}state?role=attendee"
    revision = (await visitor.get(state)).json["rev"]
    await answered(talk, poll, 3)
    assert (await visitor.get(f"{state}&rev={revision}")).status in (200, 204)  # people may have come
    assert (await visitor.get(state)).json["rev"] == revision
    kinds = [(await visitor.get(f"{state}&rev={revision + n}")).json["t"] for n in range(1, 9)]
    assert set(kinds) == {"snapshot"}
    assert (await visitor.get(talk.path)).data["rev"] == revision


async def test_hidden_answers_wake_no_phone(talk):
    poll = await open_secret(talk)
    quiet = await talk.attendee()
    await told(quiet, poll["id"], "open")
    voters = [await talk.attendee() for _ in range(3)]
    moderator = await talk.moderator()
    await quiet.until(lambda model: model["state"]["people"] == 4, "everybody is counted")
    frames = len(quiet.frames)
    for phone in voters:
        await phone.do("poll.answer", poll=poll["id"], options=[poll["options"][0]["id"]])
    await moderator.until(
        lambda model: [p["answers"] for p in model["state"]["polls"] if p["id"] == poll["id"]] == [3]
    )
    await asyncio.sleep(0.3)  # three ticks: there is no fact to wait for where nothing may come
    assert [f for f in quiet.frames[frames:] if f["t"] != "beat"] == []


async def test_a_survey_that_hides_its_count_hides_those_of_its_parts(talk):
    moderator = await talk.moderator()
    survey = (await moderator.do("poll.create", title="How was it?", kind="survey", show_count=False))["poll"]
    fields = {"title": "The room", "kind": "rating", "results": "hidden"}
    part = (await moderator.do("poll.create", parent=survey, **fields))["poll"]
    await moderator.do("poll.open", poll=survey)
    watchers = [await talk.attendee(), await talk.screen()]
    for watcher in watchers:
        await told(watcher, part, "open")
    await (await talk.attendee()).do("poll.answer", poll=part, number=4)
    await moderator.until(lambda model: [p["answers"] for p in model["state"]["polls"]] == [1, 1])
    await moderator.do("stage.show", view="blank")
    for watcher in watchers:
        await watcher.until(lambda model: model["state"]["stage"]["view"] == "blank")
        polls = [poll for frame in watcher.frames for poll in frame.get("d", {}).get("polls", [])]
        assert {poll["id"] for poll in polls} == {survey, part}
        assert [poll for poll in polls if poll["answers"] is not None or poll["results"]] == []
        assert not any("tallies" in frame.get("d", {}) for frame in watcher.frames)
