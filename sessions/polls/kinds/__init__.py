"""Where a poll kind lives: one module each, registered here. To add one, see CONTRIBUTING."""

from . import choice, number, points, quiz, ranking, rating, survey, text, wordcloud
from .kind import Kind

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        choice.Choice(),
        wordcloud.Wordcloud(),
        text.Text(),
        rating.Rating(),
        ranking.Ranking(),
        number.Number(),
        points.Points(),
        quiz.QuizQuestion(),
        quiz.Quiz(),
        survey.Survey(),
    )
}

__all__ = ["KINDS", "Kind"]
