"""Starting, setting up and ending sessions."""

import secrets
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language

from ..core.actors import Actor, Doer
from ..core.acts import Act
from ..core.blocked_words import languages_with_lists
from ..core.links import Kind
from ..core.models import AuditEntry, Session
from ..core.queries import is_code_taken
from ..core.revisions import lock_session
from ..core.texts import clean_line, clean_lines
from ..wire import limits
from ..wire.commands import EndSession, ReopenSession, UpdateSession
from ..wire.errors import Code, Refused
from ..wire.roles import Role

SAME_FORM_SECONDS = 10

_LOWEST_CODE = 10 ** (limits.CODE_DIGITS - 1)


@transaction.atomic
def create_session(
    title: str,
    *,
    moderated: bool = False,
    code: str | None = None,
    owner: User | None = None,
    start_key: str = "",
) -> Session:
    """Open a session with the given free code, or a random one. Raises Refused.

    Its word lists are those of the language active now, the host's. The same `start_key` twice within a moment (a
    double click, a form sent again) gives the same session.
    """
    title = clean_line(title, limits.TITLE_MAX_CHARACTERS)
    if earlier := just_started(start_key):
        return earlier
    if code and is_code_taken(code):
        raise Refused(Code.CODE_TAKEN, code=code)
    # A full table would need millions of open sessions; a few tries are plenty before that.
    code = code or next(fresh for fresh in iter(_random_code, "") if not is_code_taken(fresh))
    try:
        with transaction.atomic():
            if start_key:
                # Not that of somebody who was faster since we looked: theirs is the session then.
                Session.objects.filter(~_is_fresh(), start_key=start_key).update(start_key="")
            session = Session.objects.create(
                title=title,
                moderated=moderated,
                code=code,
                owner=owner,
                languages=_own_languages(),
                start_key=start_key,
            )
    except IntegrityError as error:  # somebody was faster
        if earlier := just_started(start_key):
            return earlier
        raise Refused(Code.CODE_TAKEN, code=code) from error
    AuditEntry.objects.create(session=session, role=Doer.HOST.value, act="session.create")
    return session


def just_started(start_key: str) -> Session | None:
    """The session that was started by this a moment ago."""
    if not start_key:
        return None
    return Session.objects.filter(_is_fresh(), start_key=start_key).first()


def _is_fresh() -> Q:
    """Whether the same form sent now means the session it made then."""
    return Q(created_at__gt=timezone.now() - timedelta(seconds=SAME_FORM_SECONDS), ended=False)


@transaction.atomic
def update_session(actor: Actor, command: UpdateSession) -> dict[str, int]:
    """Change the settings that are given. Returns {"act": id}."""
    session = lock_session(actor.session_id)
    fields: dict[str, Any] = {
        name: value for name in command.__struct_fields__ if (value := getattr(command, name)) is not None
    }
    if "title" in fields:
        fields["title"] = clean_line(fields["title"], limits.TITLE_MAX_CHARACTERS)
    _check_length(fields.get("question_max_length"))
    if "languages" in fields:
        fields["languages"] = sorted(set(fields["languages"]))
    for name in ("also_block", "never_block"):
        if name in fields:
            fields[name] = clean_lines(fields[name], limits.WORD_LIST_MAX_CHARACTERS)
    act = Act(actor, session, command.tag)
    act.change(session, **fields)
    return act.write(target=", ".join(sorted(fields))[:40])


@transaction.atomic
def end_session(actor: Actor, command: EndSession) -> dict[str, int]:
    """No more acts but reading; the code becomes free."""
    session = lock_session(actor.session_id, ended_too=True)
    act = Act(actor, session, command.tag)
    if not session.ended:
        act.change(session, ended=True, ended_at=actor.at)
    return act.write()


@transaction.atomic
def reopen_session(actor: Actor, command: ReopenSession) -> dict[str, int]:
    """Open an ended session again, unless an open one has its code by now."""
    session = lock_session(actor.session_id, ended_too=True)
    if session.ended and is_code_taken(session.code):
        raise Refused(Code.CODE_TAKEN, code=session.code)
    act = Act(actor, session, command.tag)
    act.change(session, ended=False, ended_at=None)
    return act.write()


@transaction.atomic
def rotate_link(session_id: int, kind: Kind | Role, number: int | None = None, browser: str = "") -> Session:
    """Make a new link of this kind; holders of the old one lose their sockets. Returns the session.

    `number` is that of the link to replace. If it was replaced already, as by the first of a double click, nothing is
    done: else the link somebody was just given would be dead. `browser` is the name of the one that does it.
    """
    session = lock_session(session_id, ended_too=True)
    name = f"{kind.value}_link"
    if number not in (None, getattr(session, name)):
        return session
    act = Act(Actor(session_id, Role.MODERATOR), session, "link.rotate")
    act.change(session, **{name: getattr(session, name) + 1, "link_replaced_by": browser})
    # Not undoable: what was rotated away must not come back.
    act.changes = []
    AuditEntry.objects.create(
        session=session, role=Role.MODERATOR.value, act="link.rotate", target=kind.value
    )
    return session


def _own_languages() -> list[str]:
    language = (get_language() or "en").split("-")[0]
    return [language] if language in languages_with_lists() else ["en"]


def _check_length(value: int | None) -> None:
    lowest, highest = limits.QUESTION_MIN_SETTING, limits.QUESTION_MAX_SETTING
    if value is not None and not lowest <= value <= highest:
        raise Refused(Code.NUMBER_OUT_OF_RANGE, lowest=lowest, highest=highest)


def _random_code() -> str:
    return str(_LOWEST_CODE + secrets.randbelow(9 * _LOWEST_CODE))
