"""Poll, Option, Answer and Word."""

from typing import Any

from django.db import models
from django.db.models import Q

from ..core.models import Participant, Session, text_column
from ..wire import limits


class Poll(models.Model):
    """A question for everybody. `settings`, `tally` and the answers have the shape of its kind.

    `tally` is kept equal to a recount of the answers of the present `epoch`; a reset begins the next epoch, so
    that undo can bring the earlier one back. A quiz or survey is the `parent` of its parts.
    """

    class State(models.TextChoices):
        """The life of a poll. Only drafts can be edited; only open ones take answers."""

        DRAFT = "draft"
        OPEN = "open"
        CLOSED = "closed"

    session = models.ForeignKey(Session, models.CASCADE)
    command_id = models.CharField(max_length=limits.MAX_COMMAND_ID_CHARACTERS)
    kind = models.CharField(max_length=16)
    title = text_column(limits.POLL_TITLE_MAX_CHARACTERS)
    settings = models.JSONField(default=dict)
    position = models.PositiveIntegerField()
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="parts")
    repeats = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")

    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT)
    results_mode = models.CharField(max_length=8, default="live")
    revealed = models.BooleanField(default=False)
    show_count = models.BooleanField(default=True)
    named = models.BooleanField(default=False)
    deleted = models.BooleanField(default=False)
    enlarged = models.PositiveBigIntegerField(null=True)

    # Milliseconds since 1970, as the wire has them; `seconds` is the countdown they come from (0: none).
    seconds = models.PositiveSmallIntegerField(default=0)
    opened_at = models.PositiveBigIntegerField(null=True)
    closes_at = models.PositiveBigIntegerField(null=True)

    epoch = models.PositiveSmallIntegerField(default=1)
    answers = models.PositiveIntegerField(default=0)
    tally = models.JSONField(default=dict)
    revision = models.PositiveBigIntegerField()

    # Whether the quiz or survey it is part of tells how many answered (see `polls_since`).
    whole_shows_count: bool = True
    # What the kind reads beside the row, on a database thread (see `kinds.Kind.read`).
    extra: Any = None

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "command_id"], name="poll_created_once"),
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(state="open", deleted=False, parent=None),
                name="one_open_poll",
            ),
        ]
        indexes = [models.Index(fields=["session", "revision"])]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a quiz or survey moves with its parts, for it shows something of them."""
        super().save(*args, **kwargs)
        if self.parent_id:
            Poll.objects.filter(pk=self.parent_id).update(revision=self.revision)

    @property
    def is_survey_part(self) -> bool:
        """Whether it opens and closes with the survey it is part of."""
        return self.parent_id is not None and self.kind != "quiz_question"

    @property
    def option_texts(self) -> list[str]:
        """The prepared answers in order. Assigning replaces the rows, which only a draft may do."""
        return [option.text for option in self.options.all()]

    @option_texts.setter
    def option_texts(self, texts: list[str]) -> None:
        self.options.all().delete()
        Option.objects.bulk_create([Option(poll=self, position=i, text=text) for i, text in enumerate(texts)])


class Option(models.Model):
    """One of a poll's prepared answers."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    text = text_column(limits.OPTION_MAX_CHARACTERS)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["poll", "position"], name="option_position_unique")]


class Answer(models.Model):
    """What one participant answered; `value` has the shape of the poll's kind.

    Never shown with its participant unless the poll is named. `state` is for texts, `points` for quizzes; `counter`
    is the one it came with (docs/decisions/0014-counters.md).
    """

    class State(models.TextChoices):
        """Whether a text is on the wall."""

        SHOWN = "shown"
        PENDING = "pending"
        HIDDEN = "hidden"

    poll = models.ForeignKey(Poll, models.CASCADE)
    epoch = models.PositiveSmallIntegerField(default=1)
    participant = models.ForeignKey(Participant, models.CASCADE)
    value = models.JSONField()
    at = models.PositiveBigIntegerField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.SHOWN)
    points = models.PositiveSmallIntegerField(default=0)
    counter = models.PositiveBigIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "epoch", "participant"], name="answer_once")]
        indexes = [models.Index(fields=["poll", "epoch", "-at"])]

    @property
    def carrier(self) -> Poll:
        """The entity it is shown in."""
        return self.poll


class Word(models.Model):
    """A word of a cloud: all spellings that fold to one skeleton, and how many people gave it.

    `spellings` are the most used ones with how many wrote them so; only `count` knows of the others.
    """

    poll = models.ForeignKey(Poll, models.CASCADE)
    epoch = models.PositiveSmallIntegerField(default=1)
    skeleton = models.CharField(max_length=limits.CLOUD_WORD_MAX_BYTES)
    spellings = models.JSONField(default=dict)
    count = models.PositiveIntegerField(default=0)
    hidden = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["poll", "epoch", "skeleton"], name="word_once_per_poll")
        ]
        indexes = [models.Index(fields=["poll", "epoch", "hidden", "-count"])]

    @property
    def carrier(self) -> Poll:
        """The entity it is shown in."""
        return self.poll

    @property
    def text(self) -> str:
        """The most used spelling; of equals the first in the alphabet, so that it does not flicker."""
        return min(
            self.spellings, key=lambda spelling: (-self.spellings[spelling], spelling), default=self.skeleton
        )
