"""A new session like an earlier one."""

import msgspec
from django.contrib.auth.models import User
from django.db import transaction

from ..core.actors import Actor
from ..core.models import Session
from ..polls.actions import create_poll
from ..polls.models import Poll
from ..wire.commands import CreatePoll, UpdateSession
from ..wire.roles import Role
from .actions import create_session, update_session


@transaction.atomic
def duplicate_session(source: Session, owner: User | None = None) -> Session:
    """Open a session with the title, settings and polls (as drafts) of `source`; nothing people wrote."""
    copy = create_session(source.title, moderated=source.moderated, owner=owner)
    settings = {"names": source.names, "question_max_length": source.question_max_length}
    update_session(Actor(copy.pk, Role.MODERATOR), msgspec.convert(settings, UpdateSession))
    for poll in Poll.objects.filter(session=source, deleted=False).order_by("position"):
        create_poll(Actor(copy.pk, Role.MODERATOR, command_id=f"copy of {poll.pk}"), _again(poll))
    return copy


def _again(poll: Poll) -> CreatePoll:
    fields = {
        "title": poll.title,
        "options": [option.text for option in poll.options.all()],
        "kind": poll.kind,
        "multiple": poll.multiple,
        "results": poll.results_mode,
    }
    return msgspec.convert(fields, CreatePoll)
