"""`manage.py backup [FILE] [--keep 14]`."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from qa_server.backups.archive import BackupError
from qa_server.backups.commands import back_up, back_up_to_file, back_up_to_folder

KEEP = 14


class Command(BaseCommand):
    """Back up the database and the secret key into one file, while the server runs."""

    help = "Back up the database and the secret key into one file, while the server runs. Keep it as safe as both."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", nargs="?", help="where to; - is standard output. VAR_DIR/backups when left out"
        )
        parser.add_argument(
            "--keep", type=int, default=KEEP, help=f"how many to keep in VAR_DIR/backups ({KEEP})"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["keep"] < 1:
            raise CommandError("--keep must be at least 1: the backup that is made now.")
        try:
            if options["file"] == "-":
                back_up(sys.stdout.buffer)
                return
            if options["file"]:
                path = Path(options["file"])
                back_up_to_file(path)
            else:
                path = back_up_to_folder(settings.VAR_DIR / "backups", options["keep"])
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{path}  {path.stat().st_size:,} bytes")
