"""What a role may not see is not sent: everything attendees and screens receive is recorded while secrets exist."""

import re
from dataclasses import dataclass, field

import pytest

from tests.support.model import NOBODY
from tests.support.sockets import LiveSocket, Refused
from tests.support.talks import Talk
from tests.support.visitors import Visitor

PENDING = "Is my salary in the waiting question?"
PENDING_NAME = "Vera Waiting"
BEFORE_THE_EDIT = "Did I mistype my salary?"
EDITED = "Did my edited question wait as well?"
DISMISSED = "Who leaked the dismissed question?"
WORDS = "Names a private person"
ARCHIVED = "Was this archived quietly?"
WITHDRAWN = "Did I really write this?"
DRAFT = "A draft nobody has opened"
DRAFT_OPTION = "An option of the draft"
DELETED = "A poll that was deleted as a draft"
REASON = "personal_data"


@dataclass
class Recording:
    """Everything one person received, by where it came from."""

    sockets: list[LiveSocket] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)

    @property
    def texts(self) -> dict[str, str]:
        """What came, by socket and by page."""
        return {**{f"socket {n}": "\n".join(s.raw) for n, s in enumerate(self.sockets)}, **self.pages}

    def holds(self, secret: str) -> list[str]:
        """Where a secret is in this recording, also as JSON or HTML writes it."""
        ways = {secret, secret.replace("'", "\\u0027"), secret.replace("'", "&#x27;")}
        return [where for where, text in self.texts.items() if any(way in text for way in ways)]

    def polls(self, poll: int) -> list[dict]:
        """Every state of a poll that came, whole or only how it was answered."""
        frames = [frame for socket in self.sockets for frame in socket.frames if "d" in frame]
        states: list[dict] = []
        for frame in frames:
            states += [one for one in frame["d"].get("polls", []) if one["id"] == poll]
            tally = frame["d"].get("tallies", {}).get(str(poll))
            states += [{**states[-1], **tally}] if tally else []
        return states

    async def keep(self, visitor: Visitor, *paths: str) -> None:
        """Open pages and keep what comes: the text, and the headers but one's own cookies."""
        for path in paths:
            page = await visitor.get(path)
            assert page.status == 200, path
            headers = [f"{name}: {value}" for name, value in page.headers.items() if name != "Set-Cookie"]
            self.pages[path] = "\n".join([*headers, page.text if "png" not in path else ""])


@dataclass
class Evening:
    """A talk full of secrets, and what three roles received of it."""

    talk: Talk
    hidden_poll: int
    attendee: Recording
    screen: Recording
    moderator: Recording


@pytest.fixture
async def evening(moderated_talk):
    talk = moderated_talk
    attendee, screen, moderator = Recording(), Recording(), Recording()
    jonas, wall, desk = (
        await talk.visitor("attendee"),
        await talk.visitor("screen"),
        await talk.visitor("moderator"),
    )
    attendee.sockets.append(await talk.connect("attendee", jonas))
    screen.sockets.append(await talk.connect("screen", wall))
    moderator.sockets.append(await talk.connect("moderator", desk))
    early = attendee.sockets[0].model
    hidden = await keep_secrets(talk, moderator.sockets[0])
    await everybody_has_heard(talk, attendee, screen, moderator)

    attendee.sockets += [await talk.attendee(), await talk.connect("attendee", jonas, start=early)]
    screen.sockets.append(await talk.connect("screen", wall))
    s = talk.path
    attendee_pages = [
        s,
        f"{s}?sort=recent",
        f"{s}state?role=attendee",
        f"{s}you",
        f"{s}qr.svg",
        f"{s}poster/",
        "/",
    ]
    await attendee.keep(jonas, *attendee_pages)
    await screen.keep(wall, f"{s}screen/", f"{s}state?role=screen", f"{s}qr.svg")
    await moderator.keep(desk, f"{s}desk/", f"{s}state?role=moderator")
    await everybody_has_heard(talk, attendee, screen, moderator)
    return Evening(talk, hidden, attendee, screen, moderator)


async def keep_secrets(talk: Talk, moderator: LiveSocket) -> int:
    """Let people write what others may not read. Returns the poll whose results are hidden."""
    vera = await talk.attendee()
    ids = {}
    for text in (PENDING, DISMISSED, ARCHIVED, WITHDRAWN, BEFORE_THE_EDIT):
        ids[text] = (await vera.do("question.ask", text=text, name=PENDING_NAME))["question"]
        await seen(moderator, text)
    await vera.do("question.edit", question=ids[BEFORE_THE_EDIT], text=EDITED)
    await vera.do("question.withdraw", question=ids[WITHDRAWN])
    await moderator.do("question.dismiss", question=ids[DISMISSED], reason=REASON, words=WORDS)
    await moderator.do("question.archive", question=ids[ARCHIVED])
    draft = {"options": [DRAFT_OPTION, "Another"]}
    await moderator.do("poll.create", title=DRAFT, **draft)
    deleted = await moderator.do("poll.create", title=DELETED, **draft)
    await seen(moderator, DELETED)
    await moderator.do("poll.delete", poll=deleted["poll"])
    shown_poll = {"title": "Shown", "options": ["Here", "There"], "results": "hidden"}
    hidden = (await moderator.do("poll.create", **shown_poll))["poll"]
    await moderator.do("poll.open", poll=hidden)
    await vera.until(lambda model: model["state"]["polls"])
    await vera.do("poll.answer", poll=hidden, options=[vera.state["polls"][0]["options"][0]["id"]])
    shown = (await vera.do("question.ask", text="An approved question"))["question"]
    await moderator.do("question.approve", question=shown)
    await vera.do("question.upvote", question=shown, on=True)
    return hidden


async def seen(who: LiveSocket, text: str) -> None:
    """Wait until somebody received a text."""
    await who.until(lambda model: any(text in raw for raw in who.raw), text)


async def everybody_has_heard(talk: Talk, *recordings: Recording) -> None:
    """Wait until every socket was told the vote, which came last."""
    for recording in recordings:
        for socket in recording.sockets:
            await socket.until(
                lambda model: (
                    any(q["score"] == 1 for q in model["state"]["questions"])
                    and any(poll["answers"] == 1 for poll in model["state"]["polls"])
                ),
                "the vote and the answer",
            )


SECRETS = [
    PENDING,
    PENDING_NAME,
    BEFORE_THE_EDIT,
    WITHDRAWN,
    EDITED,
    DISMISSED,
    WORDS,
    REASON,
    ARCHIVED,
    DRAFT,
    DRAFT_OPTION,
    DELETED,
]


@pytest.mark.every_server
async def test_attendees_and_screens_receive_no_secret_that_moderators_see(evening):
    for secret in SECRETS:
        assert evening.moderator.holds(secret), secret
        assert (evening.attendee.holds(secret), evening.screen.holds(secret)) == ([], []), secret


@pytest.mark.every_server
@pytest.mark.parametrize("words", [WITHDRAWN, BEFORE_THE_EDIT])
async def test_words_taken_back_are_gone_from_the_desk(evening, words):
    assert evening.moderator.holds(words) == ["socket 0"]


@pytest.mark.every_server
async def test_hidden_results_are_sent_to_moderators_only(evening):
    poll = evening.hidden_poll
    assert evening.moderator.polls(poll)[-1]["results"] == {
        "counts": [1, 0],
        "percents": [100, 0],
        "people": 1,
        "correct": None,
    }
    for recording in (evening.attendee, evening.screen):
        sent = recording.polls(poll)
        assert sent
        assert {str(state["results"]) for state in sent} == {"None"}
        assert [
            where for where, text in recording.texts.items() if re.search(r'"counts"|&quot;counts', text)
        ] == []


@pytest.mark.every_server
async def test_capability_links_are_shown_at_the_desk_only(evening):
    for name in ("moderator", "screen"):
        token = evening.talk.links[name].rsplit("/", 1)[1].partition("?")[0]
        assert evening.moderator.holds(token) == [f"{evening.talk.path}desk/"]
        assert evening.attendee.holds(token) == []
        assert evening.screen.holds(token) == []


@pytest.mark.every_server
async def test_identities_are_sent_to_nobody(evening):
    keys = [key for (key,) in evening.talk.deployment.rows("SELECT key FROM live_sessions_participant")]
    assert keys
    for recording in (evening.attendee, evening.screen, evening.moderator):
        assert [key for key in keys if recording.holds(key)] == []


async def test_answers_of_others_are_sent_to_nobody(evening):
    """The moderator sees totals; who answered what is in no frame and on no page."""
    for recording in (evening.attendee, evening.screen, evening.moderator):
        for socket in recording.sockets:
            assert socket.you == NOBODY
        assert recording.holds("participant") == []


async def test_waiting_questions_make_no_frame_for_attendees(moderated_talk):
    moderator, jonas, vera = [
        await join() for join in (moderated_talk.moderator, moderated_talk.attendee, moderated_talk.attendee)
    ]
    await jonas.until(lambda model: model["state"]["people"] == 2)
    before = len(jonas.raw)
    await vera.do("question.ask", text=PENDING)
    await moderator.until(lambda model: model["state"]["questions"])
    await moderator.do("stage.show", view="blank")
    await jonas.until(lambda model: model["state"]["stage"]["view"] == "blank")
    told = [frame["d"].keys() - {"people"} for frame in jonas.frames[before:] if frame["t"] != "beat"]
    assert told == [{"stage"}]


async def test_hidden_things_and_things_that_are_not_get_the_same_answer(evening):
    attendee, moderator = evening.attendee.sockets[0], evening.moderator.sockets[0]
    waiting = next(q["id"] for q in moderator.state["questions"] if q["text"] == PENDING)
    draft = next(poll["id"] for poll in moderator.state["polls"] if poll["title"] == DRAFT)
    answers = {
        (await refusal(attendee, name, **fields)).args
        for name, fields in [
            ("question.upvote", {"question": waiting, "on": True}),
            ("question.upvote", {"question": 999_999_999, "on": True}),
            ("question.edit", {"question": waiting, "text": "Mine"}),
            ("question.edit", {"question": 999_999_999, "text": "Mine"}),
            ("poll.answer", {"poll": draft, "options": [1]}),
            ("poll.answer", {"poll": 999_999_999, "options": [1]}),
        ]
    }
    assert answers == {("not_found: This is no longer here.",)}


async def refusal(who: LiveSocket, name: str, **fields) -> Refused:
    with pytest.raises(Refused) as caught:
        await who.do(name, **fields)
    return caught.value


@pytest.mark.parametrize("role", ["moderator", "screen"])
async def test_token_leaves_the_address_bar_and_nothing_may_keep_it(talk, role):
    page = await talk.newcomer().get(talk.links[role], follow=False)
    there = f"{talk.path}{'desk' if role == 'moderator' else 'screen'}/"
    assert (page.status, page.headers["Location"]) == (302, there)
    assert (page.headers["Cache-Control"], page.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert page.body == b""


@pytest.mark.parametrize("page", ["desk/", "screen/", "remote/"])
async def test_pages_of_power_are_kept_by_no_cache(talk, page):
    moderator = await talk.visitor("moderator")
    assert (await moderator.get(talk.path + page)).headers["Cache-Control"] == "private, no-store"
