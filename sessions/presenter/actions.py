"""What the big screen shows."""

from django.db import transaction

from ..core.actors import Actor
from ..core.acts import Act
from ..core.revisions import lock_session
from ..polls.models import Poll
from ..wire.commands import ShowJoinPanel, ShowStage
from ..wire.errors import Code, Refused


@transaction.atomic
def show_stage(actor: Actor, command: ShowStage) -> dict[str, int]:
    """Choose the view. A poll that is still a draft cannot be on stage; the leaderboard is a quiz's."""
    session = lock_session(actor.session_id)
    act = Act(actor, session, command.tag)
    if command.view not in ("poll", "leaderboard"):
        act.change(session, stage_view=command.view)
        return act.write(target=command.view)
    polls = Poll.objects.filter(session=session, deleted=False).exclude(state=Poll.State.DRAFT)
    poll = polls.filter(pk=command.poll or session.stage_poll_id or 0).first()
    if poll is None:
        raise Refused(Code.NOT_FOUND)
    if command.view == "leaderboard":
        poll = poll.parent or poll
        if poll.kind != "quiz":
            raise Refused(Code.NOT_FOUND)
    act.change(session, stage_view=command.view, stage_poll_id=poll.pk)
    return act.write(target=f"poll {poll.pk}")


@transaction.atomic
def show_join_panel(actor: Actor, command: ShowJoinPanel) -> dict[str, int]:
    """Show or hide code and QR beside the stage."""
    session = lock_session(actor.session_id)
    act = Act(actor, session, command.tag)
    act.change(session, join_panel=command.on)
    return act.write(target="on" if command.on else "off")
