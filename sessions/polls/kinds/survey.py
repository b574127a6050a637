"""Several polls on one form, at one's own pace. Answers are saved part by part; results are told afterwards."""

from django.db.models import Count, F

from ...wire import polls as wire
from ...wire.roles import Role
from ..models import Answer, Poll
from .kind import Kind


class Survey(Kind):
    """A scrollable form on the phone, only the progress on the screen."""

    name = "survey"
    Settings = wire.SurveySettings
    parts = frozenset({"choice", "wordcloud", "text", "rating", "ranking", "number", "points"})

    def read(self, poll: Poll) -> tuple[list[int], int]:
        """Answers of each part in order, and the people who answered any."""
        parts = Poll.objects.filter(parent=poll, deleted=False).order_by("position")
        answered = Answer.objects.filter(poll__in=parts.values("pk"), epoch=F("poll__epoch"))
        people = answered.aggregate(people=Count("participant", distinct=True))["people"]
        return list(parts.values_list("answers", flat=True)), people

    def results(self, poll: Poll, role: Role) -> wire.SurveyResults:
        parts, people = poll.extra
        return wire.SurveyResults(parts=parts, people=people)

    def people(self, poll: Poll) -> int:
        return self.results(poll, Role.SCREEN).people
