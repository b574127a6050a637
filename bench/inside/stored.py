"""Run inside a checkout: prints what the database holds of some sessions as JSON.

stored.py CODE …

{question id: [rows of votes, score]} and {minus an option's id: [answers with it, its count in the tally]}.
"""

import json
import sys
from collections import Counter

import django

django.setup()

from django.db.models import Count  # noqa: E402  (after Django is set up)

from sessions.models import Answer, Poll, Question  # noqa: E402

if __name__ == "__main__":
    codes = sys.argv[1:]
    rows = Question.objects.filter(session__code__in=codes).annotate(votes=Count("upvote"))
    stored = {row.pk: (row.votes, row.score) for row in rows}
    for poll in Poll.objects.filter(session__code__in=codes, kind="choice").prefetch_related("options"):
        answers = Answer.objects.filter(poll=poll, epoch=poll.epoch)
        chosen = Counter(option for value in answers.values_list("value", flat=True) for option in value)
        stored |= {-o.pk: (chosen[o.pk], poll.tally.get(str(o.pk), 0)) for o in poll.options.all()}
    print(json.dumps(stored))
