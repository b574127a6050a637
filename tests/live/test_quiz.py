"""A quiz of five questions with two hundred players over real sockets, of whom every fifth drops out and comes back."""

import asyncio
import json
import random
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor
from typing import Any

import pytest

from sessions.core.clock import now_ms
from tests.support.processes import until
from tests.support.sockets import LiveSocket
from tests.support.talks import Talk
from tests.support.visitors import Visitor

PLAYERS, QUESTIONS, DROPPING = 200, 5, 0.2
ANSWERING_SECONDS = 1.5


@dataclass
class Player:
    """Somebody with a phone. `acknowledged` is what the server said ok to, with the ms between which it came."""

    talk: Talk
    name: str
    visitor: Visitor
    phone: LiveSocket | None = None
    acknowledged: dict[int, tuple[list[int], int, int]] = field(default_factory=dict)
    reloads: int = 0

    async def connect(self) -> LiveSocket:
        """A socket like the page's, which was loaded just before."""
        if self.phone:
            await self.phone.close()
        self.phone = await self.talk.connect("attendee", self.visitor)
        return self.phone

    async def reload(self, question: int) -> None:
        """Load the page anew in the middle of a question: it is there, and so are name and answers."""
        self.reloads += 1
        page = (await self.visitor.get(self.talk.path)).data
        [shown] = [poll for poll in page["state"]["polls"] if poll["id"] == question]
        assert (shown["state"], shown["results"], shown["settings"]["correct"]) == ("open", None, None)
        assert page["you"]["answers"][str(shown["parent"])]["name"] == self.name
        for answered, (value, _, _) in self.acknowledged.items():
            assert page["you"]["answers"][str(answered)] == value
        await self.connect()

    async def answer(self, question: int, value: list[int], after: float, *, way: str) -> None:
        """Answer so many seconds from now: "straight", or with the line dropped before or after sending."""
        await asyncio.sleep(after)
        if way == "dropped before":
            await self.reload(question)
        sent = now_ms()
        frame = {"t": "poll.answer", "id": f"q{question}", "d": {"poll": question, "options": value}}
        assert self.phone
        if way == "dropped after":
            await self.phone.send(frame)
            await self.reload(question)
        assert (await self.phone.exchange(frame))["t"] == "ok"
        self.acknowledged[question] = (value, sent, now_ms())

    @property
    def you(self) -> dict[str, Any]:
        assert self.phone
        return self.phone.you


@dataclass
class Question:
    """One of the quiz's: its countdown, the right options' ids, all options' ids."""

    id: int
    seconds: int
    right: list[int]
    options: list[int]


async def prepare(moderator: LiveSocket) -> tuple[int, list[Question]]:
    """The quiz, and its questions: with time and without, with one right option and with two."""
    quiz = (await moderator.do("poll.create", title="Did you listen?", kind="quiz"))["poll"]
    questions = []
    for number in range(QUESTIONS):
        seconds = [30, 20, 40, 0, 60][number]
        correct = [1, 3] if number == 2 else [number % 4]
        fields = {"settings": {"correct": correct, "several": len(correct) > 1}, "options": list("ABCD")}
        made = await moderator.do(
            "poll.create",
            title=f"Question {number}",
            kind="quiz_question",
            parent=quiz,
            seconds=seconds,
            **fields,
        )
        shown = await moderator.until(
            lambda model, made=made: next(
                (p for p in model["state"]["polls"] if p["id"] == made["poll"]), None
            )
        )
        options = [option["id"] for option in shown["options"]]
        questions.append(Question(made["poll"], seconds, [options[place] for place in correct], options))
    return quiz, questions


async def play(moderator: LiveSocket, players: list[Player], question: Question, luck: random.Random) -> None:
    """One question from its opening to its reveal."""
    await moderator.do("poll.open", poll=question.id)
    for player in players:
        assert player.phone
        await player.phone.until(lambda model: model["state"]["stage"]["poll"] == question.id)
    dropping = set(luck.sample(range(PLAYERS), int(PLAYERS * DROPPING)))
    thinking = []
    for number, player in enumerate(players):
        way = luck.choice(["dropped before", "dropped after"]) if number in dropping else "straight"
        wrong = [option for option in question.options if option not in question.right][:1]
        value = luck.choice([question.right, question.right, wrong, None])
        if value is None and number in dropping:
            thinking.append(player.reload(question.id))
        elif value:
            thinking.append(player.answer(question.id, value, luck.random() * ANSWERING_SECONDS, way=way))
    await asyncio.gather(*thinking)
    await moderator.do("poll.reveal", poll=question.id, on=True)


def points_by_the_clock(talk: Talk, quiz: int, questions: list[Question]) -> dict[tuple[str, int], int]:
    """(name, question) → points, from the times the server stored, by the formula of the decision on scores."""
    ids = ", ".join(str(question.id) for question in questions)
    rows = talk.deployment.rows(
        "SELECT answer.participant_id, answer.poll_id, answer.value, answer.at, poll.opened_at, poll.kind"
        " FROM live_sessions_answer answer JOIN live_sessions_poll poll ON poll.id = answer.poll_id"
        f" WHERE poll.id IN ({ids}) OR poll.id = {quiz}"
    )
    read = [(*row[:2], json.loads(row[2]) if isinstance(row[2], str) else row[2], *row[3:]) for row in rows]
    names = {who: value["name"] for who, _, value, _, _, kind in read if kind == "quiz"}
    by_id = {question.id: question for question in questions}
    points = {}
    for who, poll, value, at, opened_at, kind in read:
        if kind == "quiz":
            continue
        question = by_id[poll]
        share = Fraction(at - opened_at, 2 * question.seconds * 1000) if question.seconds else 0
        is_right = value == sorted(question.right)
        points[names[who], poll] = floor(1000 * (1 - share) + Fraction(1, 2)) if is_right else 0
    return points


@pytest.mark.parametrize("seed", [3])
async def test_two_hundred_players_get_the_right_score(talk, seed):
    luck = random.Random(seed)
    moderator, wall = await talk.moderator(), await talk.screen()
    quiz, questions = await prepare(moderator)
    await moderator.do("poll.open", poll=quiz)
    players = [Player(talk, f"Player {n}", await talk.visitor("attendee")) for n in range(PLAYERS)]
    for player in players:
        await player.connect()
    await asyncio.gather(*(p.phone.do("quiz.join", quiz=quiz, name=p.name) for p in players if p.phone))
    await wall.until(lambda model: of(model, quiz)["results"]["players"] == PLAYERS, "everybody joined")

    for question in questions:
        await play(moderator, players, question, luck)
    assert sum(player.reloads for player in players) >= QUESTIONS * PLAYERS * DROPPING * 0.9

    points = points_by_the_clock(talk, quiz, questions)
    acknowledged = {(player.name, question) for player in players for question in player.acknowledged}
    assert points.keys() == acknowledged
    totals = {p.name: sum(points.get((p.name, q.id), 0) for q in questions) for p in players}
    for player in players:
        place = 1 + sum(other > totals[player.name] for other in totals.values())
        expected = {"points": totals[player.name], "place": place}
        await until(
            lambda p=player, e=expected: p.you["scores"].get(str(quiz)) == e, f"{player.name}: {expected}"
        )
        played = {str(q): points[player.name, q] for q in player.acknowledged}
        assert player.you["played"] == played

    best = sorted(totals.values(), reverse=True)[:5]
    for who in (wall, moderator):
        results = of(who.model, quiz)["results"]
        assert [(one["points"], one["place"]) for one in results["leaders"]] == [
            (total, 1 + best.index(total)) for total in best
        ]
        assert all(totals[one["name"]] == one["points"] for one in results["leaders"])
        assert (results["players"], results["revealed"]) == (PLAYERS, QUESTIONS)
    check_times(talk, players)


def of(model: dict[str, Any], poll: int) -> dict[str, Any]:
    return next(one for one in model["state"]["polls"] if one["id"] == poll)


def check_times(talk: Talk, players: list[Player]) -> None:
    """The stored times are those of the first arrival: between the first sending and the acknowledgement."""
    sql = "SELECT poll_id, value, at FROM live_sessions_answer ORDER BY at"
    stored = {(poll, json.dumps(json.loads(value)), at) for poll, value, at in talk.deployment.rows(sql)}
    for player in players:
        for question, (value, sent, acknowledged) in player.acknowledged.items():
            assert any(
                poll == question and text == json.dumps(sorted(value)) and sent <= at <= acknowledged
                for poll, text, at in stored
            )
