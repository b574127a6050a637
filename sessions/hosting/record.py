"""The moderation record in words: who did what, to what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ..core.models import AuditEntry, Session
from ..polls.models import Poll

ROLES = {
    "host": _("Host"),
    "clock": _("the clock"),
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
    "poll.timeout": _("time was up"),
    "poll.duplicate": _("poll copied"),
    "poll.repeat": _("second round made"),
    "poll.move": _("poll moved"),
    "poll.reset": _("started over without answers"),
    "word.hide": _("word hidden"),
    "word.hide off": _("word shown again"),
    "answer.hide": _("text hidden"),
    "answer.hide off": _("text shown again"),
    "answer.approve": _("text approved"),
    "player.hide": _("name hidden"),
    "player.hide off": _("name shown"),
    "answer.enlarge": _("text shown large"),
    "answer.enlarge off": _("all texts shown again"),
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
    "languages": _("languages of the word lists"),
    "also_block": _("blocked words"),
    "never_block": _("allowed words"),
}
# Acts that switch something on or off: the field that says which, and its value for "on" (None: anything).
_SWITCHES = {
    "question.highlight": ("highlighted", True),
    "question.answered": ("answered", True),
    "poll.reveal": ("revealed", True),
    "stage.join_panel": ("join_panel", True),
    "word.hide": ("hidden", True),
    "answer.hide": ("state", "hidden"),
    "player.hide": ("state", "hidden"),
    "answer.enlarge": ("enlarged", None),
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
    is_off = entry.act in _SWITCHES and not _is_on(entry, *_SWITCHES[entry.act])
    name = f"{entry.act} off" if is_off else entry.act
    return str(ACTS.get(name, name))


def _is_on(entry: AuditEntry, field: str, on: object) -> bool:
    values = [change["after"].get(field) for change in entry.changes]
    return any(value is not None and on in (None, value) for value in values)


def _in_words(target: str) -> str:
    return ", ".join(str(TARGETS.get(part, part)) for part in target.split(", "))
