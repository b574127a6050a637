"""`manage.py restore FILE [--yes]`."""

import sys
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from qa_server.backups.archive import BackupError
from qa_server.backups.commands import restore

QUESTION = "This replaces everything in the database. Type yes to go on: "


class Command(BaseCommand):
    """Put back what a backup holds: all of it, or nothing."""

    help = "Replace the database and the secret key by those of a backup. The server must be stopped."
    requires_system_checks: list[str] = []  # the database may be what is broken

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="a file made by `manage.py backup`; - is standard input")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["yes"]:
            if options["file"] == "-" or not sys.stdin.isatty():
                raise CommandError(
                    "This replaces everything in the database. Add --yes to say that you mean it."
                )
            if input(QUESTION).strip().lower() != "yes":
                raise CommandError("Nothing was changed.")
        try:
            if options["file"] == "-":
                left_to_do = restore(sys.stdin.buffer)
            else:
                with open(options["file"], "rb") as file:
                    left_to_do = restore(file)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        call_command("migrate", verbosity=0)  # a backup of an earlier version
        self.stdout.write("Restored. Start the server.")
        if left_to_do:
            self.stderr.write(left_to_do)
