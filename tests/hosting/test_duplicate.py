"""A new session like an earlier one."""

import pytest
from django.http import HttpResponse
from django.test import Client

from sessions.core import links
from sessions.core.actors import Actor
from sessions.core.models import Session
from sessions.hosting.actions import create_session, update_session
from sessions.hosting.duplicate import duplicate_session
from sessions.polls.actions import delete_poll, open_poll
from sessions.polls.models import Poll
from sessions.polls.preparing import create_poll
from sessions.questions.models import Question
from sessions.wire.commands import CreatePoll, DeletePoll, OpenPoll, UpdateSession
from sessions.wire.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    session = create_session("Trust", moderated=True, code="3821214")
    actor = Actor(session.pk, Role.MODERATOR)
    update_session(actor, UpdateSession(names="off", question_max_length=300))
    first = CreatePoll(title="Where to start?", options=["Here", "There"], results="hidden")
    first.settings = {"highest": 2}
    second = CreatePoll(title="Who decides?", options=["All", "Some", "One"])
    deleted = CreatePoll(title="A slip", options=["x", "y"])
    ids = [
        create_poll(Actor(session.pk, Role.MODERATOR, command_id=str(number)), poll)["poll"]
        for number, poll in enumerate((first, second, deleted))
    ]
    open_poll(actor, OpenPoll(poll=ids[0]))
    delete_poll(actor, DeletePoll(poll=ids[2]))
    return Session.objects.get(pk=session.pk)


def polls(session):
    rows = Poll.objects.filter(session=session, deleted=False).order_by("position")
    return [
        (
            poll.title,
            [option.text for option in poll.options.all()],
            poll.settings["highest"],
            poll.results_mode,
            poll.state,
        )
        for poll in rows
    ]


def test_copy_has_title_settings_and_polls_as_drafts(source):
    copy = Session.objects.get(pk=duplicate_session(source).pk)
    assert (copy.title, copy.moderated, copy.names, copy.question_max_length) == ("Trust", True, "off", 300)
    assert polls(copy) == [
        ("Where to start?", ["Here", "There"], 2, "hidden", "draft"),
        ("Who decides?", ["All", "Some", "One"], 1, "live", "draft"),
    ]


def test_copy_has_its_own_code_and_nothing_people_wrote(source):
    copy = duplicate_session(source)
    assert copy.code != source.code
    assert not Question.objects.filter(session=copy).exists()
    assert (copy.stage_view, copy.ended) == ("join", False)


def test_source_stays_as_it_was(source):
    before = (polls(source), Session.objects.filter(pk=source.pk).values().get())
    duplicate_session(source)
    assert (polls(source), Session.objects.filter(pk=source.pk).values().get()) == before


def test_moderator_duplicates_from_the_list(source, settings):
    settings.HOSTING = "anyone"
    key, client = HttpResponse(), Client()
    links.grant(key, source, Role.MODERATOR)
    client.cookies.update(key.cookies)
    response = client.post(f"/host/{source.pk}/duplicate")
    copy = Session.objects.exclude(pk=source.pk).get()
    assert response["Location"] == f"/s/{copy.code}/desk/#share"
    assert links.holds({name: c.value for name, c in response.cookies.items()}, copy, Role.MODERATOR)


def test_outsider_duplicates_nothing(source, settings):
    settings.HOSTING = "anyone"
    assert Client().post(f"/host/{source.pk}/duplicate").status_code == 404
    assert Session.objects.count() == 1
