"""Clouds from before accents mattered."""

import importlib

import pytest
from django.apps import apps

from sessions.polls.models import Poll, Word

pytestmark = pytest.mark.django_db

recount = importlib.import_module("sessions.migrations.0007_words_differ_by_accents").recount


def test_words_of_earlier_clouds_are_counted_anew(room):
    poll = room.poll(kind="wordcloud")
    for text in ("résumé", "résumé", "resume", "Resume", "merci", "don't", "don’t"):
        room.attendee().do("poll.answer", poll=poll, texts=[text])
    before = rows(poll)
    Word.objects.all().delete()
    cloud = Poll.objects.get(pk=poll)
    folded = Word.objects.create(
        poll=cloud, skeleton="resume", count=4, spellings={"résumé": 2, "resume": 1, "Resume": 1}, hidden=True
    )
    Word.objects.create(poll=cloud, skeleton="merci", count=1, spellings={"merci": 1})
    Word.objects.create(poll=cloud, skeleton="don't", count=1, spellings={"don't": 1})
    Word.objects.create(poll=cloud, skeleton="don’t", count=1, spellings={"don’t": 1})
    Word.objects.create(poll=cloud, skeleton="rude", count=0, hidden=True)
    recount(apps, None)
    assert rows(poll) - {("rude", 0)} == before
    hidden = Word.objects.filter(hidden=True)
    assert {word.skeleton for word in hidden} == {"résumé", "resume", "rude"}
    assert folded.pk in {word.pk for word in hidden}
    after = set(Word.objects.values_list("pk", "skeleton", "count"))
    recount(apps, None)
    assert set(Word.objects.values_list("pk", "skeleton", "count")) == after


def rows(poll):
    return set(Word.objects.filter(poll=poll).values_list("skeleton", "count"))
