"""Acts: changes to rows that are written to the audit trail together, so that they can be undone together."""

from functools import cached_property
from typing import Any

from django.db import models

from ..wire.errors import Code, Refused
from .actors import Actor, Doer
from .models import AuditEntry, Session
from .revisions import bump

Field = tuple[str, int, str]  # model, id, name

# What makes a poll another one to whoever looks at it: no act on what it was before goes through.
_WEIGHTY = {"title", "option_texts", "settings", "named", "seconds", "show_count", "deleted", "epoch"}
# Acts that put an end to more than they name: they need everything to be as it was seen.
_SWEEPING = {"deleted", "epoch"}
# What has nothing to do with the rest.
_APART = {"position", "enlarged"}


class Act:
    """One act of one actor on a locked session. Collects what it changes, then writes one audit entry.

    Where the actor says what they had seen, it is refused if that was changed since by somebody else: two moderators
    act at once, or a copy of an act comes late, after a newer one. What is already as wanted is no change.
    """

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
        if self.actor.seen:
            self._refuse_changed(row, set(after))
        self._save(row, after)
        self.record(row, {name: before[name] for name in after}, after)

    def record(self, row: models.Model, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Note a change that was already saved."""
        self.changes.append({"model": _name(row), "id": row.pk, "before": before, "after": after})

    def _refuse_changed(self, row: models.Model, names: set[str]) -> None:
        """Raise Refused(changed_since) where one of these fields, or what they hang on, was changed since."""
        changed = {name for model, key, name in self._changed_since if (model, key) == (_name(row), row.pk)}
        weighty = set() if isinstance(row, Session) else _WEIGHTY
        counts = changed - _APART if names & _SWEEPING else changed & (names | weighty)
        if counts or getattr(row, "edited", 0) > self.actor.seen:
            raise Refused(Code.CHANGED_SINCE)

    @cached_property
    def _changed_since(self) -> set[Field]:
        """What other acts changed after what the actor has seen. The end of a countdown is no surprise."""
        before_this = self.session.revision - self.session.bumped
        since = AuditEntry.objects.filter(
            session=self.session,
            revision__gt=self.actor.seen,
            revision__lte=before_this,
            pk__gt=self.actor.act,
        ).exclude(role=Doer.CLOCK)
        return {
            (change["model"], change["id"], name)
            for changes in since.values_list("changes", flat=True)
            for change in changes
            for name in change["after"]
        }

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
            revision=self.session.revision,
            undoes_id=undoes,
        )
        return {"act": entry.pk}


def _name(row: models.Model) -> str:
    return row._meta.model_name or ""
