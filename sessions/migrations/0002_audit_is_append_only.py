"""The database itself refuses to change an entry of the audit trail."""

from typing import Any

from django.db import migrations

TABLE = "live_sessions_auditentry"

FORWARDS = {
    "sqlite": [
        f"CREATE TRIGGER audit_append_only BEFORE UPDATE ON {TABLE} "
        "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
    ],
    "postgresql": [
        "CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$",
        f"CREATE TRIGGER audit_append_only BEFORE UPDATE ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION audit_append_only()",
    ],
}
BACKWARDS = {
    "sqlite": ["DROP TRIGGER audit_append_only"],
    "postgresql": [f"DROP TRIGGER audit_append_only ON {TABLE}", "DROP FUNCTION audit_append_only()"],
}


def _run(statements: dict[str, list[str]]) -> Any:
    def run(apps: Any, schema_editor: Any) -> None:
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement, params=None)

    return run


class Migration(migrations.Migration):
    dependencies = [("live_sessions", "0001_initial")]
    operations = [migrations.RunPython(_run(FORWARDS), _run(BACKWARDS))]
