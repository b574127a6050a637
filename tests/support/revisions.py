"""The tree as other revisions of ours have it: to upgrade to one, and to go back from it."""

import re
import shutil
from pathlib import Path

from .servers import ROOT

# What a later version may bring: a table, a column, and kinds of things that hang on no table.
MIGRATION = """
from django.db import migrations, models

def more(apps, schema_editor):
    session = apps.get_model("live_sessions", "Session").objects.first()
    apps.get_model("live_sessions", "Badge").objects.create(session=session, text="later")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE TYPE mood AS ENUM ('fine', 'tired')")
        schema_editor.execute("CREATE DOMAIN short AS text CHECK (length(VALUE) < 9)")
        schema_editor.execute("CREATE TYPE pair AS (one int, two int)")
        schema_editor.execute("CREATE SEQUENCE badge_numbers")
        schema_editor.execute("CREATE VIEW one AS SELECT 1 AS one")
        schema_editor.execute("CREATE MATERIALIZED VIEW two AS SELECT 2 AS two")
        schema_editor.execute("CREATE FUNCTION three() RETURNS int LANGUAGE sql AS 'SELECT 3'")

class Migration(migrations.Migration):
    atomic = False
    dependencies = [("live_sessions", "{last}")]
    operations = [
        migrations.AddField("session", "motto", models.TextField(default="")),
        migrations.CreateModel("Badge", [
            ("id", models.BigAutoField(primary_key=True)),
            ("session", models.ForeignKey("live_sessions.Session", on_delete=models.CASCADE, null=True)),
            ("text", models.TextField()),
        ]),
        migrations.RunPython(more),
    ]
"""


def last_migration() -> str:
    """The name of the newest migration of this revision."""
    folder = ROOT / "sessions" / "migrations"
    return max(path.stem for path in folder.glob("[0-9]*.py"))


def later_revision(folder: Path) -> tuple[Path, str]:
    """A copy of the tree with one migration more. Returns the tree, and that migration's name."""
    for name in ("qa_server", "sessions"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "manage.py", folder)
    for name in ("static", "locale"):
        (folder / name).symlink_to(ROOT / name)
    last = last_migration()
    later = f"{int(re.match('[0-9]+', last)[0]) + 1:04}_badges"
    (folder / "sessions" / "migrations" / f"{later}.py").write_text(MIGRATION.replace("{last}", last))
    return folder, later
