"""Sessions choose their word lists. Those there are keep both that were used for all."""

from typing import Any

from django.db import migrations, models


def keep_both_lists(apps: Any, schema_editor: Any) -> None:
    apps.get_model("live_sessions", "Session").objects.update(languages=["en", "fr"])


class Migration(migrations.Migration):
    dependencies = [("live_sessions", "0005_counters")]
    operations = [
        migrations.AddField("session", "also_block", models.CharField(blank=True, max_length=32000)),
        migrations.AddField("session", "never_block", models.CharField(blank=True, max_length=32000)),
        migrations.AddField("session", "languages", models.JSONField(default=list)),
        migrations.RunPython(keep_both_lists, migrations.RunPython.noop),
    ]
