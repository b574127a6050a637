"""`manage.py generate_protocol [--check]`."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...wire import generate


class Command(BaseCommand):
    """Write docs/protocol.md and the JavaScript twin of the wire."""

    help = "Write docs/protocol.md and static/js/wire/protocol.js from sessions/wire/."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="write nothing; fail when a file is out of date"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        texts = {generate.JS_PATH: generate.js_module(), generate.DOCS_PATH: generate.docs_page()}
        for name, text in texts.items():
            path = Path(settings.BASE_DIR, name)
            if path.exists() and path.read_text() == text:
                continue
            if options["check"]:
                raise CommandError(f"{name} is out of date: run manage.py generate_protocol.")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            self.stdout.write(f"wrote {name}")
