"""The host's link stands above the moderators': whoever helps cannot lock the host out."""

import sqlite3
from urllib.parse import urlsplit

import pytest

from tests.support.talks import Talk
from tests.support.visitors import Page, Visitor


async def replace(talk: Talk, visitor: Visitor, kind: str) -> Page:
    """Press "Make a new link" at the desk."""
    secret = (await visitor.get(f"{talk.path}desk/")).csrf
    return await visitor.post(f"{talk.path}links/rotate", {"csrfmiddlewaretoken": secret, "role": kind})


async def test_moderator_neither_sees_nor_replaces_what_would_lock_the_host_out(talk):
    helper = await talk.visitor("moderator")
    assert "host" in (await talk.host.get(f"{talk.path}desk/")).data["links"]
    assert "host" not in (await helper.get(f"{talk.path}desk/")).data["links"]
    for kind in ("moderator", "host", "", "attendee"):
        assert (await replace(talk, helper, kind)).status == 403
    assert (await helper.get(f"{talk.path}desk/")).status == 200
    assert (await replace(talk, helper, "screen")).status == 200


@pytest.mark.every_server
async def test_host_stays_when_the_moderators_link_is_replaced(talk):
    link = (await talk.host.get(f"{talk.path}desk/")).data["links"]["host"]
    elsewhere = talk.newcomer()
    assert (await elsewhere.get(link.replace(talk.deployment.base, elsewhere.base))).status == 200
    host = await talk.connect("moderator", elsewhere)
    helper = await talk.moderator()
    assert (await replace(talk, talk.host, "moderator")).status == 200
    assert (await helper.frame("bye"))["d"]["code"] == "link_rotated"
    await host.do("stage.show", view="blank")
    assert (await elsewhere.get(f"{talk.path}desk/")).status == 200
    assert (await elsewhere.get(f"{talk.path}screen/")).status == 200


async def test_replaced_link_of_the_host_opens_nothing(talk):
    link = (await talk.host.get(f"{talk.path}desk/")).data["links"]["host"]
    thief = talk.newcomer()
    await thief.get(link)
    desk = await replace(talk, talk.host, "host")
    assert desk.status == 200
    assert (await thief.get(f"{talk.path}desk/")).status in (200, 404)  # the moderators' link came with it
    assert (await replace(talk, talk.host, "moderator")).status == 200
    assert (await thief.get(f"{talk.path}desk/")).status == 404
    assert (await talk.newcomer().get(link)).status == 404
    assert (await talk.newcomer().get(desk.data["links"]["host"])).status == 200


async def test_session_of_before_there_were_hosts_links_goes_on_as_it_was(talk):
    with sqlite3.connect(urlsplit(talk.deployment.database_url).path) as database:
        database.execute("UPDATE live_sessions_session SET host_link = 0 WHERE id = ?", [talk.session_id])
    visitor = await talk.visitor("moderator")
    await talk.host.get(f"{talk.path}desk/")
    moderator = await talk.connect("moderator", visitor)
    await moderator.do("stage.show", view="blank")  # a change, so that the server reads the session again
    await talk.snapshot()
    assert (await visitor.get(f"{talk.path}desk/")).data["links"].get("host") == ""
    assert (await talk.newcomer().get(f"{talk.path}h/AAAAAAAAAAAAAAAAAAAAAA")).status == 404
    form = {"csrfmiddlewaretoken": (await visitor.get(f"{talk.path}desk/")).csrf, "role": "moderator"}
    both = [await each.post(f"{talk.path}links/rotate", form) for each in (visitor.copy(), visitor.copy())]
    assert [page.status for page in both] == [200, 200]  # a double click
    assert both[0].data["links"]["moderator"] == both[1].data["links"]["moderator"]


async def test_moderators_are_counted_after_a_link_was_replaced(talk):
    visitor = await talk.visitor("moderator")
    host, helper = await talk.connect("moderator", talk.host), await talk.connect("moderator", visitor)
    await host.until(lambda model: model["state"]["moderators"] == 2, "two moderators")
    desk = await replace(talk, talk.host, "moderator")
    await helper.frame("bye")
    await host.until(lambda model: model["state"]["moderators"] == 1, "the host alone")
    await visitor.get(desk.data["links"]["moderator"])
    await talk.connect("moderator", visitor)
    await host.until(lambda model: model["state"]["moderators"] == 2, "two moderators again")
