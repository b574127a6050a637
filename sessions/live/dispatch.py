"""Which action does a command: the one table, used by sockets, forms and the fallback alike."""

import logging
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError

from ..core.actors import Actor
from ..hosting.actions import end_session, reopen_session, update_session
from ..moderation.actions import (
    approve_question,
    archive_question,
    dismiss_question,
    highlight_question,
    mark_answered,
    restore_question,
)
from ..moderation.undo import undo_act
from ..polls.actions import close_poll, delete_poll, open_poll, repeat_poll, reset_poll, reveal_poll
from ..polls.answers import answer_polls
from ..polls.preparing import create_poll, duplicate_poll, move_poll, update_poll
from ..polls.wall import approve_answer, enlarge_answer, hide_answer, hide_player, hide_word
from ..presenter.actions import show_join_panel, show_stage
from ..questions.actions import ask_question, edit_question, withdraw_question
from ..questions.voting import cast_upvotes
from ..wire import commands as c
from ..wire.command import Command
from ..wire.errors import Code, Refused
from .batches import Batcher
from .threads import in_thread

log = logging.getLogger(__name__)

ACTIONS: dict[type[Command], Callable[[Actor, Any], dict[str, int]]] = {
    c.AskQuestion: ask_question,
    c.EditQuestion: edit_question,
    c.WithdrawQuestion: withdraw_question,
    c.ApproveQuestion: approve_question,
    c.DismissQuestion: dismiss_question,
    c.HighlightQuestion: highlight_question,
    c.MarkAnswered: mark_answered,
    c.ArchiveQuestion: archive_question,
    c.RestoreQuestion: restore_question,
    c.UndoAct: undo_act,
    c.CreatePoll: create_poll,
    c.UpdatePoll: update_poll,
    c.DuplicatePoll: duplicate_poll,
    c.MovePoll: move_poll,
    c.DeletePoll: delete_poll,
    c.ResetPoll: reset_poll,
    c.RepeatPoll: repeat_poll,
    c.OpenPoll: open_poll,
    c.ClosePoll: close_poll,
    c.RevealPoll: reveal_poll,
    c.HideWord: hide_word,
    c.HideAnswer: hide_answer,
    c.HidePlayer: hide_player,
    c.ApproveAnswer: approve_answer,
    c.EnlargeAnswer: enlarge_answer,
    c.ShowStage: show_stage,
    c.ShowJoinPanel: show_join_panel,
    c.UpdateSession: update_session,
    c.EndSession: end_session,
    c.ReopenSession: reopen_session,
}

# These come by the thousand, so they are committed in groups.
GROUPED: dict[type[Command], Callable[[list[Any]], list[dict[str, int] | Refused]]] = {
    c.UpvoteQuestion: cast_upvotes,
    c.AnswerPoll: answer_polls,
    c.JoinQuiz: answer_polls,
}

Item = tuple[Actor, Command]


def write_group(items: list[Item]) -> list[dict[str, int] | Refused]:
    """Hand each kind of grouped command to its bulk action, one transaction each; outcomes in the order of `items`."""
    outcomes: list[dict[str, int] | Refused] = [{} for _ in items]
    for kind, action in GROUPED.items():
        indexes = [index for index, (_, command) in enumerate(items) if type(command) is kind]
        if indexes:
            for index, outcome in zip(indexes, action([items[i] for i in indexes]), strict=True):
                outcomes[index] = outcome
    return outcomes


class Writer:
    """Carries commands out. "Done" means committed. Belongs to one event loop."""

    def __init__(self) -> None:
        self._group: Batcher[Item, dict[str, int] | Refused] = Batcher(write_group)

    async def perform(self, actor: Actor, command: Command) -> dict[str, int]:
        """What the action made, e.g. {"question": 12}. Raises Refused."""
        if type(command) in GROUPED:
            outcome = await self._group.submit((actor, command))
            if isinstance(outcome, Refused):
                raise outcome
            return outcome
        try:
            return await in_thread(ACTIONS[type(command)], actor, command)
        except Refused:
            raise
        except DatabaseError as error:
            log.exception("%s failed", command.tag)
            raise Refused(Code.UNAVAILABLE) from error
