"""Who may replace a session's links, and doing it by a form that may be sent twice."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ..core import links
from ..core.links import Kind
from ..core.models import AuditEntry, Session
from ..core.revisions import lock_session
from ..wire.errors import Code, Refused
from ..wire.roles import Role
from .actions import SAME_FORM_SECONDS, rotate_link


def is_host(session: Session, cookies: Mapping[str, str], account: int | None) -> bool:
    """Whether this is the host, by link or account. A session of before there were hosts' links knows none."""
    return (
        links.holds(cookies, session, Kind.HOST)
        or not session.host_link
        or (session.owner_id is not None and session.owner_id == account)
    )


@transaction.atomic
def replace_link(
    session_id: int, kind: Kind, number: int | None, cookies: Mapping[str, str], account: int | None
) -> Session:
    """Make a new link in place of link `number`. Moderators may replace the screen's, the host all. Raises Refused.

    Returns the session, whose present link of this kind this browser may be given.
    """
    session = lock_session(session_id, ended_too=True)
    if _did_it_just_now(session, kind, cookies):
        return session
    if not links.holds(cookies, session, Role.MODERATOR):
        raise Refused(Code.NOT_FOUND)
    if kind is not Kind.SCREEN and not is_host(session, cookies, account):
        raise Refused(Code.NOT_ALLOWED)
    held = links.held_link(cookies, session, kind)
    return rotate_link(session_id, kind, number, held.browser if held and held.kind is kind else "")


def _did_it_just_now(session: Session, kind: Kind, cookies: Mapping[str, str]) -> bool:
    """Whether this browser replaced the link a moment ago and has not heard of it, as after a double click.

    Its cookie is of the link before. Another browser with such a cookie is one the link was replaced against.
    """
    held = links.held_before(cookies, session, kind)
    if not held or not held.browser or session.link_replaced_by != held.browser:
        return False
    since = timezone.now() - timedelta(seconds=SAME_FORM_SECONDS)
    replaced = AuditEntry.objects.filter(session=session, act="link.rotate", target=kind.value, at__gt=since)
    return replaced.exists()
