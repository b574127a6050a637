"""Acts: changes to rows that are written to the audit trail together, so that they can be undone together."""

from typing import Any

from django.db import models

from .actors import Actor
from .models import AuditEntry, Session
from .revisions import bump


class Act:
    """One act of one actor on a locked session. Collects what it changes, then writes one audit entry."""

    def __init__(self, actor: Actor, session: Session, name: str) -> None:
        self.actor = actor
        self.session = session
        self.name = name
        self.changes: list[dict[str, Any]] = []

    def change(self, row: models.Model, **fields: Any) -> None:
        """Set `fields` (JSON values) on `row` and save just those; what is equal already is left alone."""
        before = {name: getattr(row, name) for name in fields}
        after = {name: value for name, value in fields.items() if before[name] != value}
        if not after:
            return
        self._save(row, after)
        self.record(row, {name: before[name] for name in after}, after)

    def record(self, row: models.Model, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Note a change that was already saved."""
        model = row._meta.model_name
        self.changes.append({"model": model, "id": row.pk, "before": before, "after": after})

    def _save(self, row: models.Model, fields: dict[str, Any]) -> None:
        revision = bump(self.session)
        columns = {field.attname for field in row._meta.concrete_fields}
        names = [name for name in fields if name in columns]
        for name, value in fields.items():
            setattr(row, name, value)
        # Parts without a revision of their own (a word, a text) are carried by the entity they are shown in.
        carrier: Any = getattr(row, "carrier", row)
        if not isinstance(carrier, Session):
            carrier.revision = revision
            carrier.save(update_fields=["revision"])
        row.save(update_fields=names)

    def write(
        self, target: str = "", reason: str = "", words: str = "", undoes: int | None = None
    ) -> dict[str, int]:
        """Write the audit entry, if anything changed. Returns {"act": its id}, or nothing."""
        if not self.changes:
            return {}
        entry = AuditEntry.objects.create(
            session=self.session,
            role=self.actor.role.value,
            act=self.name,
            target=target,
            reason=reason,
            words=words,
            changes=self.changes,
            undoes_id=undoes,
        )
        return {"act": entry.pk}
