"""Every kind of poll can be answered without a script: by the form the page has for it."""

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest

from tests.support.sockets import LiveSocket
from tests.support.talks import Talk
from tests.support.visitors import Page, Visitor

OPTIONS = ["Here", "There", "Nowhere"]

# What to make: kind, settings; what is chosen or typed, given the ids of the options; the answer that is kept.
ANSWERS: dict[str, tuple[str, dict[str, Any], Callable[[list[int]], dict], Callable[[list[int]], Any]]] = {
    "choice": ("choice", {}, lambda ids: {"options": ids[1]}, lambda ids: [ids[1]]),
    "choices": (
        "choice",
        {"highest": 2},
        lambda ids: {"options": ["", ids[2], ids[0]]},
        lambda ids: [ids[0], ids[2]],
    ),
    "wordcloud": (
        "wordcloud",
        {"most": 3},
        lambda ids: {"texts": ["trust", "", " time "]},
        lambda ids: ["trust", "time"],
    ),
    "text": ("text", {}, lambda ids: {"text": "More time."}, lambda ids: "More time."),
    "rating": ("rating", {}, lambda ids: {"number": 4}, lambda ids: 4),
    "number": (
        "number",
        {"highest": 5000, "decimals": 1},
        lambda ids: {"number": "1 234,5"},
        lambda ids: 1234.5,
    ),
    "ranking": ("ranking", {}, lambda ids: {"order": ids[::-1]}, lambda ids: ids[::-1]),
    "partial ranking": (
        "ranking",
        {"partial": True},
        lambda ids: {"order": [ids[1], "", ""]},
        lambda ids: [ids[1]],
    ),
    "points": (
        "points",
        {"total": 10},
        lambda ids: {f"points.{ids[0]}": 3, f"points.{ids[1]}": "", f"points.{ids[2]}": 7},
        lambda ids: {str(ids[0]): 3, str(ids[2]): 7},
    ),
}


class Forms(HTMLParser):
    """The forms of a page that are commands: {command: {field: the values in it}}."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.found: dict[str, dict[str, list[str]]] = {}
        self._now: dict[str, list[str]] = {}
        self._text = ""
        self._select = ""
        self.feed(page.text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self._now = {}
        elif tag == "select":
            self._select = given["name"]
            self._now.setdefault(self._select, [])
        elif tag == "textarea":
            self._text = given["name"]
            self._now[self._text] = [""]
        elif tag == "option" and "selected" in given:
            self._now[self._select].append(given["value"])
        elif tag in ("input", "button") and "name" in given:
            is_in = given.get("type") not in ("radio", "checkbox") or "checked" in given
            self._now.setdefault(given["name"], []).extend([given.get("value", "")] if is_in else [])
            if given["name"] == "t":
                self.found[given["value"]] = self._now

    def handle_data(self, data: str) -> None:
        if self._text:
            self._now[self._text][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text = ""


async def opened(
    moderator: LiveSocket, kind: str, settings: dict[str, Any], **more: Any
) -> tuple[int, list[int]]:
    """A new open poll, and the ids of its options."""
    takes_options = kind in ("choice", "ranking", "points", "quiz_question")
    fields = {
        "title": "Where?",
        "kind": kind,
        "settings": settings,
        "options": OPTIONS if takes_options else [],
    }
    poll = (await moderator.do("poll.create", **fields, **more))["poll"]
    await moderator.do("poll.open", poll=poll)
    return poll, await options_of(moderator, poll)


async def options_of(moderator: LiveSocket, poll: int) -> list[int]:
    """The ids of its options, once everybody may answer it."""

    def find(model: Any) -> Any:
        return next((one for one in model["state"]["polls"] if one["id"] == poll), None)

    await moderator.until(lambda model: (find(model) or {}).get("state") == "open")
    return [option["id"] for option in find({"state": moderator.state})["options"]]


async def own(visitor: Visitor, talk: Talk) -> dict[str, Any]:
    """What is kept as theirs."""
    return (await visitor.get(f"{talk.path}you")).json["d"]


async def send(talk: Talk, visitor: Visitor, command: str, **typed: Any) -> Page:
    """Send the page's own form for a command, with fields filled in."""
    page = await visitor.get(f"{talk.path}?tab=poll")
    fields = Forms(page).found[command]
    assert set(typed) <= set(fields), "typed into fields the form does not have"
    return await visitor.post(f"{talk.path}do?tab=poll", fields | typed)


@pytest.mark.parametrize("name", ANSWERS)
async def test_answer_is_kept_and_stands_in_the_form(talk: Talk, name: str) -> None:
    kind, settings, typed, expected = ANSWERS[name]
    moderator, visitor = await talk.moderator(), await talk.visitor()
    poll, ids = await opened(moderator, kind, settings)
    page = await send(talk, visitor, "poll.answer", **typed(ids))
    assert (page.status, (await own(visitor, talk))["answers"]) == (200, {str(poll): expected(ids)})
    again = await visitor.post(f"{talk.path}do", Forms(page).found["poll.answer"])  # as it stands there
    assert (again.status, (await own(visitor, talk))["answers"]) == (200, {str(poll): expected(ids)})


@pytest.mark.parametrize(
    ("kind", "settings", "typed", "words", "kept"),
    [
        ("choice", {"highest": 2}, lambda ids: {"options": [""]}, "Choose 1 to 2 of the options.", ""),
        ("text", {}, lambda ids: {"text": "x" * 501}, "This is too long", "x" * 501),
        ("number", {}, lambda ids: {"number": "many"}, "Choose a number from 0 to 100.", 'value="many"'),
        ("number", {}, lambda ids: {"number": "nan"}, "Choose a number from 0 to 100.", 'value="nan"'),
        ("number", {}, lambda ids: {"number": "1e999"}, "Choose a number from 0 to 100.", 'value="1e999"'),
        ("number", {}, lambda ids: {"number": ""}, "Choose a number from 0 to 100.", ""),
        ("wordcloud", {}, lambda ids: {"texts": ["y" * 33]}, "This is too long", f'value="{"y" * 33}"'),
        ("points", {}, lambda ids: {f"points.{ids[0]}": 41}, "these are 41", 'value="41"'),
        ("ranking", {}, lambda ids: {"order": [ids[1], ids[1]]}, "Rank every option once.", "selected"),
    ],
)
async def test_refused_answer_is_explained_and_stays_in_the_form(
    talk: Talk, kind: str, settings: dict, typed: Callable, words: str, kept: str
) -> None:
    moderator, visitor = await talk.moderator(), await talk.visitor()
    _, ids = await opened(moderator, kind, settings)
    page = await send(talk, visitor, "poll.answer", **typed(ids))
    assert page.status == 422
    assert words in page.text
    assert kept in page.text


async def test_quiz_is_played_with_forms(talk: Talk) -> None:
    moderator, visitor = await talk.moderator(), await talk.visitor()
    quiz, _ = await opened(moderator, "quiz", {"teams": ["Red", "Blue"]})
    await send(talk, visitor, "quiz.join", name="Amara", team="Blue")
    question, ids = await opened(moderator, "quiz_question", {"correct": [1]}, parent=quiz)
    page = await send(talk, visitor, "poll.answer", options=ids[1])
    assert "Your answer is in. It cannot be changed." in page.text
    await moderator.do("poll.reveal", poll=question, on=True)
    await moderator.until(lambda model: any(poll["revealed"] for poll in model["state"]["polls"]))
    answers = {str(quiz): {"name": "Amara", "team": "Blue"}, str(question): [ids[1]]}
    assert (await own(visitor, talk))["answers"] == answers
    assert "Right!" in (await visitor.get(f"{talk.path}?tab=poll")).text


async def test_parts_of_a_survey_are_saved_one_by_one(talk: Talk) -> None:
    moderator, visitor = await talk.moderator(), await talk.visitor()
    survey = (await moderator.do("poll.create", title="Before we begin", kind="survey"))["poll"]
    fields = {"title": "How was it?", "kind": "rating", "parent": survey}
    first, second = [(await moderator.do("poll.create", **fields))["poll"] for _ in range(2)]
    await moderator.do("poll.open", poll=survey)
    await options_of(moderator, second)
    await send(talk, visitor, "poll.answer", number=3)  # the last form of the page
    page = await visitor.get(f"{talk.path}?tab=poll")
    assert (await own(visitor, talk))["answers"] == {str(second): 3}
    assert "1 of 2 answered" in page.text
    assert f'value="{first}"' in page.text


async def test_named_poll_says_so_before_one_answers(talk: Talk) -> None:
    moderator, visitor = await talk.moderator(), await talk.visitor()
    await opened(moderator, "text", {}, named=True)
    text = (await visitor.get(f"{talk.path}?tab=poll")).text
    assert ("This poll is not secret" in text, "This vote is secret" in text) == (True, False)
