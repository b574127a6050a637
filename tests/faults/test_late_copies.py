"""A copy of a command that comes late, after a newer one of the same person, changes nothing."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from tests.support.servers import TWO_POSTGRES_REDIS, UVICORN_SQLITE, Deployment
from tests.support.sockets import LiveSocket
from tests.support.talks import Talk

ROUNDS = 3
Frame = dict[str, Any]
Stalled = Callable[[LiveSocket, Frame], AbstractAsyncContextManager[None]]


def frame(name: str, number: int, /, **fields: Any) -> Frame:
    """An attendee's act with its counter."""
    return {"t": name, "id": f"{name} {number}", "d": {**fields, "counter": number}}


async def do_late(old: LiveSocket, new: LiveSocket, stalled: Stalled, first: Frame, then: Frame) -> Frame:
    """Send `first` on the old line, where it is stuck; on the new one again, then a newer act. What the old says."""
    async with stalled(old, first):
        for act in (first, then):
            answer = await new.exchange(act)
            assert (answer["t"], answer.get("d", {}).keys() <= {"act"}) == ("ok", True), answer
    return await old.frame("ok" if "seen" not in first else "error", id=first["id"])


async def act_late_in_every_way(talk: Talk, stalled: Stalled) -> None:
    """Votes, answers, edits of one person, and acts of one moderator: the newer one stands each time."""
    visitor, other, desk = await talk.visitor(), talk.newcomer(), await talk.visitor("moderator")
    visitor.base = desk.base = talk.deployment.address(0)
    old, moderator = await talk.attendee(visitor), await talk.connect("moderator", desk)
    visitor.base = desk.base = talk.deployment.address(1)
    new, colleague = await talk.attendee(visitor), await talk.connect("moderator", desk)
    asker = await talk.attendee(other)
    question = (await asker.do("question.ask", text="What changed?"))["question"]
    own = (await new.do("question.ask", text="Is this mine?"))["question"]
    poll = (await moderator.do("poll.create", title="Where?", options=["Here", "There"]))["poll"]
    await moderator.do("poll.open", poll=poll)
    seen = await new.until(lambda model: model["state"]["polls"])
    here, there = (option["id"] for option in seen[0]["options"])
    for n in range(1, ROUNDS * 10, 10):
        vote = frame("question.upvote", n, question=question, on=True)
        taken_back = frame("question.upvote", n + 1, question=question, on=False)
        assert (await do_late(old, new, stalled, vote, taken_back))["d"] == {"newer": n + 1}
        answer = frame("poll.answer", n + 2, poll=poll, options=[here], epoch=1)
        changed = frame("poll.answer", n + 3, poll=poll, options=[there], epoch=1)
        assert (await do_late(old, new, stalled, answer, changed))["d"] == {"newer": n + 3}
        edited = frame("question.edit", n + 4, question=own, text=f"Is this number {n}?")
        better = frame("question.edit", n + 5, question=own, text=f"Is that number {n}?")
        assert (await do_late(old, new, stalled, edited, better))["d"] == {"newer": n + 5}
    [(score, active)] = talk.deployment.rows(
        "SELECT score, (SELECT count(*) FROM live_sessions_upvote WHERE question_id = q.id AND active)"
        f" FROM live_sessions_question AS q WHERE id = {question}"
    )
    assert (score, active) == (0, 0)
    final = await talk.snapshot()
    assert final["polls"][0]["results"]["counts"] == [0, 1]
    assert f"Is that number {n}?" in [row["text"] for row in final["questions"]]

    rev, act = await colleague.until(lambda model: model["rev"] >= talk.revision and model["rev"]), 0
    title = {"t": "session.update", "id": "title 1", "d": {"title": "First"}, "seen": rev, "act": act}
    ended = {"t": "session.update", "id": "title 2", "d": {"title": "Second"}}
    assert (await do_late(moderator, colleague, stalled, title, ended))["d"]["code"] == "changed_since"
    assert (await talk.snapshot())["session"]["title"] == "Second"


async def test_late_copies_from_a_stalled_worker_change_nothing(deploy):
    deployment: Deployment = deploy(TWO_POSTGRES_REDIS)
    worker = deployment.servers[0].process

    @asynccontextmanager
    async def stalled(line, copy):
        worker.pause()
        try:
            await line.send(copy)
            yield
        finally:
            worker.resume()

    talk = await Talk.start(deployment)
    await act_late_in_every_way(talk, stalled)
    await talk.close()


async def test_late_copies_of_an_old_line_change_nothing(deploy):
    """One process: the old line delivers only when the newer acts are done."""

    @asynccontextmanager
    async def stalled(line, copy):
        yield
        await line.send(copy)

    talk = await Talk.start(deploy(UVICORN_SQLITE))
    await act_late_in_every_way(talk, stalled)
    await talk.close()
