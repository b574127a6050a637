"""Columns of user text hold as many code points as their limit in graphemes may take.

SQLite does not enforce the length of a column, so nothing is done there: building the tables anew would drop their
triggers (see 0002).
"""

from typing import Any

from django.db import migrations, models


class Widen(migrations.AlterField):
    """Alter a text column on PostgreSQL, where it is a change of the catalogue alone."""

    def __init__(self, model_name: str, name: str, max_length: int, *, blank: bool = False) -> None:
        super().__init__(model_name, name, models.CharField(max_length=max_length, blank=blank))

    def database_forwards(self, *args: Any, **kwargs: Any) -> None:
        if args[1].connection.vendor == "postgresql":
            super().database_forwards(*args, **kwargs)

    def database_backwards(self, *args: Any, **kwargs: Any) -> None:
        """Leave the columns wide: what they hold by now may not fit."""


class Migration(migrations.Migration):
    dependencies = [("live_sessions", "0002_audit_is_append_only")]
    operations = [
        Widen("auditentry", "words", 3200, blank=True),
        Widen("option", "text", 1920),
        Widen("participant", "name", 640, blank=True),
        Widen("participant", "team", 640, blank=True),
        Widen("poll", "title", 3200),
        Widen("question", "author", 640, blank=True),
        Widen("question", "text", 8000, blank=True),
        Widen("question", "words", 3200, blank=True),
        Widen("session", "title", 1920),
    ]
