"""Trying a poll over HTTP: for moderators only, every kind, and nothing in the page that attendees may not know."""

import pytest

from sessions.polls.kinds import KINDS

OPTIONS = ["Hither", "Thither", "Yonder"]
SETTINGS = {"quiz_question": {"correct": [1], "several": False}}


async def make(moderator, kind):
    """A draft of a kind, with a part where the kind has parts; returns its id."""
    fields = {"title": f"A {kind}?", "kind": kind, "options": OPTIONS if KINDS[kind].takes_options else []}
    if kind == "quiz_question":
        fields["parent"] = await make(moderator, "quiz")
    poll = (await moderator.do("poll.create", settings=SETTINGS.get(kind, {}), **fields))["poll"]
    if kind == "survey":
        await moderator.do("poll.create", title="A part?", options=OPTIONS, parent=poll)
    return poll


@pytest.mark.parametrize("kind", KINDS)
async def test_preview_shows_the_poll_as_if_it_were_open(talk, kind):
    moderator, desk = await talk.moderator(), await talk.visitor("moderator")
    poll = await make(moderator, kind)

    page = await desk.get(f"{talk.path}preview/{poll}/")

    data = page.data
    shown = data["state"]["polls"][0]
    assert (page.status, data["role"], data["urls"]) == (200, "attendee", {})
    assert (shown["id"], shown["kind"], shown["state"]) == (poll, kind, "open")
    assert data["state"]["stage"]["poll"] == poll
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
    assert page.headers["Cache-Control"] == "private, no-store"


async def test_preview_keeps_the_solution(talk):
    moderator, desk = await talk.moderator(), await talk.visitor("moderator")
    question = await make(moderator, "quiz_question")
    [known] = [poll for poll in (await talk.snapshot("moderator"))["polls"] if poll["id"] == question]
    assert known["settings"]["correct"] == [1]

    for poll in (known["parent"], question):
        polls = (await desk.get(f"{talk.path}preview/{poll}/")).data["state"]["polls"]
        asked = next(one for one in polls if one["id"] == question)
        assert (asked["settings"]["correct"], asked["results"]) == (None, None)


async def test_preview_for_anybody_else_is_not_there(talk):
    poll = await make(await talk.moderator(), "choice")
    for role in ("moderator", "attendee", "screen"):
        page = await (await talk.visitor(role)).get(f"{talk.path}preview/{poll}/")
        assert page.status == (200 if role == "moderator" else 404)


async def test_preview_of_another_sessions_poll_is_not_there(talk, moderated_talk):
    poll = await make(await moderated_talk.moderator(), "choice")
    desk = await talk.visitor("moderator")
    assert (await desk.get(f"{talk.path}preview/{poll}/")).status == 404
