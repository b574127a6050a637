"""Run inside a checkout: makes sessions, prints [[code, cookies that moderate and show it], …] as JSON.

make_sessions.py TITLE COUNT
"""

import json
import sys

import django

django.setup()

from django.http import HttpResponse  # noqa: E402  (after Django is set up)

from sessions.core import links  # noqa: E402
from sessions.hosting.actions import create_session  # noqa: E402
from sessions.wire.roles import Role  # noqa: E402


def make(title: str) -> tuple[str, str]:
    """One session."""
    session, answer = create_session(title), HttpResponse()
    for role in (Role.MODERATOR, Role.SCREEN):
        links.grant(answer, session, role)
    return session.code, "; ".join(f"{cookie.key}={cookie.value}" for cookie in answer.cookies.values())


if __name__ == "__main__":
    print(json.dumps([make(sys.argv[1]) for _ in range(int(sys.argv[2]))]))
