"""Leading polls through their life. Making them is in `preparing`, answers in `answers`, texts and words in `wall`."""

from django.db import transaction

from ..core.actors import Actor, Doer
from ..core.acts import Act
from ..core.clock import now_ms
from ..core.revisions import lock_session
from ..wire import limits
from ..wire.commands import ClosePoll, DeletePoll, OpenPoll, RepeatPoll, ResetPoll, RevealPoll
from ..wire.errors import Code, Refused
from .models import Poll
from .preparing import copy_poll, find_poll, made_by, record_new, target_of

State = Poll.State
_CLOSED = {"state": State.CLOSED.value, "closes_at": None}


@transaction.atomic
def open_poll(actor: Actor, command: OpenPoll) -> dict[str, int]:
    """Take answers, on every phone and on the big screen. The poll open until now is closed."""
    session, poll = find_poll(actor, command.poll)
    act = Act(actor, session, command.tag)
    _open(act, poll)
    return act.write(target=target_of(poll))


@transaction.atomic
def repeat_poll(actor: Actor, command: RepeatPoll) -> dict[str, int]:
    """Open a second round beside a poll that was shown. Returns {"poll": id, "act": id of the opening}."""
    session, poll = find_poll(actor, command.poll)
    if earlier := made_by(session, actor.command_id):
        return {"poll": earlier.pk}
    if poll.state == State.DRAFT or poll.parent or poll.kind in ("quiz", "survey"):
        raise Refused(Code.POLL_NOT_OPEN)
    again = copy_poll(session, actor.command_id, poll, repeats=poll)
    record_new(actor, session, command.tag, again, behind=poll)
    act = Act(actor, session, OpenPoll.tag)
    _open(act, again)
    return {"poll": again.pk} | act.write(target=target_of(again))


@transaction.atomic
def close_poll(actor: Actor, command: ClosePoll) -> dict[str, int]:
    """Take no more answers."""
    session, poll = find_poll(actor, command.poll)
    _refuse_survey_part(poll)
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
        act = Act(Actor(session_id, Doer.CLOCK), session, "poll.timeout")
        _close(act, poll)
        act.write(target=target_of(poll))


@transaction.atomic
def reveal_poll(actor: Actor, command: RevealPoll) -> dict[str, int]:
    """Show or hide the results for attendees and the big screen: of a survey all, of a quiz question at its end."""
    session, poll = find_poll(actor, command.poll)
    is_question = poll.kind == "quiz_question"
    if is_question and command.on:
        if poll.state == State.DRAFT:
            raise Refused(Code.POLL_NOT_OPEN)
        # An act of its own: taking back the reveal must not open again what everybody has seen.
        closing = Act(actor, session, ClosePoll.tag)
        _close(closing, poll)
        closing.write(target=target_of(poll))
    fields: dict[str, object] = {"revealed": command.on}
    if not command.on and not is_question:
        fields |= {"results_mode": "hidden"}
    act = Act(actor, session, command.tag)
    for row in [poll, *(_parts(poll) if poll.kind == "survey" else [])]:
        act.change(row, **fields)
    return act.write(target=target_of(poll))


@transaction.atomic
def reset_poll(actor: Actor, command: ResetPoll) -> dict[str, int]:
    """Start over as a draft without answers: a new epoch, which undo takes back. A survey's part stays open with it."""
    session, poll = find_poll(actor, command.poll)
    act = Act(actor, session, command.tag)
    state = State.DRAFT.value
    if poll.is_survey_part:
        state = poll.state
    else:
        _leave_stage(act, poll)
    for row in [poll, *_parts(poll)]:
        if actor.seen and row.state == state and not (row.revealed or row.answers):
            continue  # as it would be: the same command again
        act.change(
            row,
            state=state,
            revealed=False,
            opened_at=None,
            closes_at=None,
            enlarged=None,
            epoch=row.epoch + 1,
            answers=0,
            tally={},
        )
    return act.write(target=target_of(poll))


@transaction.atomic
def delete_poll(actor: Actor, command: DeletePoll) -> dict[str, int]:
    """Take the poll out of every view; its answers stay, for undo."""
    session, poll = find_poll(actor, command.poll)
    act = Act(actor, session, command.tag)
    _leave_stage(act, poll)
    for row in [poll, *_parts(poll)]:
        act.change(row, deleted=True)
    return act.write(target=target_of(poll))


def _open(act: Act, poll: Poll) -> None:
    """Open a poll. A survey opens with its parts; a question opens its quiz, which stays open beside it."""
    _refuse_survey_part(poll)
    if poll.kind == "quiz_question" and poll.state != State.OPEN and (poll.answers or poll.revealed):
        # What is right may have been seen by now.
        raise Refused(Code.POLL_NOT_DRAFT)
    for other in Poll.objects.filter(session=act.session, state=State.OPEN, deleted=False):
        if other.pk not in (poll.pk, poll.parent_id) and other.parent_id != poll.pk:
            act.change(other, **_CLOSED)
    for row in [poll.parent, poll] if poll.parent else [poll]:
        if row.state != State.OPEN:
            opened_at = now_ms()
            # A quiz lasts as long as its questions.
            closes_at = opened_at + row.seconds * 1000 if row.seconds and row.kind != "quiz" else None
            act.change(row, state=State.OPEN.value, opened_at=opened_at, closes_at=closes_at)
    if poll.kind == "survey":
        for part in _parts(poll):
            act.change(part, state=State.OPEN.value)
    act.change(act.session, stage_view="poll", stage_poll_id=poll.pk)


def _close(act: Act, poll: Poll) -> None:
    for row in [poll, *_parts(poll)]:
        if row.state == State.OPEN:
            act.change(row, **_CLOSED)


def _refuse_survey_part(poll: Poll) -> None:
    """The parts of a survey open and close with it."""
    if poll.is_survey_part:
        raise Refused(Code.KIND_HERE)


def _leave_stage(act: Act, poll: Poll) -> None:
    if act.session.stage_poll_id in [row.pk for row in [poll, *_parts(poll)]]:
        act.change(act.session, stage_view="questions", stage_poll_id=None)


def _parts(poll: Poll) -> list[Poll]:
    return list(Poll.objects.filter(parent=poll, deleted=False).order_by("position"))
