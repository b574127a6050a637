"""A code is used again in the evening: what is the morning's stays with it, newcomers get the new session."""

import html
import json
import re

import pytest

from tests.support.sockets import LiveSocket, Refused
from tests.support.talks import Talk


@pytest.fixture
async def morning(talk):
    """The session that had the code first, with one question, and ended."""
    await (await talk.attendee()).do("question.ask", text="In the morning?")
    talk.phone = await talk.visitor()
    talk.phone_page = await talk.phone.get(talk.path)
    talk.desk = await talk.visitor("moderator")
    talk.desk_page = await talk.desk.get(f"{talk.path}desk/")
    talk.moderating = await talk.moderator()
    await talk.moderating.do("session.end")
    await talk.moderating.until(lambda model: not model["state"]["session"]["open"])
    return talk


@pytest.fixture
async def evening(morning, grounds):
    """The next session with the same code, started on the command line like `script/server`'s."""
    env = morning.deployment.servers[0].env
    made = json.loads(grounds.manage(f"create_session Evening --code {morning.code} --json", env))
    links = {role: made[f"{role}_url"] for role in ("moderator", "screen")}
    talk = Talk.join(morning.deployment, {"code": morning.code, "links": links})
    yield talk
    await talk.close()


async def sees(talk, phone, page):
    """The title on the phone that keeps its page and opens its line again, and the line."""
    socket = await LiveSocket.open(phone.base, page.data["urls"]["socket"], cookies=phone.cookies)
    talk.sockets.append(socket)
    await socket.until(lambda model: True, "its first state")
    return socket.state["session"]["title"], socket


async def test_newcomers_get_the_new_session_at_once(evening):
    newcomer = evening.newcomer()
    page = await newcomer.get(evening.path)
    assert page.data["state"]["session"]["title"] == "Evening"
    assert page.data["session"] == evening.session_id
    assert (await evening.attendee(newcomer)).state["session"]["title"] == "Evening"
    assert "Evening" in (await evening.newcomer().get(f"{evening.path}poster/")).text


async def test_phone_asleep_since_the_morning_wakes_in_its_own_session(morning, evening):
    title, socket = await sees(evening, morning.phone, morning.phone_page)
    assert title == "Rebuilding trust, together"
    assert not socket.state["session"]["open"]
    with pytest.raises(Refused, match="session_ended"):
        await socket.do("question.ask", text="For the morning?")
    urls = morning.phone_page.data["urls"]
    frame = {"t": "question.ask", "id": "late", "d": {"text": "For the morning?"}}
    answer = await morning.phone.post_json(urls["command"], frame, csrf=morning.phone_page.csrf)
    assert answer.json["d"]["code"] == "session_ended"
    state = await morning.phone.get(f"{urls['state']}&rev=0")
    assert state.json["d"]["session"]["title"] == "Rebuilding trust, together"
    assert (await evening.snapshot())["questions"] == []


async def test_form_without_scripts_is_for_its_own_session(morning, evening):
    found = re.search(r'<form[^>]* id="ask"[^>]* action="([^"]+)"', morning.phone_page.text)
    action = html.unescape(found[1])
    form = {"t": "question.ask", "text": "For the morning?", "csrfmiddlewaretoken": morning.phone_page.csrf}
    page = await morning.phone.post(action, form)
    assert page.status == 422
    assert "This session has ended." in page.text
    assert "For the morning?" in page.text
    assert page.data["session"] == morning.phone_page.data["session"]
    tab = html.unescape(re.search(r'<a class="tab" href="([^"]+)"', page.text)[1])
    assert (await morning.phone.get(tab)).data["session"] == morning.phone_page.data["session"]
    assert (await evening.snapshot())["questions"] == []


async def test_one_phone_is_somebody_in_both_sessions(morning, evening):
    await morning.phone.get(evening.path)
    names = {cookie.name for cookie in morning.phone.jar if cookie.name.startswith("attendee-")}
    ids = {morning.phone_page.data["session"], evening.session_id}
    assert names == {f"attendee-{evening.code}-{session_id}" for session_id in ids}


async def test_everything_of_the_morning_still_opens(morning, evening):
    desk, links = morning.desk, morning.desk_page.data["links"]
    for path in (links["report"], f"{morning.path}report/", f"{morning.path}report/questions.csv"):
        page = await desk.get(path)
        assert page.status == 200
        assert "In the morning?" in page.text
    assert (await desk.get(f"{morning.path}desk/")).data["session"] == morning.desk_page.data["session"]
    assert "Rebuilding trust" in (await desk.get(links["poster"])).text
    for role, page in (("moderator", "desk"), ("screen", "screen")):
        opened = await evening.newcomer().get(morning.links[role])
        assert opened.status == 200, page
        assert opened.data["state"]["session"]["title"] == "Rebuilding trust, together"
    title, _ = await sees(evening, desk, morning.desk_page)
    assert title == "Rebuilding trust, together"


async def test_both_desks_in_one_browser_are_told_apart(morning, evening):
    host = morning.desk
    opened = await host.get(evening.links["moderator"])
    assert opened.data["session"] == evening.session_id
    assert (await host.get(f"{evening.path}desk/")).data["session"] == evening.session_id
    again = await host.get(morning.links["moderator"])
    assert again.data["session"] == morning.desk_page.data["session"]
    assert "In the morning?" in (await host.get(again.data["links"]["report"])).text
    assert "In the morning?" not in (await host.get(opened.data["links"]["report"])).text


@pytest.mark.parametrize("session", ["0", "999999999", "-1", "x", "", "9" * 40, "%00", "%EF%BC%91"])
async def test_page_of_a_session_that_never_had_this_code_is_not_found(talk, session):
    visitor = await talk.visitor()
    for path in ("", "you", "state", "desk/", "report/", "poster/"):
        assert (await visitor.get(f"{talk.path}{path}?role=attendee&session={session}")).status == 404, path
    socket = await LiveSocket.open(visitor.base, f"/ws/s/{talk.code}/attendee?session={session}")
    assert (await socket.frame("bye"))["d"]["code"] == "not_found"


async def test_id_of_another_session_leads_nowhere_under_this_code(deployment, talk):
    other = await Talk.start(deployment, "Another one")
    visitor = await talk.visitor()
    assert (await visitor.get(f"{talk.path}you?session={other.session_id}")).status == 404
    assert (await visitor.get(f"{talk.path}you?session={talk.session_id}")).status == 200


async def test_cookies_from_before_sessions_had_their_own_are_still_good(talk):
    phone, desk = await talk.visitor(), await talk.visitor("moderator")
    await (await talk.attendee(phone)).do("question.ask", text="Mine?")
    own = f"-{talk.session_id}="
    old = phone.cookies.replace(own, "=")
    socket = await LiveSocket.open(phone.base, f"/ws/s/{talk.code}/attendee", cookies=old)
    await socket.until(lambda model: model["you"] and model["you"]["questions"])
    moderating = await LiveSocket.open(
        desk.base, f"/ws/s/{talk.code}/moderator", cookies=desk.cookies.replace(own, "=")
    )
    await moderating.until(lambda model: True)
    page = await talk.newcomer().send(talk.path, None, {"Cookie": old})
    assert [own["text"] for own in page.data["you"]["questions"]] == ["Mine?"]
