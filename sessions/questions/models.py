"""Question and Upvote."""

from django.db import models
from django.db.models import Q

from ..core.models import Participant, Session, text_column
from ..wire import limits


class Question(models.Model):
    """What somebody asked. `number` is spoken aloud; `score` is kept equal to the count of its upvotes."""

    class State(models.TextChoices):
        """Where a question is. Only LIVE is seen by everyone."""

        PENDING = "pending"
        LIVE = "live"
        DISMISSED = "dismissed"
        ARCHIVED = "archived"
        WITHDRAWN = "withdrawn"

    session = models.ForeignKey(Session, models.CASCADE)
    participant = models.ForeignKey(Participant, models.SET_NULL, null=True)
    command_id = models.CharField(max_length=limits.MAX_COMMAND_ID_CHARACTERS)
    number = models.PositiveIntegerField()
    text = text_column(limits.QUESTION_MAX_SETTING, blank=True)
    author = text_column(limits.NAME_MAX_CHARACTERS, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    score = models.PositiveIntegerField(default=0)

    state = models.CharField(max_length=10, choices=State.choices, default=State.LIVE)
    restore_to = models.CharField(max_length=10, choices=State.choices, blank=True)
    approved = models.BooleanField(default=False)
    highlighted = models.BooleanField(default=False)
    answered = models.BooleanField(default=False)
    reason = models.CharField(max_length=20, blank=True)
    words = text_column(limits.REASON_WORDS_MAX_CHARACTERS, blank=True)

    # The last change of its text by its author: the revision, and the counter it came with.
    edited = models.PositiveBigIntegerField(default=0, db_default=0)
    edit_counter = models.PositiveBigIntegerField(default=0, db_default=0)

    revision = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="question_number_unique"),
            models.UniqueConstraint(fields=["participant", "command_id"], name="question_asked_once"),
            models.UniqueConstraint(
                fields=["session"], condition=Q(highlighted=True), name="one_highlighted_question"
            ),
            models.CheckConstraint(
                condition=Q(highlighted=False) | Q(state="live", answered=False), name="highlighted_is_live"
            ),
        ]
        indexes = [models.Index(fields=["session", "revision"])]


class Upvote(models.Model):
    """What one participant last said about one question. Only what is `active` counts.

    A vote that was taken back stays, with the counter it was taken back with: an older "on" that comes late must not
    bring it back (docs/decisions/0014-counters.md).
    """

    question = models.ForeignKey(Question, models.CASCADE)
    participant = models.ForeignKey(Participant, models.CASCADE)
    active = models.BooleanField(default=True, db_default=True)
    counter = models.PositiveBigIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "participant"], name="upvote_once")]
