"""What cannot be is refused: a stable code, words for people, nothing changed. Over real sockets."""

import json
from dataclasses import dataclass

import pytest
from websockets.exceptions import InvalidStatus

from tests.support.servers import DAPHNE_SQLITE
from tests.support.sockets import LiveSocket, Refused
from tests.support.talks import Talk
from tests.support.visitors import Visitor


@dataclass
class Scene:
    """A talk with a live question, an open poll, a closed poll, a draft, and a question waiting for review."""

    talk: Talk
    moderator: LiveSocket
    amara: LiveSocket
    question: int
    waiting: int
    open_poll: int
    open_options: list[int]
    closed_poll: int
    closed_options: list[int]
    draft: int


@pytest.fixture
async def scene(talk):
    moderator, amara = await talk.moderator(), await talk.attendee()
    question = (await amara.do("question.ask", text="What changed?"))["question"]
    polls = [
        (await moderator.do("poll.create", title=f"Poll {n}?", options=["Here", "There"]))["poll"]
        for n in range(3)
    ]
    closed, opened, draft = polls
    for poll in (closed, opened):
        await moderator.do("poll.open", poll=poll)
    await moderator.do("session.update", moderated=True)
    waiting = (await amara.do("question.ask", text="Is this on?"))["question"]
    await moderator.until(
        lambda model: len(model["state"]["questions"]) == 2 and len(model["state"]["polls"]) == 3
    )
    options = {poll["id"]: [option["id"] for option in poll["options"]] for poll in moderator.state["polls"]}
    return Scene(
        talk, moderator, amara, question, waiting, opened, options[opened], closed, options[closed], draft
    )


async def refused(scene: Scene, who: LiveSocket, name: str, fields: dict) -> Refused:
    """Do what cannot be: it is refused, and nothing is stored or shown otherwise than before."""
    stored, shown = scene.talk.deployment.everything(), await shown_now(scene)
    with pytest.raises(Refused) as caught:
        await who.do(name, **fields)
    assert scene.talk.deployment.everything() == stored
    assert await shown_now(scene) == shown
    return caught.value


async def shown_now(scene: Scene) -> dict:
    """What moderators see, but for how many people are here: who just came is counted a moment later."""
    return {**await scene.talk.snapshot("moderator"), "people": None}


GONE = 999_999_999

# What an attendee sends: the fields (callables are given the scene), the code, the words.
ATTENDEES = {
    "empty text": ("question.ask", {"text": ""}, "text_empty", "Write something first."),
    "text that looks blank": (
        "question.ask",
        {"text": " \u200b\u3164 "},
        "text_empty",
        "Write something first.",
    ),
    "text too long": (
        "question.ask",
        {"text": "x" * 161},
        "text_too_long",
        "This is too long: 161 characters, at most 160 fit.",
    ),
    "control character": (
        "question.ask",
        {"text": "a\u0007b"},
        "text_unpaintable",
        "The text has a character that cannot be shown (U+0007). Please remove it.",
    ),
    "null character": (
        "question.ask",
        {"text": "a\u0000b"},
        "text_unpaintable",
        "The text has a character that cannot be shown (U+0000). Please remove it.",
    ),
    "bidi override": (
        "question.ask",
        {"text": "Pay \u202e001 now"},
        "text_unpaintable",
        "The text has a character that cannot be shown (U+202E). Please remove it.",
    ),
    "name too long": (
        "question.ask",
        {"text": "Why?", "name": "x" * 41},
        "text_too_long",
        "This is too long: 41 characters, at most 40 fit.",
    ),
    "unknown command": (
        "question.explode",
        {},
        "unknown_command",
        "This server does not know that command. Reload the page.",
    ),
    "unknown field": (
        "question.ask",
        {"text": "Why?", "score": 100},
        "unknown_field",
        "This server does not know the field “score”. Reload the page.",
    ),
    "missing field": ("question.ask", {}, "missing_field", "The field “text” is missing."),
    "wrong type": (
        "question.ask",
        {"text": 5},
        "wrong_type",
        "A value has the wrong type: Expected `str`, got `int` - at `$.text`",
    ),
    "moderators' command": (
        "question.approve",
        lambda scene: {"question": scene.waiting},
        "not_allowed",
        "Only a moderator can do this.",
    ),
    "end of the session": ("session.end", {}, "not_allowed", "Only a moderator can do this."),
    "vote for nothing": (
        "question.upvote",
        {"question": GONE, "on": True},
        "not_found",
        "This is no longer here.",
    ),
    "vote for a waiting question": (
        "question.upvote",
        lambda scene: {"question": scene.waiting, "on": True},
        "not_found",
        "This is no longer here.",
    ),
    "answer to a closed poll": (
        "poll.answer",
        lambda scene: {"poll": scene.closed_poll, "options": scene.closed_options[:1]},
        "poll_not_open",
        "This poll is closed. Your earlier answer, if any, still counts.",
    ),
    "answer to a draft": (
        "poll.answer",
        lambda scene: {"poll": scene.draft, "options": [1]},
        "not_found",
        "This is no longer here.",
    ),
    "option of another poll": (
        "poll.answer",
        lambda scene: {"poll": scene.open_poll, "options": scene.closed_options[:1]},
        "not_found",
        "This is no longer here.",
    ),
    "two options of a single choice": (
        "poll.answer",
        lambda scene: {"poll": scene.open_poll, "options": scene.open_options},
        "choice_count",
        "Choose 1 to 1 of the options.",
    ),
}


@pytest.mark.parametrize("case", ATTENDEES)
async def test_attendee_is_refused(scene, case):
    name, fields, code, words = ATTENDEES[case]
    refusal = await refused(scene, scene.amara, name, fields(scene) if callable(fields) else fields)
    assert (refusal.code, refusal.message) == (code, words)


async def test_question_of_somebody_else_is_not_theirs_to_change(scene):
    jonas = await scene.talk.attendee()
    refusal = await refused(scene, jonas, "question.edit", {"question": scene.question, "text": "Mine"})
    assert (refusal.code, refusal.message) == ("not_found", "This is no longer here.")


async def test_closed_intake_takes_no_question(scene):
    await scene.moderator.do("session.update", intake_open=False)
    refusal = await refused(scene, scene.amara, "question.ask", {"text": "Too late?"})
    assert (refusal.code, refusal.message) == ("intake_closed", "Questions are closed at the moment.")


@pytest.mark.parametrize("name", ["question.ask", "question.upvote", "poll.answer"])
async def test_ended_session_takes_nothing(scene, name):
    fields = {
        "question.ask": {"text": "Too late?"},
        "question.upvote": {"question": scene.question, "on": True},
        "poll.answer": {"poll": scene.open_poll, "options": scene.open_options[:1]},
    }[name]
    await scene.moderator.do("session.end")
    refusal = await refused(scene, scene.amara, name, fields)
    assert (refusal.code, refusal.message) == ("session_ended", "This session has ended.")


@pytest.mark.parametrize(
    ("name", "fields", "code"),
    [
        ("question.ask", {"text": "As a moderator?"}, "not_allowed"),
        ("question.approve", {"question": GONE}, "not_found"),
        ("question.dismiss", {"question": GONE, "reason": "boring"}, "wrong_type"),
        ("act.undo", {"act": GONE}, "not_found"),
        ("poll.open", {"poll": GONE}, "not_found"),
        ("poll.create", {"title": "Where?", "options": ["Only one"]}, "option_count"),
        ("stage.show", {"view": "poll", "poll": GONE}, "not_found"),
        ("session.update", {"question_max_length": 9000}, "number_out_of_range"),
        ("session.update", {"title": "\u202e"}, "text_unpaintable"),
    ],
)
async def test_moderator_is_refused(scene, name, fields, code):
    assert (await refused(scene, scene.moderator, name, fields)).code == code


async def test_screen_does_nothing(scene):
    screen = await scene.talk.screen()
    for name, fields in [("stage.show", {"view": "blank"}), ("question.ask", {"text": "Why?"})]:
        assert (await refused(scene, screen, name, fields)).code == "not_allowed"


# --- the same command twice ------------------------------------------------------------------------------


@pytest.mark.every_server
async def test_same_question_twice_is_one_question(talk):
    amara = await talk.attendee()
    first = await amara.do("question.ask", command_id="the-same", text="What changed?")
    assert await amara.do("question.ask", command_id="the-same", text="What changed?") == first
    assert [question["text"] for question in (await talk.snapshot())["questions"]] == ["What changed?"]


@pytest.mark.every_server
async def test_same_vote_and_answer_twice_count_once(scene):
    for _ in range(2):
        await scene.amara.do("question.upvote", command_id="vote", question=scene.question, on=True)
        await scene.amara.do(
            "poll.answer", command_id="answer", poll=scene.open_poll, options=scene.open_options[:1]
        )
    shown = await scene.talk.snapshot()
    assert [question["score"] for question in shown["questions"]] == [1]
    assert [poll["answers"] for poll in shown["polls"]] == [0, 1]


async def test_same_poll_twice_is_one_poll(talk):
    moderator = await talk.moderator()
    fields = {"title": "Where?", "options": ["Here", "There"]}
    first = await moderator.do("poll.create", command_id="the-same", **fields)
    again = await moderator.do("poll.create", command_id="the-same", **fields)
    assert again == {"poll": first["poll"]}
    assert len((await talk.snapshot("moderator"))["polls"]) == 1


# --- frames and sockets ----------------------------------------------------------------------------------


@pytest.mark.every_server
@pytest.mark.parametrize(
    "frame", ["hello", "[]", '{"t":"question.ask"}', "", '{"t":"question.ask","id":"' + "x" * 65]
)
async def test_frame_that_cannot_be_read_is_told_and_the_socket_stays(talk, frame):
    amara = await talk.attendee()
    await amara.send(frame)
    answer = await amara.frame("error")
    assert answer == {
        "t": "error",
        "id": "",
        "d": {"code": "malformed", "message": "This message could not be read.", "retry_after": None},
    }
    assert await amara.do("question.ask", text="Still here?")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1", "101", '"7"'])
async def test_number_that_is_none_or_out_of_bounds_is_refused(scene, number):
    poll = (await scene.moderator.do("poll.create", title="How many?", kind="number"))["poll"]
    await scene.moderator.do("poll.open", poll=poll)
    await scene.amara.until(lambda model: poll in [one["id"] for one in model["state"]["polls"]])
    await scene.amara.send(f'{{"t":"poll.answer","id":"n1","d":{{"poll":{poll},"number":{number}}}}}')
    code = (await scene.amara.frame("error"))["d"]["code"]
    assert code == {"-1": "number_out_of_range", "101": "number_out_of_range", '"7"': "wrong_type"}.get(
        number, "malformed"
    )
    [stored] = scene.talk.deployment.rows(f"SELECT answers FROM live_sessions_poll WHERE id = {poll}")
    assert stored[0] == 0


async def test_bytes_are_read_like_text(talk):
    amara = await talk.attendee()
    await amara.send(json.dumps({"t": "question.ask", "id": "b1", "d": {"text": "In bytes?"}}).encode())
    assert (await amara.frame("ok", id="b1"))["d"].keys() == {"question"}


async def test_nested_frame_is_refused_without_harm(talk):
    amara = await talk.attendee()
    await amara.send('{"t":"question.ask","id":"c1","d":' + "[" * 8000)
    assert (await amara.frame("error"))["d"]["code"] == "malformed"


@pytest.mark.every_server
async def test_frame_above_16_kib_closes_the_socket_and_changes_nothing(talk):
    amara = await talk.attendee()
    stored = talk.deployment.everything()
    await amara.send(json.dumps({"t": "question.ask", "id": "c1", "d": {"text": "x" * 16_384}}))
    assert await amara.closed() == (4009 if talk.deployment.kind == DAPHNE_SQLITE else 1009)
    assert talk.deployment.everything() == stored


async def test_frame_just_below_16_kib_is_read(talk):
    amara = await talk.attendee()
    await amara.send(json.dumps({"t": "question.ask", "id": "c1", "d": {"text": "x" * 16_000}}))
    assert (await amara.frame("error", id="c1"))["d"]["code"] == "text_too_long"


@pytest.mark.every_server
@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", None, "http://127.0.0.1", "http://127.0.0.1:1"]
)
async def test_socket_from_a_foreign_page_is_refused(talk, origin):
    visitor = await talk.visitor("moderator")
    with pytest.raises(InvalidStatus) as caught:
        await talk.connect("moderator", visitor, origin=origin)
    assert caught.value.response.status_code == 403
    assert (await talk.connect("moderator", visitor)).state["session"][
        "title"
    ] == "Rebuilding trust, together"


async def test_socket_to_no_session_is_told_so_and_not_to_come_back(talk):
    visitor = talk.newcomer()
    socket = await LiveSocket.open(visitor.base, "/ws/s/0000000/attendee")
    assert await socket.frame("bye") == {
        "t": "bye",
        "d": {"code": "not_found", "message": "This is no longer here.", "retry_after": None},
    }
    assert await socket.closed() == 4004


@pytest.mark.parametrize("role", ["moderator", "screen"])
async def test_outsider_gets_nothing_but_a_goodbye(talk, role):
    other = await Talk.start(talk.deployment, "Another talk")
    insider, outsider = await talk.visitor(role), await other.visitor(role)
    assert (await talk.connect(role, insider)).frames[0]["t"] == "snapshot"
    for visitor in (outsider, await talk.visitor("attendee"), talk.newcomer()):
        socket = await talk.connect(role, visitor, ready=False)
        assert await socket.closed() == 4004
        assert [(frame["t"], frame["d"]["code"]) for frame in socket.frames] == [("bye", "not_found")]


async def test_screen_link_does_not_open_the_desk(talk):
    visitor = await talk.visitor("screen")
    assert (await talk.connect("screen", visitor)).frames[0]["t"] == "snapshot"
    socket = await talk.connect("moderator", visitor, ready=False)
    assert await socket.closed() == 4004


async def test_nobodys_command_after_the_goodbye_is_done(scene):
    outsider = await scene.talk.connect("moderator", scene.talk.newcomer(), ready=False)
    stored = scene.talk.deployment.everything()
    await outsider.closed()
    assert scene.talk.deployment.everything() == stored


@pytest.mark.parametrize(
    "path", ["/ws/s/12345/attendee", "/ws/s/1234567/host", "/ws/nothing", "/ws/s/1234567/attendee/"]
)
async def test_socket_to_an_unknown_address_is_refused(talk, path):
    with pytest.raises(InvalidStatus) as caught:
        await LiveSocket.open(talk.deployment.base, path)
    assert caught.value.response.status_code == 403


# --- the limit -------------------------------------------------------------------------------------------


async def test_too_many_commands_are_told_to_wait_and_do_nothing(grounds):
    deployment = grounds.deploy("uvicorn-sqlite", ATTENDEE_COMMANDS_PER_SECOND="1")
    try:
        talk = await Talk.start(deployment)
        amara, jonas = await talk.attendee(), await talk.attendee()
        question = (await jonas.do("question.ask", text="What changed?"))["question"]
        votes = [{"question": question, "on": bool(n % 2)} for n in range(8)]
        answers = [
            await amara.exchange({"t": "question.upvote", "id": f"v{n}", "d": vote})
            for n, vote in enumerate(votes)
        ]
        assert [answer["t"] for answer in answers[:4]] == ["ok"] * 4
        last = answers[-1]["d"]
        assert (last["code"], last["retry_after"]) == ("too_fast", 1)
        assert last["message"] == "That was a lot at once. Please wait 1 s and try again."
        assert await jonas.do("question.upvote", question=question, on=True) == {}
        moderator, screen = await talk.moderator(), await talk.screen()
        codes = [await screen.exchange({"t": "session.end", "id": f"s{n}", "d": {}}) for n in range(30)]
        assert codes[-1]["d"]["code"] == "too_fast"
        await moderator.do("session.update", title="A screen takes nothing from the desk")
        await talk.close()
    finally:
        deployment.stop()


# --- without sockets -------------------------------------------------------------------------------------


async def form(talk: Talk, visitor: Visitor, **fields):
    page = await visitor.get(talk.path)
    return await visitor.post(f"{talk.path}do", {"csrfmiddlewaretoken": page.csrf, **fields}, follow=False)


@pytest.mark.every_server
async def test_form_without_its_secret_is_refused(scene):
    visitor = await scene.talk.visitor()
    assert (await form(scene.talk, visitor, t="question.ask", text="With it?")).status == 303
    stored = scene.talk.deployment.everything()
    page = await visitor.post(f"{scene.talk.path}do", {"t": "question.ask", "text": "Without?"}, follow=False)
    assert page.status == 403
    assert scene.talk.deployment.everything() == stored


async def test_frame_by_post_without_the_secret_is_refused(scene):
    visitor = await scene.talk.visitor()
    frame = {"t": "question.ask", "id": "c1", "d": {"text": "Without?"}}
    secret = (await visitor.get(scene.talk.path)).csrf
    stored = scene.talk.deployment.everything()
    assert (await visitor.post_json(f"{scene.talk.path}do?role=attendee", frame)).status == 403
    assert scene.talk.deployment.everything() == stored
    answer = await visitor.post_json(f"{scene.talk.path}do?role=attendee", frame, csrf=secret)
    assert (answer.status, answer.json["t"]) == (200, "ok")


@pytest.mark.parametrize("case", ATTENDEES)
async def test_frame_by_post_is_refused_like_one_by_socket(scene, case):
    name, fields, code, words = ATTENDEES[case]
    visitor = await scene.talk.visitor()
    secret = (await visitor.get(scene.talk.path)).csrf
    stored = scene.talk.deployment.everything()
    frame = {"t": name, "id": "c1", "d": fields(scene) if callable(fields) else fields}
    answer = await visitor.post_json(f"{scene.talk.path}do?role=attendee", frame, csrf=secret)
    assert answer.status == 200
    assert answer.json == {
        "t": "error",
        "id": "c1",
        "d": {"code": code, "message": words, "retry_after": None},
    }
    assert scene.talk.deployment.everything() == stored


@pytest.mark.parametrize("body", [b"", b"hello", b"\xff", b'{"t":"question.ask"}', b"x" * 17_000])
async def test_post_that_cannot_be_read_is_told(scene, body):
    visitor = await scene.talk.visitor()
    secret = (await visitor.get(scene.talk.path)).csrf
    answer = await visitor.post_json(f"{scene.talk.path}do?role=attendee", body, csrf=secret)
    assert answer.json["d"]["code"] == ("frame_too_big" if len(body) > 16_384 else "malformed")


@pytest.mark.parametrize(
    "case", ["empty text", "text too long", "bidi override", "unknown command", "unknown field"]
)
async def test_form_is_refused_in_words_and_keeps_what_was_typed(scene, case):
    name, fields, _, words = ATTENDEES[case]
    visitor = await scene.talk.visitor()
    stored = scene.talk.deployment.everything()
    page = await form(scene.talk, visitor, t=name, **fields)
    assert page.status == 422
    assert words in page.text.replace("&quot;", '"')
    if len(fields.get("text", "")) > 100:
        assert fields["text"] in page.text
    assert scene.talk.deployment.everything() == stored


async def test_form_with_an_id_no_database_keeps_is_refused(scene):
    visitor = await scene.talk.visitor()
    page = await form(scene.talk, visitor, t="question.ask", text="Why?", id="a\u0000b")
    assert page.status == 422
    assert "This message could not be read." in page.text


@pytest.mark.parametrize("path", ["", "state?role=attendee", "you", "qr.svg", "qr.png", "poster/"])
async def test_wrong_code_leads_nowhere(talk, path):
    visitor = talk.newcomer()
    assert (await visitor.get(f"/s/{talk.code}/{path}")).status == 200
    assert (await visitor.get(f"/s/0000000/{path}")).status == 404


@pytest.mark.parametrize("role", ["moderator", "screen", "host"])
async def test_state_of_a_role_one_does_not_hold_is_as_if_absent(talk, role):
    outsider = talk.newcomer()
    assert (await outsider.get(f"{talk.path}state?role={role}")).status == 404
    if role != "host":
        assert (await (await talk.visitor(role)).get(f"{talk.path}state?role={role}")).status == 200


@pytest.mark.parametrize("page", ["desk/", "screen/", "remote/"])
async def test_page_one_does_not_hold_is_as_if_absent(talk, page):
    insider, outsider = await talk.visitor("moderator"), talk.newcomer()
    assert (await insider.get(f"{talk.path}{page}")).status == 200
    assert (await outsider.get(f"{talk.path}{page}")).status == 404


@pytest.mark.parametrize("link", ["m/", "w/"])
async def test_guessed_link_opens_nothing(talk, link):
    visitor = talk.newcomer()
    assert (await visitor.get(f"{talk.path}{link}{'A' * 22}")).status == 404
    assert visitor.cookies == ""
