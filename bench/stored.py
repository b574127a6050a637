"""`python -m bench.stored CODE`: what the database holds, as JSON {question id: [rows of votes, score]}."""

import json
import sys

import django

django.setup()

from django.db.models import Count  # noqa: E402  (after Django is set up)

from sessions.models import Question  # noqa: E402

if __name__ == "__main__":
    rows = Question.objects.filter(session__code=sys.argv[1]).annotate(votes=Count("upvote"))
    print(json.dumps({row.pk: (row.votes, row.score) for row in rows}))
