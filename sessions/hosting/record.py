"""The moderation record in words: who did what, to what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ..core.models import AuditEntry, Session
from ..polls.models import Poll

ROLES = {
    "host": _("Host"),
    "moderator": _("Moderator"),
    "attendee": _("Attendee"),
}
ACTS = {
    "session.create": _("session started"),
    "session.update": _("settings changed"),
    "session.end": _("session ended"),
    "session.reopen": _("session opened again"),
    "link.rotate": _("link replaced"),
    "question.approve": _("approved"),
    "question.dismiss": _("dismissed"),
    "question.highlight": _("highlighted"),
    "question.highlight off": _("no longer highlighted"),
    "question.answered": _("answered"),
    "question.answered off": _("not answered after all"),
    "question.archive": _("archived"),
    "question.restore": _("restored"),
    "question.withdraw": _("withdrawn"),
    "poll.create": _("poll prepared"),
    "poll.update": _("poll changed"),
    "poll.delete": _("poll deleted"),
    "poll.open": _("poll opened"),
    "poll.close": _("poll closed"),
    "poll.reveal": _("results shown"),
    "poll.reveal off": _("results hidden"),
    "stage.show": _("put on stage"),
    "stage.join_panel": _("join panel shown"),
    "stage.join_panel off": _("join panel hidden"),
}
UNDONE = _("undone: {act}")
TARGETS = {
    "join": _("how to join"),
    "questions": _("questions"),
    "blank": _("blank"),
    "moderator": _("for moderators"),
    "screen": _("for the big screen"),
    "title": _("title"),
    "moderated": _("review before showing"),
    "intake_open": _("taking questions"),
    "question_max_length": _("longest question"),
    "names": _("names"),
}
# Acts that switch something on or off, and the field that says which.
_SWITCHES = {
    "question.highlight": "highlighted",
    "question.answered": "answered",
    "poll.reveal": "revealed",
    "stage.join_panel": "join_panel",
}


@dataclass(frozen=True)
class Line:
    """One act, in the language active now. `target` is "" for acts on the session as a whole."""

    at: datetime
    who: str
    what: str
    target: str
    reason: str
    words: str


def read_record(session: Session) -> Iterator[Line]:
    """All acts of a session, in order."""
    polls = {
        f"poll {pk}": title for pk, title in Poll.objects.filter(session=session).values_list("pk", "title")
    }
    for entry in AuditEntry.objects.filter(session=session).select_related("undoes").order_by("pk"):
        who = str(ROLES.get(entry.role, entry.role))
        target = polls.get(entry.target) or _in_words(entry.target)
        yield Line(entry.at, who, _what(entry), target, entry.reason, entry.words)


def _what(entry: AuditEntry) -> str:
    if entry.undoes:
        return str(UNDONE).format(act=_what(entry.undoes))
    field = _SWITCHES.get(entry.act)
    is_off = field and not any(change["after"].get(field) for change in entry.changes)
    name = f"{entry.act} off" if is_off else entry.act
    return str(ACTS.get(name, name))


def _in_words(target: str) -> str:
    return ", ".join(str(TARGETS.get(part, part)) for part in target.split(", "))
