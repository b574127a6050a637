"""A new session like an earlier one."""

import msgspec
from django.contrib.auth.models import User
from django.db import transaction

from ..core.actors import Actor
from ..core.models import Session
from ..core.revisions import lock_session
from ..polls.models import Poll
from ..polls.preparing import copy_poll
from ..wire.commands import UpdateSession
from ..wire.roles import Role
from .actions import create_session, just_started, update_session


@transaction.atomic
def duplicate_session(source: Session, owner: User | None = None, start_key: str = "") -> Session:
    """Open a session with the title, settings and polls (as drafts) of `source`; nothing people wrote.

    The same `start_key` twice within a moment gives the same session.
    """
    lock_session(source.pk, ended_too=True)  # so that the second of two finds the whole copy of the first
    if earlier := just_started(start_key):
        return earlier
    copy = create_session(source.title, moderated=source.moderated, owner=owner, start_key=start_key)
    names = ("names", "question_max_length", "languages", "also_block", "never_block")
    settings = {name: getattr(source, name) for name in names}
    update_session(Actor(copy.pk, Role.MODERATOR), msgspec.convert(settings, UpdateSession))
    session = lock_session(copy.pk)
    for poll in Poll.objects.filter(session=source, parent=None, deleted=False).order_by("position"):
        copy_poll(session, f"copy of {poll.pk}", poll)
    return copy
