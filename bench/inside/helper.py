"""Runs inside a checkout, with its models: makes sessions, and reads what is stored past the server.

For every line [name, argument, …] of JSON it prints one line with what the function of that name returns.
"""

import json
import sys
from collections import Counter

import django

django.setup()

from django.db.models import Count, Q  # noqa: E402  (after Django is set up)
from django.http import HttpResponse  # noqa: E402

from sessions.core import links  # noqa: E402
from sessions.hosting.actions import create_session  # noqa: E402
from sessions.models import Answer, Poll, Question, Upvote  # noqa: E402
from sessions.wire.roles import Role  # noqa: E402


def make_sessions(title: str, count: int) -> list[tuple[str, str]]:
    """New sessions: (code, cookies that moderate and show it)."""
    return [_make_session(title) for _ in range(count)]


def _make_session(title: str) -> tuple[str, str]:
    session, answer = create_session(title), HttpResponse()
    for role in (Role.MODERATOR, Role.SCREEN):
        links.grant(answer, session, role)
    return session.code, "; ".join(f"{cookie.key}={cookie.value}" for cookie in answer.cookies.values())


# Earlier revisions keep no votes that were taken back.
_ACTIVE = Q(upvote__active=True) if hasattr(Upvote, "active") else Q()


def stored(codes: list[str]) -> dict[int, tuple[int, int]]:
    """Question id → (rows of votes, score), minus an option's id → (answers with it, its count in the tally)."""
    rows = Question.objects.filter(session__code__in=codes).annotate(votes=Count("upvote", filter=_ACTIVE))
    found = {row.pk: (row.votes, row.score) for row in rows}
    for poll in Poll.objects.filter(session__code__in=codes, kind="choice").prefetch_related("options"):
        answers = Answer.objects.filter(poll=poll, epoch=poll.epoch)
        chosen = Counter(option for value in answers.values_list("value", flat=True) for option in value)
        found |= {-o.pk: (chosen[o.pk], poll.tally.get(str(o.pk), 0)) for o in poll.options.all()}
    return found


if __name__ == "__main__":
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        print(json.dumps(globals()[name](*arguments)), flush=True)
