"""Leading polls through their life. Making them is in `preparing`, answers in `answers`, texts and words in `wall`."""

from django.db import transaction

from ..core.actors import Actor, now_ms
from ..core.acts import Act
from ..core.models import Session
from ..core.revisions import bump, lock_session
from ..wire import limits
from ..wire.commands import ClosePoll, DeletePoll, OpenPoll, RepeatPoll, ResetPoll, RevealPoll
from ..wire.errors import Code, Refused
from ..wire.roles import Role
from .models import Poll
from .preparing import copy_poll, find_poll, made_by, record_new, target_of

State = Poll.State


@transaction.atomic
def open_poll(actor: Actor, command: OpenPoll) -> dict[str, int]:
    """Take answers, on every phone and on the big screen. The poll open until now is closed."""
    session, poll = find_poll(actor, command.poll)
    act = Act(actor, session, command.tag)
    _open(act, poll)
    return act.write(target=target_of(poll))


@transaction.atomic
def repeat_poll(actor: Actor, command: RepeatPoll) -> dict[str, int]:
    """Open a second round beside a poll that was shown. Returns {"poll": id, "act": id}."""
    session, poll = find_poll(actor, command.poll)
    if earlier := made_by(session, actor.command_id):
        return {"poll": earlier.pk}
    if poll.state == State.DRAFT or poll.parent or poll.kind in ("quiz", "survey"):
        raise Refused(Code.POLL_NOT_OPEN)
    again = copy_poll(session, actor.command_id, poll, repeats=poll)
    made = record_new(actor, session, command.tag, again)
    act = Act(actor, session, OpenPoll.tag)
    _open(act, again)
    act.write(target=target_of(again))
    return made


@transaction.atomic
def close_poll(actor: Actor, command: ClosePoll) -> dict[str, int]:
    """Take no more answers."""
    session, poll = find_poll(actor, command.poll)
    if poll.state == State.DRAFT:
        raise Refused(Code.POLL_NOT_OPEN)
    act = Act(actor, session, command.tag)
    _close(act, poll)
    return act.write(target=target_of(poll))


@transaction.atomic
def close_due_polls(session_id: int) -> None:
    """Close the polls whose countdown, with its grace, is over."""
    session = lock_session(session_id, ended_too=True)
    due = Poll.objects.filter(
        session=session, state=State.OPEN, deleted=False, closes_at__lte=now_ms() - limits.LATE_GRACE_MS
    )
    for poll in due:
        act = Act(Actor(session_id, Role.MODERATOR), session, "poll.timeout")
        _close(act, poll)
        act.write(target=target_of(poll))


@transaction.atomic
def reveal_poll(actor: Actor, command: RevealPoll) -> dict[str, int]:
    """Show or hide the results for attendees and the big screen; revealing a quiz question ends it."""
    session, poll = find_poll(actor, command.poll)
    act = Act(actor, session, command.tag)
    if poll.kind == "quiz_question" and command.on and poll.state == State.OPEN:
        _close(act, poll)
    if command.on:
        act.change(poll, revealed=True)
    elif poll.results_mode == "live":
        act.change(poll, revealed=False, results_mode="hidden")
    else:
        act.change(poll, revealed=False)
    _touch_parent(session, poll)
    return act.write(target=target_of(poll))


@transaction.atomic
def reset_poll(actor: Actor, command: ResetPoll) -> dict[str, int]:
    """Start over as a draft without answers: a new epoch, which undo takes back."""
    session, poll = find_poll(actor, command.poll)
    act = Act(actor, session, command.tag)
    _leave_stage(act, poll)
    for row in [poll, *_parts(poll)]:
        act.change(
            row,
            state=State.DRAFT.value,
            revealed=False,
            opened_at=None,
            closes_at=None,
            enlarged=None,
            epoch=row.epoch + 1,
            answers=0,
            tally={},
        )
    _touch_parent(session, poll)
    return act.write(target=target_of(poll))


@transaction.atomic
def delete_poll(actor: Actor, command: DeletePoll) -> dict[str, int]:
    """Take the poll out of every view; its answers stay, for undo."""
    session, poll = find_poll(actor, command.poll)
    act = Act(actor, session, command.tag)
    _leave_stage(act, poll)
    for row in [poll, *_parts(poll)]:
        act.change(row, deleted=True)
    _touch_parent(session, poll)
    return act.write(target=target_of(poll))


def _open(act: Act, poll: Poll) -> None:
    """Open a poll. A survey opens with its parts; a question opens its quiz, which stays open beside it."""
    if poll.parent and poll.parent.kind == "survey":
        raise Refused(Code.KIND_HERE)
    if poll.kind == "quiz_question" and poll.answers:
        # What is right may have been seen by now.
        raise Refused(Code.POLL_NOT_DRAFT)
    for other in Poll.objects.filter(session=act.session, state=State.OPEN, deleted=False):
        if other.pk not in (poll.pk, poll.parent_id) and other.parent_id != poll.pk:
            _close(act, other)
    if poll.parent:
        act.change(poll.parent, state=State.OPEN.value)
    if poll.state != State.OPEN:
        opened_at = now_ms()
        closes_at = opened_at + poll.seconds * 1000 if poll.seconds else None
        act.change(poll, state=State.OPEN.value, opened_at=opened_at, closes_at=closes_at)
    if poll.kind == "survey":
        for part in _parts(poll):
            act.change(part, state=State.OPEN.value)
    act.change(act.session, stage_view="poll", stage_poll_id=poll.pk)


def _close(act: Act, poll: Poll) -> None:
    for row in [poll, *_parts(poll)]:
        if row.state == State.OPEN:
            act.change(row, state=State.CLOSED.value, closes_at=None)


def _leave_stage(act: Act, poll: Poll) -> None:
    if act.session.stage_poll_id in [row.pk for row in [poll, *_parts(poll)]]:
        act.change(act.session, stage_view="questions", stage_poll_id=None)


def _parts(poll: Poll) -> list[Poll]:
    return list(Poll.objects.filter(parent=poll, deleted=False).order_by("position"))


def _touch_parent(session: Session, poll: Poll) -> None:
    """What a quiz or survey shows of its parts changed."""
    if poll.parent_id:
        Poll.objects.filter(pk=poll.parent_id).update(revision=bump(session))
