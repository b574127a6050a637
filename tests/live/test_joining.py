"""Joining, coming back, and living without a socket."""

import asyncio
import gzip

import pytest

from tests.support.model import apply, sorted_state
from tests.support.sockets import LiveSocket
from tests.support.talks import Talk
from tests.support.visitors import Visitor


def kinds(socket: LiveSocket) -> list[str]:
    """What came, but for head counts: those come when they come."""
    return [frame["t"] for frame in socket.frames if frame.get("d", {}).keys() - {"people", "moderators"}]


async def other_things_happen(talk: Talk) -> LiveSocket:
    """Two questions and a vote by others; returns one of them."""
    jonas = await talk.attendee()
    for text in ("One?", "Two?"):
        await jonas.do("question.ask", text=text)
    await jonas.until(lambda model: len(model["state"]["questions"]) == 2)
    return jonas


@pytest.mark.every_server
async def test_joining_writes_nothing(talk):
    before = talk.deployment.everything()
    visitor = await talk.visitor()
    for path in ("", "state?role=attendee", "you"):
        await visitor.get(talk.path + path)
    await talk.attendee(visitor)
    await talk.attendee()
    await talk.screen()
    assert talk.deployment.everything() == before


@pytest.mark.every_server
@pytest.mark.parametrize("acts", [("question.ask",), ("question.ask", "question.upvote")])
async def test_first_act_makes_one_participant(talk, acts):
    amara = await talk.attendee()
    question = (await amara.do("question.ask", text="One?"))["question"]
    if "question.upvote" in acts:
        await amara.do("question.upvote", question=question, on=True)
    sql = f"SELECT count(*) FROM live_sessions_participant WHERE session_id = {talk.session_id}"
    assert talk.deployment.rows(sql) == [(1,)]


@pytest.mark.every_server
async def test_one_is_the_same_person_on_page_socket_post_and_form(talk):
    visitor = await talk.visitor()
    page = await visitor.get(talk.path)
    form = {"csrfmiddlewaretoken": page.csrf, "t": "question.ask", "text": "By form?"}
    assert (await visitor.post(f"{talk.path}do", form, follow=False)).status == 303
    frame = {"t": "question.ask", "id": "c1", "d": {"text": "By post?"}}
    await visitor.post_json(f"{talk.path}do?role=attendee", frame, csrf=page.csrf)
    socket = await talk.attendee(visitor)
    await socket.do("question.ask", text="By socket?")
    page = await visitor.get(talk.path)
    assert [own["text"] for own in page.data["you"]["questions"]] == ["By form?", "By post?", "By socket?"]


async def test_identity_given_with_the_handshake_is_kept_by_the_browser(talk):
    # Daphne leaves out headers of the handshake; there the identity comes with the page, which comes first anyway.
    amara = await talk.attendee()
    cookie = amara.handshake["Set-Cookie"]
    assert cookie.startswith(f"attendee-{talk.code}-{talk.session_id}=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    await amara.do("question.ask", text="Is this me?")
    again = await talk.attendee(cookies=cookie.partition(";")[0])
    await again.until(lambda model: [own["text"] for own in model["you"]["questions"]] == ["Is this me?"])


@pytest.mark.every_server
@pytest.mark.parametrize("role", ["attendee", "moderator", "screen"])
async def test_page_begins_with_what_the_socket_would_say(talk, role):
    await other_things_happen(talk)
    expected = await talk.snapshot(role)
    visitor = await talk.visitor(role, talk.deployment.base)
    path = {"attendee": "", "moderator": "desk/", "screen": "screen/"}[role]
    data = (await visitor.get(talk.path + path)).data
    assert data["role"] == role
    heads = {"people": 0, "moderators": 0}
    assert sorted_state(data["state"]) | heads == sorted_state(expected) | heads  # lists have no order
    socket = await talk.connect(role, visitor, start={name: data[name] for name in ("rev", "state", "you")})
    await (await talk.moderator()).do("stage.show", view="blank")
    await socket.until(lambda model: model["state"]["stage"]["view"] == "blank")
    own = ["you"] if role == "attendee" else []
    assert kinds(socket) == [*own, "update"]


# --- coming back -----------------------------------------------------------------------------------------


@pytest.mark.every_server
async def test_coming_back_with_the_present_revision_brings_nothing_but_ones_own(talk):
    amara = await talk.attendee()
    await other_things_happen(talk)
    await amara.until(lambda model: model["rev"] == talk.revision)
    await amara.close()
    back = await talk.attendee(start=amara.model)
    await back.do("question.ask", text="Three?")
    await back.until(lambda model: len(model["state"]["questions"]) == 3)
    assert sorted(set(kinds(back))) == ["ok", "update", "you"]
    assert [
        question["text"]
        for frame in back.frames
        if frame["t"] == "update"
        for question in frame["d"].get("questions", [])
    ] == ["Three?"]


@pytest.mark.every_server
async def test_coming_back_with_an_earlier_revision_brings_what_moved(talk):
    await other_things_happen(talk)
    amara = await talk.attendee()
    await amara.until(lambda model: model["rev"] == talk.revision)
    await amara.close()
    moderator = await talk.moderator()
    gone, stays = amara.state["questions"]
    await moderator.do("question.archive", question=gone["id"])
    new = await talk.attendee()
    await new.do("question.ask", text="Three?")
    await moderator.until(lambda model: model["rev"] == talk.revision)
    back = await talk.attendee(start=amara.model)
    expected = await talk.snapshot()
    await back.until(
        lambda model: model["rev"] >= talk.revision and back.state["questions"] == expected["questions"]
    )
    update = next(frame for frame in back.frames if frame["t"] == "update")
    assert [question["text"] for question in update["d"]["questions"]] == ["Three?"]
    assert update["d"]["gone"]["questions"] == [gone["id"]]
    assert "snapshot" not in kinds(back)
    assert stays["id"] in [question["id"] for question in back.state["questions"]]


@pytest.mark.parametrize("rev", ["999999999", "0", "-1", "x", "", "9" * 400, "١"])
async def test_revision_that_cannot_be_brings_everything(talk, rev):
    visitor = await talk.visitor()
    socket = await LiveSocket.open(
        visitor.base, f"/ws/s/{talk.code}/attendee?rev={rev}", cookies=visitor.cookies
    )
    await socket.until(lambda model: model["state"]["session"]["code"] == talk.code)
    assert socket.frames[0]["t"] == "snapshot"
    await socket.close()


async def test_command_repeated_after_coming_back_is_done_once(talk):
    visitor = await talk.visitor()
    amara = await talk.attendee(visitor)
    made = await amara.do("question.ask", command_id="unsure", text="Did this arrive?")
    await amara.close()
    back = await talk.attendee(visitor, start=amara.model)
    assert await back.do("question.ask", command_id="unsure", text="Did this arrive?") == made
    assert len((await talk.snapshot())["questions"]) == 1


# --- one's own -------------------------------------------------------------------------------------------


@pytest.mark.every_server
async def test_author_is_told_what_became_of_their_question(moderated_talk):
    talk = moderated_talk
    vera, jonas, moderator = await talk.attendee(), await talk.attendee(), await talk.moderator()
    question = (await vera.do("question.ask", text="What changed?"))["question"]
    await vera.until(lambda model: [own["state"] for own in model["you"]["questions"]] == ["pending"])
    await moderator.do("question.approve", question=question)
    await vera.until(lambda model: [own["state"] for own in model["you"]["questions"]] == ["live"])
    await jonas.until(lambda model: [shown["id"] for shown in model["state"]["questions"]] == [question])
    await moderator.do("question.dismiss", question=question, reason="other", words="Answered before")
    await vera.until(lambda model: [own["words"] for own in model["you"]["questions"]] == ["Answered before"])
    await jonas.until(lambda model: model["state"]["questions"] == [])
    assert [frame["d"]["questions"] for frame in jonas.frames if frame["t"] == "you"] == [[]]


async def test_other_tab_of_the_same_person_is_told_of_their_vote(talk):
    jonas = await other_things_happen(talk)
    visitor = await talk.visitor()
    one, other = await talk.attendee(visitor), await talk.attendee(visitor)
    question = jonas.state["questions"][0]["id"]
    await one.do("question.upvote", question=question, on=True)
    await other.until(lambda model: model["you"]["votes"] == [question])


# --- without a socket ------------------------------------------------------------------------------------


@pytest.mark.every_server
async def test_polling_says_nothing_moved_in_no_bytes(talk):
    visitor = await talk.visitor()
    frame = (await visitor.get(f"{talk.path}state?role=attendee")).json
    again = await visitor.get(f"{talk.path}state?role=attendee&rev={frame['rev']}")
    assert (again.status, again.body) == (204, b"")


@pytest.mark.every_server
async def test_polling_brings_what_moved(talk):
    visitor = await talk.visitor(base=talk.deployment.base)
    before = (await visitor.get(f"{talk.path}state?role=attendee")).json
    assert before["t"] == "snapshot"
    await other_things_happen(talk)
    expected = await talk.snapshot()
    frame = (await visitor.get(f"{talk.path}state?role=attendee&rev={before['rev']}")).json
    assert (frame["t"], frame["rev"]) == ("update", talk.revision)
    state = apply({"rev": before["rev"], "state": before["d"], "you": None}, frame)["state"]
    assert [question["text"] for question in state["questions"]] == ["One?", "Two?"]
    assert state["questions"] == expected["questions"]


async def test_what_moved_is_compressed_where_the_browser_reads_that(talk):
    await other_things_happen(talk)
    visitor = await talk.visitor()
    path = f"{talk.path}state?role=attendee"
    plain = await visitor.send(path, None, {})
    zipped = await visitor.send(path, None, {"Accept-Encoding": "gzip"})
    assert gzip.decompress(zipped.body) == plain.body
    assert len(zipped.body) < len(plain.body)


async def test_moderator_can_poll_and_post_too(moderated_talk):
    talk = moderated_talk
    await (await talk.attendee()).do("question.ask", text="One?")
    assert [question["state"] for question in (await talk.snapshot("moderator"))["questions"]] == ["pending"]
    visitor = await talk.visitor("moderator")
    secret = (await visitor.get(f"{talk.path}desk/")).csrf
    [question] = (await visitor.get(f"{talk.path}state?role=moderator")).json["d"]["questions"]
    frame = {"t": "question.approve", "id": "c1", "d": {"question": question["id"]}}
    answer = await visitor.post_json(f"{talk.path}do?role=moderator", frame, csrf=secret)
    assert answer.json["t"] == "ok"
    state = (await visitor.get(f"{talk.path}state?role=moderator")).json
    assert [question["state"] for question in state["d"]["questions"]] == ["live"]


@pytest.mark.every_server
async def test_whoever_posts_sees_their_act_on_the_next_page(talk):
    visitor = await talk.visitor()
    page = await visitor.get(talk.path)
    form = {"csrfmiddlewaretoken": page.csrf, "t": "question.ask", "text": "Without scripts?", "id": "once"}
    for _ in range(2):
        page = await visitor.post(f"{talk.path}do", form)
        assert page.status == 200
        assert [question["text"] for question in page.data["state"]["questions"]] == ["Without scripts?"]


async def test_vote_by_form_is_shown_as_given(talk):
    jonas = await other_things_happen(talk)
    question = jonas.state["questions"][0]["id"]
    visitor = await talk.visitor()
    page = await visitor.get(talk.path)
    form = {"csrfmiddlewaretoken": page.csrf, "t": "question.upvote", "question": question, "on": "true"}
    page = await visitor.post(f"{talk.path}do", form)
    assert page.data["you"]["votes"] == [question]
    assert [shown["score"] for shown in page.data["state"]["questions"] if shown["id"] == question] == [1]


async def test_answer_by_form_with_several_options(talk):
    moderator = await talk.moderator()
    poll = (
        await moderator.do("poll.create", title="Where?", options=["A", "B", "C"], settings={"highest": 3})
    )["poll"]
    await moderator.do("poll.open", poll=poll)
    [shown] = (await talk.snapshot())["polls"]
    first, _, third = [option["id"] for option in shown["options"]]
    visitor = await talk.visitor()
    page = await visitor.get(talk.path)
    form = {"csrfmiddlewaretoken": page.csrf, "t": "poll.answer", "poll": poll, "options": [first, third]}
    page = await visitor.post(f"{talk.path}do", form)
    assert page.data["you"]["answers"] == {str(poll): [first, third]}


# --- codes and ends --------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["382-1214", "%23382%201214", "382 1214"])
async def test_code_in_the_address_is_read_as_people_type_it(talk, typed):
    typed = typed.replace("3821214", talk.code)
    spelled = typed.replace("382", talk.code[:3], 1).replace("1214", talk.code[3:])
    page = await talk.newcomer().get(f"/s/{spelled.replace(' ', '%20')}/")
    assert (page.status, page.data["code"]) == (200, talk.code)


@pytest.mark.every_server
async def test_ended_session_can_still_be_read(talk):
    await other_things_happen(talk)
    moderator, amara = await talk.moderator(), await talk.attendee()
    await moderator.do("session.end")
    await amara.until(lambda model: model["state"]["session"]["open"] is False)
    late = await talk.attendee()
    assert [question["text"] for question in late.state["questions"]] == ["One?", "Two?"]
    await moderator.do("session.reopen")
    await amara.until(lambda model: model["state"]["session"]["open"] is True)


@pytest.mark.every_server
async def test_double_click_on_start_makes_one_session(deployment):
    host = Visitor(deployment.base)
    home = await host.get("/")
    fields = {"csrfmiddlewaretoken": home.csrf, "title": f"Twice on {deployment.kind}"}
    both = await asyncio.gather(*(host.post("/host/start", fields) for _ in range(2)))
    assert both[0].data["code"] == both[1].data["code"]
    sql = f"SELECT count(*) FROM live_sessions_session WHERE title = '{fields['title']}'"
    assert deployment.rows(sql) == [(1,)]
