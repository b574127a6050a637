"""Session, Participant and AuditEntry."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..wire import limits


def text_column(limit: int, **options: Any) -> "models.CharField[str, str]":
    """A column for text of `limit` graphemes, each of which may be several code points."""
    return models.CharField(max_length=limit * limits.MAX_BYTES_PER_CHARACTER, **options)


class Session(models.Model):
    """One talk: its code, its settings, what is on stage, and the revision every visible change bumps."""

    code = models.CharField(max_length=limits.CODE_DIGITS)
    title = text_column(limits.TITLE_MAX_CHARACTERS)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    ended = models.BooleanField(default=False)
    # ms; unknown of sessions that ended before it was kept.
    ended_at = models.PositiveBigIntegerField(null=True, blank=True)

    moderated = models.BooleanField(default=False)
    intake_open = models.BooleanField(default=True)
    question_max_length = models.PositiveSmallIntegerField(default=limits.QUESTION_DEFAULT_CHARACTERS)
    names = models.CharField(max_length=10, default="optional")

    # Which words clouds and names refuse (see `blocked_words`). The host's own are kept as they were typed.
    languages = models.JSONField(default=list)
    also_block = text_column(limits.WORD_LIST_MAX_CHARACTERS, blank=True)
    never_block = text_column(limits.WORD_LIST_MAX_CHARACTERS, blank=True)

    stage_view = models.CharField(max_length=12, default="join")
    stage_poll = models.ForeignKey("Poll", models.SET_NULL, null=True, blank=True, related_name="+")
    join_panel = models.BooleanField(default=True)

    # Raising a number makes every earlier link and cookie of that kind worthless. Sessions of before there were
    # hosts' links have 0: nobody holds one.
    host_link = models.PositiveIntegerField(default=1)
    moderator_link = models.PositiveIntegerField(default=1)
    screen_link = models.PositiveIntegerField(default=1)

    # The browser that replaced a link last (see hosting.links); empty where it has no name.
    link_replaced_by = models.CharField(max_length=20, blank=True, default="", db_default="")

    # What it was started by, for a form that is sent twice (see hosting.actions); empty where that does not matter.
    start_key = models.CharField(max_length=64, blank=True, default="", db_default="")

    revision = models.PositiveBigIntegerField(default=1)
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=Q(ended=False), name="code_unique_among_open"),
            models.UniqueConstraint(
                fields=["start_key"], condition=~Q(start_key=""), name="session_started_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    question_max_length__range=(limits.QUESTION_MIN_SETTING, limits.QUESTION_MAX_SETTING)
                ),
                name="question_max_length_in_range",
            ),
        ]
        indexes = [models.Index(fields=["code"])]

    # Set by `revisions.bump`, so that one transaction bumps once.
    bumped = False

    def __str__(self) -> str:
        return f"{self.title} (#{self.code})"


class Participant(models.Model):
    """Somebody who asked, voted or answered. Known by nothing but a random key in a cookie."""

    session = models.ForeignKey(Session, models.CASCADE)
    key = models.CharField(max_length=32)
    name = text_column(limits.NAME_MAX_CHARACTERS, blank=True)
    team = text_column(limits.NAME_MAX_CHARACTERS, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "key"], name="participant_once_per_session")
        ]


class AuditEntry(models.Model):
    """One act on a session: who by role, what, why, when. Rows are only ever added; a trigger refuses changes.

    `changes` is a list of {"model", "id", "before": {field: value}, "after": {field: value}}; undo reads it.
    `revision` is the session's after the act.
    """

    session = models.ForeignKey(Session, models.CASCADE)
    at = models.DateTimeField(auto_now_add=True)
    role = models.CharField(max_length=10)
    act = models.CharField(max_length=40)
    target = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=20, blank=True)
    words = text_column(limits.REASON_WORDS_MAX_CHARACTERS, blank=True)
    changes = models.JSONField(default=list)
    revision = models.PositiveBigIntegerField(null=True)
    undoes = models.OneToOneField("self", models.CASCADE, null=True, related_name="undone_by")

    class Meta:
        indexes = [models.Index(fields=["session", "id"])]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only."""
        if not self._state.adding:
            raise TypeError("The audit trail is append-only.")
        super().save(*args, **kwargs)


class WriteCheck(models.Model):
    """One row, written again and again to see whether the database takes it (`/readyz`)."""

    at = models.DateTimeField()
