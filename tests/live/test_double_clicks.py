"""A form that is sent twice, with the cookies of before, does its work once and leads to the page each time.

A browser whose second click stops the first request never hears its answer: what that set, the second must set again.
"""

import asyncio
import re
from typing import Any

import pytest

from tests.support.databases import Row
from tests.support.talks import Talk
from tests.support.visitors import Page, Visitor

pytestmark = pytest.mark.every_server


async def send_again_and_again(talk: Talk, who: Visitor, path: str, form: dict[str, Any]) -> list[Page]:
    """Twice at once and once more, each with the cookies of before; what the answers led to."""
    same = [who.copy(talk.deployment.address(n)) for n in range(3)]
    pages = [
        *await asyncio.gather(*(each.post(path, form) for each in same[:2])),
        await same[2].post(path, form),
    ]
    assert [page.status for page in pages] == [200] * 3
    for each, page in zip(same, pages, strict=True):
        assert (await each.get(page.url)).status == 200
    return pages


def number_of(desk: Page, kind: str) -> str:
    found = re.search(rf'value="{kind}"><input type="hidden" name="number" value="(\d+)"', desk.text)
    assert found
    return found[1]


@pytest.mark.parametrize("kind", ["host", "moderator", "screen"])
async def test_link_is_replaced_once_and_every_answer_has_the_new_one(talk, kind):
    desk = await talk.host.get(f"{talk.path}desk/")
    form = {"csrfmiddlewaretoken": desk.csrf, "role": kind, "number": number_of(desk, kind)}
    pages = await send_again_and_again(talk, talk.host, f"{talk.path}links/rotate", form)
    [given] = {page.data["links"][kind] for page in pages}
    assert given != desk.data["links"][kind]
    assert {number_of(page, kind) for page in pages} == {str(int(form["number"]) + 1)}


async def test_link_of_the_host_is_not_given_to_another_browser_that_had_it(talk):
    desk = await talk.host.get(f"{talk.path}desk/")
    thief = talk.newcomer()
    await thief.get(desk.data["links"]["host"].removeprefix(talk.deployment.base))
    stolen = await thief.get(f"{talk.path}desk/")
    form = {"role": "host", "number": number_of(desk, "host")}
    rotate = f"{talk.path}links/rotate"
    assert (await talk.host.post(rotate, form | {"csrfmiddlewaretoken": desk.csrf})).status == 200
    assert (await thief.post(rotate, form | {"csrfmiddlewaretoken": stolen.csrf})).status == 403


async def test_session_like_this_one_is_started_once(talk):
    desk = await talk.host.get(f"{talk.path}desk/")
    form = {"csrfmiddlewaretoken": desk.csrf}
    pages = await send_again_and_again(talk, talk.host, desk.data["links"]["duplicate"], form)
    [code] = {page.data["code"] for page in pages}
    assert code != talk.code


async def test_session_is_started_once(talk):
    home = await talk.host.get("/")
    form = {"csrfmiddlewaretoken": home.csrf, "title": f"After {talk.code}"}
    pages = await send_again_and_again(talk, talk.host, "/host/start", form)
    assert len({page.data["code"] for page in pages}) == 1
    sql = f"SELECT count(*) FROM live_sessions_session WHERE title = '{form['title']}'"
    assert talk.deployment.rows(sql) == [(1,)]


async def test_forms_of_attendees_do_their_work_once(talk):
    visitor, desk = await talk.visitor(), await talk.moderator()
    page = await visitor.get(talk.path)

    async def send(name: str, **fields: Any) -> None:
        form = {"csrfmiddlewaretoken": page.csrf, "t": name, **fields}
        await send_again_and_again(talk, visitor, f"{talk.path}do", form)

    def questions() -> list[Row]:
        sql = "SELECT id, text, score, state FROM live_sessions_question WHERE session_id ="
        return talk.deployment.rows(f"{sql} {talk.session_id}")

    await send("question.ask", text="Mine?", id="once")
    [(question, *rest)] = questions()
    assert rest == ["Mine?", 0, "live"]
    await send("question.upvote", question=question, on="true")
    assert questions() == [(question, "Mine?", 1, "live")]
    await send("question.upvote", question=question, on="false")
    await send("question.edit", question=question, text="Ours?")
    assert questions() == [(question, "Ours?", 0, "live")]
    poll = (await desk.do("poll.create", title="Where?", options=["Here", "There"]))["poll"]
    await desk.do("poll.open", poll=poll)
    [(here,)] = talk.deployment.rows(f"SELECT min(id) FROM live_sessions_option WHERE poll_id = {poll}")
    await send("poll.answer", poll=poll, options=[here])
    assert (await talk.snapshot())["polls"][0]["results"]["counts"] == [1, 0]
    await send("question.withdraw", question=question)
    assert questions() == [(question, "", 0, "withdrawn")]
