"""A session in the tests' own database, and the people in it, who act without a server."""

import itertools
from dataclasses import replace
from typing import Any

import msgspec

from sessions.core.actors import Actor
from sessions.core.clock import now_ms
from sessions.core.models import AuditEntry, Session
from sessions.hosting.actions import create_session
from sessions.live.dispatch import ACTIONS, GROUPED
from sessions.live.own import read_own
from sessions.live.views import View, read_moved
from sessions.polls.models import Poll
from sessions.questions.models import Question
from sessions.wire.commands import parse
from sessions.wire.errors import Refused
from sessions.wire.roles import Role

from .model import sorted_state

_ids = itertools.count(1)


class Person:
    """Somebody in a role. `do` is what their client would send, carried out at once."""

    def __init__(self, session_id: int, role: Role, key: str = "") -> None:
        self.actor = Actor(session_id, role, key)

    def do(
        self, name: str, /, *, command_id: str = "", at: int = 0, saw: tuple[int, int] = (0, 0), **fields: Any
    ) -> dict[str, int]:
        """Do a command, received now or `at` (ms); returns what it made. Raises sessions.wire.errors.Refused.

        `saw`: the revision a moderator's page showed, and the last of their own acts they were told of.
        """
        command = parse(name, fields, self.actor.role)
        actor = replace(
            self.actor,
            command_id=command_id or f"c{next(_ids)}",
            at=at or now_ms(),
            seen=saw[0],
            act=saw[1],
        )
        if type(command) not in GROUPED:
            return ACTIONS[type(command)](actor, command)
        [outcome] = GROUPED[type(command)]([(actor, command)])
        if isinstance(outcome, Refused):
            raise outcome
        return outcome

    @property
    def you(self) -> dict[str, Any]:
        """What an attendee is told of their own."""
        [own] = read_own([(self.actor.session_id, self.actor.key)])
        return msgspec.to_builtins(own)


class Room:
    """A session with a moderator and as many attendees as are asked for."""

    def __init__(self, title: str = "Rebuilding trust, together", *, moderated: bool = False) -> None:
        self.session_id = create_session(title, moderated=moderated).pk
        self.moderator = Person(self.session_id, Role.MODERATOR)
        self._keys = itertools.count(1)

    def attendee(self) -> Person:
        """Somebody new."""
        return Person(self.session_id, Role.ATTENDEE, f"key-{next(self._keys)}")

    def ask(self, text: str = "What changed?", **fields: Any) -> int:
        """A question of somebody new; returns its id."""
        return self.attendee().do("question.ask", text=text, **fields)["question"]

    def poll(self, *options: str, opened: bool = True, **fields: Any) -> int:
        """A poll of the moderator's, open unless told otherwise; returns its id."""
        fields = {"title": "Where should we start?", "options": list(options or ("Here", "There")), **fields}
        poll = self.moderator.do("poll.create", **fields)["poll"]
        if opened:
            self.moderator.do("poll.open", poll=poll)
        return poll

    def options(self, poll: int) -> list[int]:
        """The ids of a poll's options, in their order."""
        return [option.pk for option in Poll.objects.get(pk=poll).options.all()]

    # --- what is the case --------------------------------------------------------------------------------

    @property
    def session(self) -> Session:
        """The session as it is stored now."""
        return Session.objects.get(pk=self.session_id)

    def question(self, question: int) -> Question:
        """A question as it is stored now."""
        return Question.objects.get(session=self.session_id, pk=question)

    def trail(self) -> list[tuple[str, str, str, str, str]]:
        """The audit trail since the session was created: (role, act, target, reason, words)."""
        rows = AuditEntry.objects.filter(session=self.session_id).exclude(act="session.create").order_by("pk")
        return list(rows.values_list("role", "act", "target", "reason", "words"))

    def sees(self, role: Role = Role.ATTENDEE) -> dict[str, Any]:
        """The whole state a role is shown, with its lists in one order."""
        view = View(role)
        view.apply(read_moved(self.session_id, 0))
        return sorted_state(msgspec.to_builtins(view.state(0, 0)))

    def texts(self, role: Role = Role.ATTENDEE) -> list[str]:
        """The texts of the questions a role is shown."""
        return [question["text"] for question in self.sees(role)["questions"]]
