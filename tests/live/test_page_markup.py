"""The pages as the server renders them: each field has a name, each form its secret, each link leads where it says."""

import re
from typing import Any

import pytest

from tests.support.markup import FOREIGN, Markup
from tests.support.sockets import LiveSocket
from tests.support.talks import Talk
from tests.support.visitors import Visitor

EVIL = f'<{FOREIGN}>Trust</{FOREIGN}> & "more"'
OPTIONS = [f"{EVIL} {n}" for n in range(3)]


async def seen(visitor: Visitor, path: str, status: int = 200) -> Markup:
    """A page without mistakes."""
    page = await visitor.get(path)
    assert page.status == status, path
    markup = Markup(page.text)
    assert markup.wrong == [], path
    return markup


async def evil_talk(talk: Talk) -> Talk:
    """The same with a title that must be escaped."""
    return await Talk.start(talk.deployment, EVIL, moderated=True)


def path_of(talk: Talk, address: str) -> str:
    return address.replace(talk.deployment.base, "")


def hidden_links(text: str) -> str:
    """The capabilities in an address, left out."""
    return re.sub(r"/([hmw])/[^/?]+", r"/\1/…", text)


async def test_host_pages(talk: Talk):
    talk = await evil_talk(talk)
    session, host, outsider = talk.session_id, talk.host, talk.newcomer()
    await seen(outsider, "/")
    sign_in = await seen(outsider, "/accounts/sign-in/?next=/host/")
    assert sign_in.forms()[0] == {"action": "", "next": "/host/"}
    own = await seen(host, "/host/")
    assert {
        words: href for words, href in own.links().items() if str(session) in href or "poster" in href
    } == {
        "Desk": f"/host/{session}/desk",
        "Big screen": f"/host/{session}/screen",
        "Poster": f"/s/{talk.code}/poster/",
        "Report": f"/host/{session}/report",
    }
    assert {"action": f"/host/{session}/duplicate"} in own.forms()
    assert not [form for form in own.forms() if "sign-out" in form["action"]]
    refused = await host.post(
        "/host/start", {"csrfmiddlewaretoken": (await host.get("/host/")).csrf, "title": "x" * 200}
    )
    start = Markup(refused.text)
    assert (start.wrong, start.all("input", id="title")[0]["value"]) == ([], "x" * 200)
    poster = await seen(host, f"/s/{talk.code}/poster/")
    assert [image["src"] for image in poster.all("img")] == [f"/s/{talk.code}/qr.svg"]
    [code] = [
        poster.texts[at]
        for at, (_, given) in enumerate(poster.tags)
        if given.get("class") == "poster__code number"
    ]
    assert code == f"#{talk.code[:3]} {talk.code[3:]}"
    moderator = await talk.moderator()
    await moderator.do("session.end")
    assert "Poster" not in (await seen(host, "/host/")).links()
    await moderator.close()


async def test_error_pages(talk: Talk):
    outsider = talk.newcomer()
    gone = await seen(outsider, "/s/0000000/desk/", 404)
    assert [given["name"] for given in gone.all("input") if given.get("type") != "hidden"] == ["code"]
    broken = await outsider.get("/s/0000000/do")
    assert broken.status in (404, 405)


async def test_desk_screen_and_remote_keep_out_of_search_engines_and_carry_what_their_scripts_start_from(
    talk: Talk,
):
    talk = await evil_talk(talk)
    moderator = await talk.visitor("moderator")
    socket = await talk.moderator()
    poll = (await socket.do("poll.create", title=EVIL, options=OPTIONS))["poll"]
    for page in ("desk", "screen", "remote", f"preview/{poll}"):
        markup = await seen(moderator, f"{talk.path}{page}/")
        assert markup.all("meta", name="robots", content="noindex"), page
        assert all(given["content"] for given in markup.all("meta", name="csrf-token")), page
        assert page.startswith("preview") or markup.all("meta", name="csrf-token"), page
    data = (await moderator.get(f"{talk.path}screen/")).data
    assert data["state"]["session"]["title"] == EVIL
    screen = await seen(moderator, f"{talk.path}screen/")
    assert [image["src"] for image in screen.all("img")] == [data["urls"]["qr"]]
    remote = await seen(moderator, f"{talk.path}remote/")
    assert remote.all("nav", id="views")
    await socket.close()


@pytest.mark.parametrize("who", ["host", "moderator"])
async def test_the_share_panel_has_the_links_of_whoever_sees_it(talk: Talk, who: str):
    visitor = talk.host if who == "host" else await talk.visitor("moderator")
    desk = await seen(visitor, f"{talk.path}desk/")
    shown = {
        given["id"]: hidden_links(path_of(talk, given["value"]))
        for given in desk.all("input")
        if given.get("id", "").startswith("link-")
    }
    everybody = {
        "link-attendee": talk.path,
        "link-screen": f"{talk.path}w/…",
        "link-moderator": f"{talk.path}m/…",
        "link-remote": f"{talk.path}m/…?to=remote",
    }
    assert shown == everybody | ({"link-host": f"{talk.path}h/…"} if who == "host" else {})
    assert {form["role"]: form["number"] for form in desk.forms() if "role" in form} == (
        {"screen": "1", "moderator": "1", "host": "1"} if who == "host" else {"screen": "1"}
    )
    files = {given["download"]: given["href"] for given in desk.all("a") if "download" in given}
    assert files == {f"qr-{talk.code}.{kind}": f"{talk.path}qr.{kind}" for kind in ("svg", "png")}


async def test_the_report_leads_to_its_files_and_says_what_became_of_questions(talk: Talk):
    talk = await evil_talk(talk)
    moderator, phone = await talk.moderator(), await talk.attendee()
    ids = [(await phone.do("question.ask", text=f"{EVIL} {n}"))["question"] for n in range(4)]
    await moderator.do("question.archive", question=ids[0])
    await moderator.do("question.dismiss", question=ids[1], reason="unclear")
    await moderator.do("question.dismiss", question=ids[2], reason="other", words=EVIL)
    poll = (await moderator.do("poll.create", title=EVIL, options=OPTIONS, named=True))["poll"]
    await moderator.do("poll.open", poll=poll)
    for title in ("Plain", "Plain, too"):
        plain = (await moderator.do("poll.create", title=title, options=OPTIONS))["poll"]
        await moderator.do("poll.open", poll=plain)
    visitor = await talk.visitor("moderator")
    report = await seen(visitor, f"{talk.path}report/")
    links = report.links()
    base = links["Back to the desk"].replace("desk/", "{}")
    assert [links[words] for words in ("Questions (CSV)", "Polls (CSV)", "Everything (JSON)")] == [
        base.format(f"report/{name}") for name in ("questions.csv", "polls.csv", "session.json")
    ]
    text = " ".join((await visitor.get(f"{talk.path}report/")).text.split())
    for words in (
        "#1 · Anonymous · archived",
        "#2 · Anonymous · not shown: unclear",
        "#3 · Anonymous · not shown: another reason",
    ):
        assert words in text, words
    assert text.count("<strong>named</strong>") == 1
    await moderator.close()


class Attendee:
    """Somebody without scripts, and with a socket to act by."""

    def __init__(self, talk: Talk, visitor: Visitor, socket: LiveSocket) -> None:
        self.talk, self.visitor, self.socket = talk, visitor, socket

    @classmethod
    async def come(cls, talk: Talk) -> "Attendee":
        visitor = talk.newcomer()
        await visitor.get(talk.path)
        return cls(talk, visitor, await talk.attendee(visitor))

    async def sees(self, tab: str = "questions", sort: str = "popular") -> Markup:
        """The page of a tab, once the server has read what was done."""
        await self.talk.snapshot()
        return await seen(self.visitor, f"{self.talk.path}?tab={tab}&sort={sort}")

    async def reads(self, tab: str = "questions") -> str:
        """Its words."""
        text = re.sub(
            r"(?s)<script.*?</script>", "", (await self.visitor.get(f"{self.talk.path}?tab={tab}")).text
        )
        return " ".join(re.sub("<[^>]*>", " ", text.split("<body")[1]).split())


async def test_questions_on_the_page_without_scripts(talk: Talk):
    talk = await evil_talk(talk)
    moderator, other, me = await talk.moderator(), await talk.attendee(), await Attendee.come(talk)
    ids = [(await other.do("question.ask", text=f"{EVIL} {n}"))["question"] for n in range(3)]
    mine = [(await me.socket.do("question.ask", text=f"{EVIL} mine {n}"))["question"] for n in range(4)]
    for question in [*ids, mine[3]]:
        await moderator.do("question.approve", question=question)
    await moderator.do("question.answered", question=ids[2], on=True)
    await moderator.do("question.dismiss", question=mine[1], reason="off_topic")
    await moderator.do("question.dismiss", question=mine[2], reason="other", words="Ask the town hall.")
    await me.socket.do("question.upvote", question=ids[0], on=True)
    page = await me.sees()
    votes = {
        given["value"]: (given["form"], given["aria-pressed"])
        for given in page.all("button", name="question")
        if given["form"].startswith("vote")
    }
    assert votes == {
        str(ids[0]): ("vote-off", "true"),
        str(ids[1]): ("vote-on", "false"),
        str(mine[3]): ("vote-on", "false"),
    }
    forms = {form["t"]: form for form in page.forms() if "t" in form}
    assert set(forms) >= {"question.ask", "question.upvote", "question.edit", "question.withdraw"}
    edit = next(
        form for form in page.forms() if form.get("t") == "question.edit" and form["question"] == str(mine[0])
    )
    assert edit
    assert {
        given["form"] for given in page.all("button", name="question") if given["value"] == str(mine[0])
    } == {"withdraw"}
    areas = [at for at, (name, given) in enumerate(page.tags) if given.get("id") == f"edit-{mine[0]}"]
    assert page.texts[areas[0]] == f"{EVIL} mine 0"
    words = await me.reads()
    for said in ("Waiting for review · only you see this", "Not shown: off topic", "Ask the town hall."):
        assert said in words
    assert not page.all("p", id="ended")[0].keys().isdisjoint({"hidden"})
    assert "hidden" not in page.all("p", id="review")[0]
    assert "hidden" not in page.all("details", id="as")[0]
    for sort in ("popular", "recent"):
        shown = await me.sees(sort=sort)
        current = [
            given["data-sort"]
            for given in shown.all("a")
            if given.get("data-sort") and given.get("aria-current")
        ]
        assert current == [sort]

    await moderator.do("session.update", moderated=False, names="off", intake_open=False)
    closed = await me.sees()
    for tag, name in (("p", "review"), ("details", "as"), ("form", "ask")):
        assert "hidden" in closed.all(tag, id=name)[0], name
    await moderator.do("session.end")
    over = await me.sees()
    assert "hidden" not in over.all("p", id="ended")[0]
    assert not over.all("button", name="question", form="vote-on")
    assert not [form for form in over.forms() if form.get("t") == "question.edit"]
    assert "Not reviewed before the session ended" in await me.reads()


KINDS: list[tuple[str, dict[str, Any], Any]] = [
    ("choice", {}, lambda ids: {"options": [ids[1]]}),
    ("choice", {"highest": 2}, lambda ids: {"options": [ids[0], ids[2]]}),
    ("wordcloud", {"most": 2}, lambda ids: {"texts": ["Trust", "Data"]}),
    ("text", {}, lambda ids: {"text": "More time."}),
    ("rating", {"steps": 5}, lambda ids: {"number": 4}),
    ("number", {"unit": "km"}, lambda ids: {"number": 42}),
    ("ranking", {}, lambda ids: {"order": [ids[2], ids[0], ids[1]]}),
    ("points", {"total": 10}, lambda ids: {"points": {str(ids[0]): 4, str(ids[2]): 6}}),
]


async def test_polls_on_the_page_without_scripts_hold_what_was_answered(talk: Talk):
    moderator, me = await talk.moderator(), await Attendee.come(talk)
    for kind, settings, answer in KINDS:
        has_options = kind in ("choice", "ranking", "points")
        made = await moderator.do(
            "poll.create", kind=kind, title=EVIL, options=OPTIONS if has_options else [], settings=settings
        )
        poll = made["poll"]
        await moderator.do("poll.open", poll=poll)
        model = await me.socket.until(
            lambda model, poll=poll: [each for each in model["state"]["polls"] if each["id"] == poll], kind
        )
        ids = [option["id"] for option in model[0]["options"]]
        before = await me.sees("poll")
        assert "Send my answer" in await me.reads("poll")
        fields = answer(ids)
        await me.socket.do("poll.answer", poll=poll, **fields)
        after = await me.sees("poll")
        assert "Change my answer" in await me.reads("poll")
        assert held(before, poll) in ([], [""] * len(held(before, poll))), kind
        assert held(after, poll) == said(fields, ids), kind
        if kind == "choice":
            wanted = "checkbox" if settings else "radio"
            assert {
                given["type"] for given in after.all("input", name="options") if given.get("type") != "hidden"
            } == {wanted}
        await moderator.do("poll.close", poll=poll)
    closed = await me.sees("poll")
    assert not [form for form in closed.forms() if form.get("t") == "poll.answer"]


def held(page: Markup, poll: int) -> list[str]:
    """What the form of a poll holds: chosen, selected or typed."""
    form = next(str(at) for at, (name, given) in enumerate(page.tags) if given.get("id") == f"answer-{poll}")
    found = []
    for at, (name, given) in enumerate(page.tags):
        if given["+form"] != form:
            continue
        if name == "textarea":
            found.append(page.texts.get(at, ""))
        elif name == "option" and "selected" in given:
            found.append(given["value"])
        elif name == "input" and given.get("type") in ("radio", "checkbox"):
            found += [given["value"]] if "checked" in given else []
        elif name == "input" and given.get("type", "text") != "hidden":
            found.append(given.get("value", ""))
    return found


def said(fields: dict[str, Any], ids: list[int]) -> list[str]:
    """An answer as its form shows it."""
    [value] = fields.values()
    if isinstance(value, dict):
        return [str(value.get(str(option), "")) for option in ids]
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


async def test_a_quiz_and_a_survey_on_the_page_without_scripts(talk: Talk):
    moderator, me = await talk.moderator(), await Attendee.come(talk)
    quiz = (await moderator.do("poll.create", kind="quiz", title=EVIL, settings={"teams": ["Red", "Blue"]}))[
        "poll"
    ]
    asked = {"title": EVIL, "options": OPTIONS, "settings": {"correct": [0]}, "parent": quiz}
    question = (await moderator.do("poll.create", kind="quiz_question", **asked))["poll"]
    await moderator.do("poll.open", poll=quiz)
    join = await me.sees("poll")
    assert {"t": "quiz.join", "quiz": str(quiz)}.items() <= next(
        form for form in join.forms() if form.get("t") == "quiz.join"
    ).items()
    await me.socket.do("quiz.join", quiz=quiz, name="Ada", team="Red")
    lobby = await me.sees("poll")
    assert [given["value"] for given in lobby.all("input", name="team") if "checked" in given] == ["Red"]
    assert lobby.all("input", id="player")[0]["value"] == "Ada"
    await moderator.do("poll.open", poll=question)
    polls = await me.socket.until(
        lambda model: [each for each in model["state"]["polls"] if each["id"] == question], "asked"
    )
    ids = [str(option["id"]) for option in polls[0]["options"]]
    assert [given["value"] for given in (await me.sees("poll")).all("button", name="options")] == ids
    await me.socket.do("poll.answer", poll=question, options=[int(ids[0])])
    await moderator.do("poll.reveal", poll=question, on=True)
    await me.sees("poll")
    await moderator.do("stage.show", view="leaderboard", poll=quiz)
    assert (
        len([given for given in (await me.sees("poll")).all("li") if "leader--own" in given.get("class", "")])
        == 1
    )
    await moderator.do("poll.close", poll=quiz)
    await me.sees("poll")

    for named in (False, True):
        survey = (await moderator.do("poll.create", kind="survey", title=EVIL))["poll"]
        await moderator.do("poll.create", kind="text", title=EVIL, parent=survey, named=named)
        await moderator.do("poll.open", poll=survey)
        await me.sees("poll")
        assert ("This vote is secret" in await me.reads("poll")) is not named


async def test_what_was_refused_stays_in_its_form(talk: Talk):
    me = await Attendee.come(talk)
    page = await me.sees()
    form = next(form for form in page.forms() if form.get("t") == "question.ask")
    secret = (await me.visitor.get(talk.path)).csrf
    too_long = f"{EVIL} {'x' * 200}"
    fields = {**form, "csrfmiddlewaretoken": secret, "text": too_long, "name": "Ann"}
    answer = await me.visitor.post(fields.pop("action"), fields)
    refused = Markup(answer.text)
    assert refused.wrong == []
    [field] = [at for at, (_, given) in enumerate(refused.tags) if given.get("id") == "text"]
    [why] = [
        refused.texts[at] for at, (_, given) in enumerate(refused.tags) if given.get("id") == "ask-error"
    ]
    assert why.startswith("This is too long")
    assert refused.texts[field] == too_long
    assert refused.tags[field][1]["aria-invalid"] == "true"
    assert refused.all("input", id="name")[0]["value"] == "Ann"
    assert not refused.all("p", role="alert", **{"class": "notice notice--bad column"})
