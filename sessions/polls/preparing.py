"""Making polls and their parts, changing drafts, copying and ordering."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from ..core.actors import Actor
from ..core.acts import Act
from ..core.blocked_words import refuse_blocked
from ..core.models import Session
from ..core.revisions import bump, lock_session
from ..core.texts import clean_line
from ..wire import limits
from ..wire.commands import CreatePoll, DuplicatePoll, MovePoll, PollFields, UpdatePoll
from ..wire.errors import Code, Refused
from .kinds import KINDS
from .models import Poll

State = Poll.State
_COPIED = ("kind", "title", "settings", "results_mode", "show_count", "named", "seconds")


@transaction.atomic
def create_poll(actor: Actor, command: CreatePoll) -> dict[str, int]:
    """Make a draft. Returns {"poll": id, "act": id}; the same command twice, the same poll."""
    session = lock_session(actor.session_id)
    if earlier := made_by(session, actor.command_id):
        return {"poll": earlier.pk}
    parent = _parent(session, command)
    _refuse_kind_here(parent, command.kind)
    fields, options = check_fields(session, command.kind, command)
    poll = make_poll(session, actor.command_id, fields | {"kind": command.kind, "parent": parent}, options)
    return record_new(actor, session, command.tag, poll)


@transaction.atomic
def update_poll(actor: Actor, command: UpdatePoll) -> dict[str, int]:
    """Change a draft. Returns {"act": id}."""
    session, poll = find_poll(actor, command.poll)
    if poll.state != State.DRAFT:
        raise Refused(Code.POLL_NOT_DRAFT)
    fields, options = check_fields(session, poll.kind, command)
    act = Act(actor, session, command.tag)
    act.change(poll, **fields, option_texts=options)
    if act.changes:
        # Answers from before a reset were given to another poll: secretly, perhaps. No undo may bring them here.
        act.change(poll, epoch=poll.epoch + 1)
    return act.write(target=target_of(poll))


@transaction.atomic
def duplicate_poll(actor: Actor, command: DuplicatePoll) -> dict[str, int]:
    """Make a draft like an earlier poll, with its parts. Returns {"poll": id, "act": id}."""
    session, poll = find_poll(actor, command.poll)
    if earlier := made_by(session, actor.command_id):
        return {"poll": earlier.pk}
    _refuse_kind_here(poll.parent, poll.kind)
    return record_new(actor, session, command.tag, copy_poll(session, actor.command_id, poll))


@transaction.atomic
def move_poll(actor: Actor, command: MovePoll) -> dict[str, int]:
    """Put a poll before another of the same list, or at its end. Returns {"act": id}."""
    session, poll = find_poll(actor, command.poll)
    others = _siblings(poll)
    places = [index for index, row in enumerate(others) if row.pk == command.before]
    if command.before is not None and not places:
        raise Refused(Code.NOT_FOUND)
    act = Act(actor, session, command.tag)
    _insert(act, poll, others, places[0] if places else len(others))
    return act.write(target=target_of(poll))


def _siblings(poll: Poll) -> list[Poll]:
    """The other polls of its list, in order."""
    rows = Poll.objects.filter(session=poll.session_id, parent=poll.parent_id, deleted=False)
    return list(rows.exclude(pk=poll.pk).order_by("position", "pk"))


def _insert(act: Act, poll: Poll, others: list[Poll], place: int) -> None:
    for position, row in enumerate([*others[:place], poll, *others[place:]], 1):
        act.change(row, position=position)


def check_fields(session: Session, kind: str, command: PollFields) -> tuple[dict[str, Any], list[str]]:
    """The columns of a draft and its options, cleaned. Raises Refused."""
    if not 0 <= command.seconds <= limits.COUNTDOWN_MAX_SECONDS:
        raise Refused(Code.NUMBER_OUT_OF_RANGE, lowest=0, highest=limits.COUNTDOWN_MAX_SECONDS)
    settings, options = KINDS[kind].check(command.settings, command.options)
    for team in settings.get("teams", []):
        refuse_blocked(session, team)
    fields = {
        "title": clean_line(command.title, limits.POLL_TITLE_MAX_CHARACTERS),
        "settings": settings,
        "results_mode": command.results,
        "show_count": command.show_count,
        "named": command.named,
        "seconds": command.seconds,
    }
    return fields, options


def make_poll(session: Session, command_id: str, fields: dict[str, Any], options: list[str]) -> Poll:
    """A new draft at the end of its list."""
    siblings = Poll.objects.filter(session=session, parent=fields.get("parent"))
    last = siblings.aggregate(Max("position"))["position__max"] or 0
    poll = Poll.objects.create(
        session=session, command_id=command_id, position=last + 1, revision=bump(session), **fields
    )
    poll.option_texts = options
    return poll


def copy_poll(session: Session, command_id: str, source: Poll, **fields: Any) -> Poll:
    """A draft in `session` like `source`, which may be of another session; with its parts, without answers."""
    same = {name: getattr(source, name) for name in _COPIED}
    if source.session_id == session.pk and "parent" not in fields:
        fields["parent"] = source.parent
    poll = make_poll(session, command_id, same | fields, source.option_texts)
    for part in Poll.objects.filter(parent=source, deleted=False).order_by("position"):
        copy_poll(session, f"part {part.pk} of {poll.pk}", part, parent=poll)
    return poll


def record_new(
    actor: Actor, session: Session, name: str, poll: Poll, *, behind: Poll | None = None
) -> dict[str, int]:
    """Write the act that made a poll, and put it right behind another; undo deletes the poll again."""
    act = Act(actor, session, name)
    act.record(poll, {"deleted": True}, {"deleted": False})
    if behind:
        others = _siblings(poll)
        _insert(act, poll, others, [row.pk for row in others].index(behind.pk) + 1)
    return {"poll": poll.pk} | act.write(target=target_of(poll))


def made_by(session: Session, command_id: str) -> Poll | None:
    """The poll an earlier sending of this command made."""
    return Poll.objects.filter(session=session, command_id=command_id).first()


def find_poll(actor: Actor, poll_id: int) -> tuple[Session, Poll]:
    """The locked session and one of its polls. Raises Refused."""
    session = lock_session(actor.session_id)
    poll = Poll.objects.filter(session=session, pk=poll_id, deleted=False).select_related("parent").first()
    if poll is None:
        raise Refused(Code.NOT_FOUND)
    return session, poll


def target_of(poll: Poll) -> str:
    """How the record names a poll."""
    return f"poll {poll.pk}"


def _parent(session: Session, command: CreatePoll) -> Poll | None:
    """The quiz or survey the new poll is to be a part of."""
    if command.parent is None:
        return None
    parent = Poll.objects.filter(session=session, pk=command.parent, deleted=False).first()
    if parent is None:
        raise Refused(Code.NOT_FOUND)
    return parent


def _refuse_kind_here(parent: Poll | None, kind: str) -> None:
    """Refuse one more poll of this kind where there can be none. A survey's parts are made before it opens."""
    if parent is None:
        if kind == "quiz_question":
            raise Refused(Code.KIND_HERE)
        return
    parts = Poll.objects.filter(parent=parent, deleted=False).count()
    if kind not in KINDS[parent.kind].parts or parts >= limits.PARTS_MAX:
        raise Refused(Code.KIND_HERE)
    if parent.kind == "survey" and parent.state != State.DRAFT:
        raise Refused(Code.POLL_NOT_DRAFT)
