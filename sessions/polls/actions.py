"""Preparing polls and leading them through their life. Answers are in `answers`."""

from django.db import transaction
from django.db.models import Max

from ..core.actors import Actor
from ..core.acts import Act
from ..core.models import Session
from ..core.revisions import bump, lock_session
from ..core.texts import clean_line
from ..wire import limits
from ..wire.commands import ClosePoll, CreatePoll, DeletePoll, OpenPoll, RevealPoll, UpdatePoll
from ..wire.errors import Code, Refused
from .kinds import KINDS
from .models import Poll

State = Poll.State


@transaction.atomic
def create_poll(actor: Actor, command: CreatePoll) -> dict[str, int]:
    """Make a draft. Returns {"poll": id, "act": id}; the same command twice, the same poll."""
    session = lock_session(actor.session_id)
    earlier = Poll.objects.filter(session=session, command_id=actor.command_id).first()
    if earlier:
        return {"poll": earlier.pk}
    title = clean_line(command.title, limits.POLL_TITLE_MAX_CHARACTERS)
    options = KINDS[command.kind].check_options(command.options)
    last = Poll.objects.filter(session=session).aggregate(Max("position"))["position__max"] or 0
    poll = Poll.objects.create(
        session=session,
        command_id=actor.command_id,
        kind=command.kind,
        title=title,
        position=last + 1,
        multiple=command.multiple,
        results_mode=command.results,
        revision=bump(session),
    )
    poll.option_texts = options
    act = Act(actor, session, command.tag)
    act.record(poll, {"deleted": True}, {"deleted": False})
    return {"poll": poll.pk} | act.write(target=_target(poll))


@transaction.atomic
def update_poll(actor: Actor, command: UpdatePoll) -> dict[str, int]:
    """Change a draft. Returns {"act": id}."""
    session, poll = _poll(actor, command.poll)
    if poll.state != State.DRAFT:
        raise Refused(Code.POLL_NOT_DRAFT)
    act = Act(actor, session, command.tag)
    act.change(
        poll,
        title=clean_line(command.title, limits.POLL_TITLE_MAX_CHARACTERS),
        multiple=command.multiple,
        results_mode=command.results,
        option_texts=KINDS[poll.kind].check_options(command.options),
    )
    return act.write(target=_target(poll))


@transaction.atomic
def open_poll(actor: Actor, command: OpenPoll) -> dict[str, int]:
    """Take answers, on every phone and on the big screen. The poll open until now is closed."""
    session, poll = _poll(actor, command.poll)
    act = Act(actor, session, command.tag)
    for other in Poll.objects.filter(session=session, state=State.OPEN, deleted=False).exclude(pk=poll.pk):
        act.change(other, state=State.CLOSED.value)
    act.change(poll, state=State.OPEN.value)
    act.change(session, stage_view="poll", stage_poll_id=poll.pk)
    return act.write(target=_target(poll))


@transaction.atomic
def close_poll(actor: Actor, command: ClosePoll) -> dict[str, int]:
    """Take no more answers."""
    session, poll = _poll(actor, command.poll)
    if poll.state == State.DRAFT:
        raise Refused(Code.POLL_NOT_OPEN)
    act = Act(actor, session, command.tag)
    act.change(poll, state=State.CLOSED.value)
    return act.write(target=_target(poll))


@transaction.atomic
def reveal_poll(actor: Actor, command: RevealPoll) -> dict[str, int]:
    """Show or hide the results for attendees and the big screen."""
    session, poll = _poll(actor, command.poll)
    act = Act(actor, session, command.tag)
    if command.on:
        act.change(poll, revealed=True)
    else:
        act.change(poll, revealed=False, results_mode="hidden")
    return act.write(target=_target(poll))


@transaction.atomic
def delete_poll(actor: Actor, command: DeletePoll) -> dict[str, int]:
    """Take the poll out of every view; its answers stay, for undo."""
    session, poll = _poll(actor, command.poll)
    act = Act(actor, session, command.tag)
    if session.stage_poll_id == poll.pk:
        act.change(session, stage_view="questions", stage_poll_id=None)
    act.change(poll, deleted=True)
    return act.write(target=_target(poll))


def _poll(actor: Actor, poll_id: int) -> tuple[Session, Poll]:
    session = lock_session(actor.session_id)
    poll = Poll.objects.filter(session=session, pk=poll_id, deleted=False).first()
    if poll is None:
        raise Refused(Code.NOT_FOUND)
    return session, poll


def _target(poll: Poll) -> str:
    return f"poll {poll.pk}"
