"""The desk is told of many acts at once from people who have no page open."""

import itertools

import pytest

from sessions.live.bursts import FROM, Bursts
from sessions.wire.commands import AskQuestion, UpvoteQuestion, WithdrawQuestion
from tests.support.clocks import Clock

ASK, VOTE = AskQuestion(text="Why?"), UpvoteQuestion(question=1, on=True)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def bursts(clock):
    return Bursts(clock)


def note(bursts, times, command=VOTE, network="192.0.2.1"):
    for _ in range(times):
        bursts.note(command, network)


def test_a_few_are_no_burst(bursts):
    note(bursts, FROM - 1)
    assert (bursts.now, bursts.tell()) == (None, False)


def test_a_burst_is_counted_by_kind_and_network(bursts):
    note(bursts, FROM)
    note(bursts, 5, ASK, "192.0.2.2")
    note(bursts, 5, WithdrawQuestion(question=1))
    assert (bursts.now.votes, bursts.now.questions, bursts.now.one_network) == (FROM, 5, FROM)


def test_as_many_over_an_hour_are_no_burst(bursts, clock):
    for _ in range(FROM * 2):
        note(bursts, 1)
        clock.now += 30
    assert bursts.now is None


def test_what_follows_belongs_to_the_burst_until_a_quiet_minute(bursts, clock):
    note(bursts, FROM)
    clock.now += 59
    note(bursts, 1)
    clock.now += 61
    note(bursts, 1)
    assert bursts.now.votes == FROM + 1
    note(bursts, FROM)
    assert bursts.now.votes == FROM + 1  # the new one


def test_it_is_told_once_each_time_it_grows(bursts):
    note(bursts, FROM)
    assert [bursts.tell(), bursts.tell()] == [True, False]
    note(bursts, 1)
    assert bursts.tell()


def test_processes_count_together(bursts):
    note(bursts, FROM)
    here = bursts.here
    bursts.heard("another", [here.at, 7, 0, 2, 9])
    assert (bursts.now.votes, bursts.now.questions, bursts.now.one_network) == (FROM + 7, 2, FROM + 9)


async def test_votes_over_sockets_that_bring_no_identity_are_a_burst_and_those_of_pages_are_none(talk):
    moderator = await talk.moderator()
    question = (await (await talk.attendee(await talk.visitor())).do("question.ask", text="Why?"))["question"]
    visitor = await talk.visitor()
    for n in range(FROM + 2):
        with_page = await talk.connect("attendee", visitor)
        await with_page.do("question.upvote", question=question, on=n % 2 == 0)
        await with_page.close()
    for _ in range(FROM):
        await (await talk.attendee()).do("question.upvote", question=question, on=True)
    told = await moderator.until(lambda model: model["state"].get("burst"))
    assert told["votes"] == FROM


@pytest.mark.every_server
async def test_moderators_are_told_and_nobody_else(talk):
    moderator, attendee, visitor = await talk.moderator(), await talk.attendee(), await talk.visitor()
    for n in itertools.count():
        form = {"t": "question.ask", "text": f"Question {n}?"}
        await visitor.post_from_our_page(f"{talk.path}do", form)
        if n >= FROM:
            break
    told = await moderator.until(lambda model: model["state"].get("burst"))
    assert told["questions"] >= FROM
    assert told["one_network"] == told["questions"]
    late = await talk.moderator()
    await late.until(lambda model: model["state"].get("burst"))
    await attendee.until(lambda model: len(model["state"]["questions"]) == FROM + 1)
    assert "burst" not in attendee.model["state"]
