"""A session that looks like a real talk, to try everything on."""

import itertools

from django.db import transaction

from ..core.actors import Actor
from ..core.models import Session
from ..core.queries import find_session
from ..moderation import actions as moderation
from ..polls.actions import open_poll
from ..polls.answers import answer_polls
from ..polls.models import Poll
from ..polls.preparing import create_poll
from ..questions.actions import ask_question
from ..questions.voting import cast_upvotes
from ..wire import commands as c
from ..wire.roles import Role
from .actions import create_session

CODE = "3821214"
TITLE = "Rebuilding trust, together"

# (text, name, upvotes, what became of it)
QUESTIONS = [
    ("How do you show residents that what they told you actually changed a decision?", "", 87, "highlighted"),
    ("Which data could councils share tomorrow without changing a single law?", "Amara", 63, "live"),
    ("What would it take to hire designers in weeks rather than months?", "", 41, "live"),
    ("What do you stop doing to make room for listening?", "Priya", 38, "live"),
    ("How do we keep the people we train?", "", 22, "live"),
    ("Can a city admit a mistake in public without losing the next election?", "Jonas", 17, "live"),
    ("Where can we read the research behind the first slide?", "", 12, "answered"),
    ("Who decides which consultations are worth running at all?", "Lena", 9, "live"),
    ("Could frontline staff publish service standards themselves?", "", 0, "pending"),
    ("Will the slides be available in French as well?", "Chloé", 0, "pending"),
    ("How can councils share their data without new laws?", "Sam", 0, "dismissed"),
    ("Is the coffee outside free?", "", 2, "archived"),
]


@transaction.atomic  # interrupted half way, it would stay half a talk
def demo_session() -> Session:
    """The session with the demo's code; made with questions and polls if there is none open."""
    session = find_session(CODE)
    if session and not session.ended:
        return session
    session = create_session(TITLE, moderated=True, code=CODE)
    _add_polls(session)
    for index, question in enumerate(QUESTIONS):
        _add_question(session, index, *question)
    session.refresh_from_db()
    return session


def _attendee(session: Session, index: int, command_id: str = "demo") -> Actor:
    return Actor(session.pk, Role.ATTENDEE, f"demo-{index}", command_id)


def _add_question(session: Session, index: int, text: str, name: str, upvotes: int, fate: str) -> None:
    moderator = Actor(session.pk, Role.MODERATOR)
    asker = _attendee(session, index, f"demo-{index}")
    question = ask_question(asker, c.AskQuestion(text=text, name=name))["question"]
    if fate == "pending":
        return
    if fate == "dismissed":
        moderation.dismiss_question(moderator, c.DismissQuestion(question=question, reason="duplicate"))
        return
    moderation.approve_question(moderator, c.ApproveQuestion(question=question))
    vote = c.UpvoteQuestion(question=question, on=True)
    cast_upvotes([(_attendee(session, person), vote) for person in range(upvotes)])
    if fate == "highlighted":
        moderation.highlight_question(moderator, c.HighlightQuestion(question=question, on=True))
    elif fate == "answered":
        moderation.mark_answered(moderator, c.MarkAnswered(question=question, on=True))
    elif fate == "archived":
        moderation.archive_question(moderator, c.ArchiveQuestion(question=question))


def _add_polls(session: Session) -> None:
    moderator = Actor(session.pk, Role.MODERATOR, command_id="demo-1")
    start = c.CreatePoll(
        title="Where should we start?",
        options=[
            "Talk with residents earlier",
            "Share data between teams",
            "Hire and keep digital people",
            "Depend less on vendors",
        ],
    )
    where = create_poll(moderator, start)["poll"]
    channels = c.CreatePoll(
        title="How do you hear from residents today?",
        options=["Surveys", "Town halls", "Social media", "Front desk", "We rarely do"],
        settings={"highest": 5},
        results="hidden",
    )
    create_poll(Actor(session.pk, Role.MODERATOR, command_id="demo-2"), channels)
    open_poll(moderator, c.OpenPoll(poll=where))
    ids = [option.pk for option in Poll.objects.get(pk=where).options.all()]
    weighted = itertools.chain.from_iterable([[ids[0]] * 37, [ids[1]] * 22, [ids[2]] * 14, [ids[3]] * 7])
    answers = [
        (_attendee(session, who), c.AnswerPoll(poll=where, options=[what]))
        for who, what in enumerate(weighted)
    ]
    answer_polls(answers)
