"""Poll, Option and Answer."""

from django.db import models
from django.db.models import Q

from ..core.models import Participant, Session
from ..wire import limits


class Poll(models.Model):
    """A question with prepared answers. `tally` is kept equal to a recount of the answers; its shape is the kind's."""

    class State(models.TextChoices):
        """The life of a poll. Only drafts can be edited; only open ones take answers."""

        DRAFT = "draft"
        OPEN = "open"
        CLOSED = "closed"

    session = models.ForeignKey(Session, models.CASCADE)
    command_id = models.CharField(max_length=limits.MAX_COMMAND_ID_CHARACTERS)
    kind = models.CharField(max_length=12)
    title = models.CharField(max_length=limits.POLL_TITLE_MAX_CHARACTERS)
    position = models.PositiveIntegerField()
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT)
    multiple = models.BooleanField(default=False)
    results_mode = models.CharField(max_length=6, default="live")
    revealed = models.BooleanField(default=False)
    deleted = models.BooleanField(default=False)
    answers = models.PositiveIntegerField(default=0)
    tally = models.JSONField(default=dict)
    revision = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "command_id"], name="poll_created_once"),
            models.UniqueConstraint(
                fields=["session"], condition=Q(state="open", deleted=False), name="one_open_poll"
            ),
        ]
        indexes = [models.Index(fields=["session", "revision"])]

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
    text = models.CharField(max_length=limits.OPTION_MAX_CHARACTERS)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["poll", "position"], name="option_position_unique")]


class Answer(models.Model):
    """What one participant answered; `value` has the shape of the poll's kind. Never shown with its participant."""

    poll = models.ForeignKey(Poll, models.CASCADE)
    participant = models.ForeignKey(Participant, models.CASCADE)
    value = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "participant"], name="answer_once")]
