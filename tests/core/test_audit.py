"""The audit trail is only ever added to."""

import pytest
from django.db import DatabaseError, connection, transaction

from sessions.core.models import AuditEntry
from tests.support.rooms import Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    Room()
    return AuditEntry.objects.get(act="session.create")


def test_entry_cannot_be_saved_again(entry):
    entry.words = "nothing happened"
    with pytest.raises(TypeError, match="append-only"):
        entry.save()


def test_database_refuses_to_change_an_entry(entry):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEntry.objects.filter(pk=entry.pk).update(words="nothing happened")
    assert AuditEntry.objects.get(pk=entry.pk).words == ""


def test_database_refuses_plain_sql_too(entry):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE live_sessions_auditentry SET role = 'nobody'")
    assert AuditEntry.objects.get(pk=entry.pk).role == "host"


def test_entry_says_who_did_what_why_and_when():
    room = Room()
    question = room.ask("Buy my phone")
    act = room.moderator.do("question.dismiss", question=question, reason="other", words="An advert")["act"]
    entry = AuditEntry.objects.get(pk=act)
    assert (entry.role, entry.act, entry.target) == ("moderator", "question.dismiss", "#1")
    assert (entry.reason, entry.words) == ("other", "An advert")
    assert entry.at >= room.question(question).asked_at
    assert entry.changes == [
        {
            "model": "question",
            "id": question,
            "before": {"state": "live", "restore_to": "", "reason": "", "words": ""},
            "after": {"state": "dismissed", "restore_to": "live", "reason": "other", "words": "An advert"},
        }
    ]


def test_act_that_changes_nothing_leaves_no_entry():
    room = Room()
    question = room.ask()
    assert room.moderator.do("question.approve", question=question) == {}
    assert room.trail() == []
