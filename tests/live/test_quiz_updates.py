"""Snapshot + updates = fresh snapshot, with every kind of poll: quizzes and surveys move with their parts."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sessions.live.threads import in_thread
from sessions.polls.models import Answer, Option, Poll, Word

from .test_snapshot_and_updates import CLIENTS, HUBS, PEOPLE, World, check, node, number, on

pytestmark = pytest.mark.django_db(transaction=True)

__all__ = ["node"]


def act(name: str, /, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    return st.tuples(st.just(name), st.fixed_dictionaries(fields))


def poll_of(kind: str, /, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    common = {
        "title": st.just("Where?"),
        "options": st.just(["Here", "There", "Else"]),
        "kind": st.just(kind),
    }
    modes = {"results": st.sampled_from(["live", "hidden", "answered"]), "show_count": on}
    return act("poll.create", **common, **modes, **fields)


PART = {"parent": number}
ATTENDEES_ACTS = st.one_of(
    *[act("poll.answer", poll=number, value=number)] * 4,
    act("quiz.join", quiz=number, name=st.sampled_from(["Amara", "Jonas"])),
    act("question.ask", text=st.just("Why?")),
)
MODERATORS_ACTS = st.one_of(
    poll_of("choice"),
    poll_of("wordcloud"),
    poll_of("text", settings=st.fixed_dictionaries({"review": on})),
    poll_of("quiz"),
    poll_of("survey"),
    poll_of("quiz_question", settings=st.just({"correct": [0]}), **PART),
    poll_of("choice", **PART),
    *[act("poll.open", poll=number)] * 8,
    *[act(f"poll.{name}", poll=number) for name in ("close", "reset", "delete", "duplicate", "repeat")],
    *[act("poll.reveal", poll=number, on=on)] * 2,
    act("poll.move", poll=number, before=st.one_of(st.none(), number)),
    act("word.hide", word=number, on=on),
    act("answer.hide", answer=number, on=on),
    act("answer.approve", answer=number),
    act("answer.enlarge", poll=number, answer=st.one_of(st.none(), number)),
    act("stage.show", view=st.sampled_from(["poll", "leaderboard"]), poll=number),
    *[act("act.undo", act=number)] * 4,
)
STEPS = st.one_of(
    *[st.tuples(st.just("attendee"), st.integers(0, PEOPLE - 1), ATTENDEES_ACTS)] * 3,
    *[st.tuples(st.just("moderator"), st.just(0), MODERATORS_ACTS)] * 4,
    st.tuples(st.just("hub starts again"), st.integers(0, HUBS - 1), st.none()),
    st.tuples(st.just("client hears"), st.integers(0, CLIENTS - 1), st.none()),
    st.tuples(st.just("client moves"), st.integers(0, CLIENTS - 1), st.integers(0, HUBS - 1)),
)


class PollWorld(World):
    """The same world with a quiz and a survey, one of them open; numbers are also places among what fits a field."""

    def __init__(self, opened: str) -> None:
        super().__init__(moderated=False)
        room = self.room
        survey, quiz = (room.poll(kind=kind, opened=False) for kind in ("survey", "quiz"))
        for _ in range(2):
            room.poll(parent=survey, opened=False)
            question = room.poll(kind="quiz_question", parent=quiz, settings={"correct": [0]}, opened=False)
        first = survey if opened == "survey" else question
        self.acts.append(room.moderator.do("poll.open", poll=first)["act"])

    def _real(self, fields: dict[str, Any]) -> dict[str, Any]:
        fields = dict(fields)
        mine: dict[str, Callable[[int], int]] = {
            "quiz": lambda place: self._of(Poll.objects.filter(kind="quiz"), place),
            "parent": lambda place: self._of(Poll.objects.filter(kind__in=["quiz", "survey"]), place),
            "before": lambda place: self._pick(Poll, place),
            "word": lambda place: self._of(Word.objects, place, "poll__session"),
            "answer": lambda place: self._of(Answer.objects, place, "poll__session"),
        }
        for name, find in mine.items():
            if fields.get(name) is not None:
                fields[name] = find(fields[name])
        if "value" in fields:
            place = fields.pop("value")
            return self._answer(
                self._of(Poll.objects.filter(state="open").exclude(kind="quiz"), fields["poll"]), place
            )
        return super()._real(fields)

    def _answer(self, poll: int, place: int) -> dict[str, Any]:
        row = Poll.objects.filter(pk=poll).first()
        if row and row.kind == "wordcloud":
            return {"poll": poll, "texts": [f"word {place % 3}"]}
        if row and row.kind == "text":
            return {"poll": poll, "text": f"Text {place % 3}"}
        options = list(Option.objects.filter(poll=poll).values_list("pk", flat=True))
        return {"poll": poll, "options": [options[place % len(options)]] if options else [1]}

    def _of(self, rows: Any, place: int, way: str = "session") -> int:
        ids = list(rows.filter(**{way: self.room.session_id}).order_by("-pk").values_list("pk", flat=True))
        return ids[place % len(ids)] if ids else 1


@given(opened=st.sampled_from(["quiz", "survey"]), steps=st.lists(STEPS, min_size=15, max_size=60))
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
async def test_snapshot_and_updates_are_a_fresh_snapshot(node, opened, steps):
    world = await in_thread(PollWorld, opened)
    await world.start()
    for step in steps:
        await world.step(*step)
    await check(world, node)
