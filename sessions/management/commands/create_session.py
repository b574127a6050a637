"""`manage.py create_session "Title" [--moderated] [--code 3821214] [--json]`."""

import json
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...core import links
from ...hosting.actions import create_session
from ...hosting.demo import demo_session
from ...join.codes import normalise
from ...join.qr import terminal
from ...wire.errors import Refused

# In the order they are needed.
LINKS = (
    ("host", "host_url", "yours: open it on your laptop"),
    ("big screen", "screen_url", "for the projector"),
    ("attendees", "attendee_url", "for everybody: on the first slide, or as a QR code"),
    ("moderator", "moderator_url", "for colleagues who help at the desk"),
)


class Command(BaseCommand):
    """Start a session and print its links."""

    help = "Start a session and print its code and links."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("title", nargs="?", default="")
        parser.add_argument("--moderated", action="store_true", help="review questions before they are shown")
        parser.add_argument("--code", help="a free seven-digit code; random when left out")
        parser.add_argument("--json", action="store_true", help="print one JSON object for scripts")
        parser.add_argument(
            "--demo",
            action="store_true",
            help="the example talk, made on the first call; with HOSTING=accounts where to sign in instead",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["demo"] and settings.HOSTING == "accounts":
            self.stdout.write(where_to_sign_in())
            return
        code = options["code"] and normalise(options["code"])
        if options["code"] and not code:
            raise CommandError(f"A code has seven digits, not {options['code']!r}.")
        try:
            if options["demo"]:
                session = demo_session()
            else:
                session = create_session(options["title"], moderated=options["moderated"], code=code)
        except Refused as refused:
            raise CommandError(refused.message) from refused
        urls = {
            "code": session.code,
            "attendee_url": links.attendee_url(session),
            "host_url": links.host_url(session),
            "moderator_url": links.moderator_url(session),
            "screen_url": links.screen_url(session),
        }
        if options["json"]:
            self.stdout.write(json.dumps(urls))
            return
        self.stdout.write(f"{session.title}  #{session.code}\n\n")
        for who, name, where in LINKS:
            if urls[name]:
                self.stdout.write(f"  {who:<11} {urls[name]}   {where}")
        if self.stdout.isatty():
            self.stdout.write(f"\n{terminal(urls['attendee_url'])}")


def where_to_sign_in() -> str:
    """For a server that serves others: no talk in it that nobody started, and no key in its log."""
    line = f"Hosts sign in at {settings.PUBLIC_URL}/host/."
    if not get_user_model().objects.exists():
        line += " There is no account yet. The first: script/manage createsuperuser"
    return line
