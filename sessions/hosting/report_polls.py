"""The polls of a report: all results of every kind, and who answered what where everybody was told so before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..core.models import Session
from ..core.tables import Cell, Table, player_name, results_table
from ..polls.kinds.quiz import read_scores
from ..polls.models import Answer, Poll, Word
from ..polls.queries import polls_since, project_poll
from ..wire.roles import Role
from ..wire.state import PollState

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class PollReport:
    """One opened poll. `tables` are its results; `full` is what the results only tell in part, for programs.

    `named` tells who answered what ({"name", "answer", "value"}), where the poll was opened as named; of secret
    polls it is None. `again` are later rounds of the same.
    """

    poll: PollState
    kind: str
    tables: list[Table]
    full: Rows | None
    named: Rows | None
    parts: list["PollReport"] = field(default_factory=list)
    again: list["PollReport"] = field(default_factory=list)

    @property
    def names_table(self) -> Table | None:
        """Who answered what."""
        if self.named is None:
            return None
        return Table((_("Name"), _("Answer")), [(row["name"], row["answer"]) for row in self.named])

    @property
    def rounds(self) -> list["PollReport"]:
        """This round and all later ones, in order."""
        return [self, *(one for later in self.again for one in later.rounds)]


def read_polls(session: Session) -> list[PollReport]:
    """The opened polls in the host's order, quizzes and surveys with their parts."""
    rows = sorted(polls_since(session.pk, 0), key=lambda row: (row.position, row.pk))
    seen = [(row, state) for row in rows if (state := project_poll(row, Role.MODERATOR))]
    opened = [(row, state) for row, state in seen if row.state != Poll.State.DRAFT]

    def report(row: Poll, state: PollState) -> PollReport:
        parts = [report(part, shown) for part, shown in opened if part.parent_id == row.pk]
        full = FULL[row.kind](row) if row.kind in FULL else None
        # Who plays a quiz is in its table of players.
        named = who_answered(row, state) if row.named and row.kind != "quiz" else None
        again = [report(later, shown) for later, shown in opened if later.repeats_id == row.pk]
        tables = _tables(state, full, parts)
        return PollReport(state, kind_in_words(row.kind), tables, full, named, parts, again)

    found = {row.pk for row, _state in opened}
    return [
        report(row, state) for row, state in opened if row.parent_id is None and row.repeats_id not in found
    ]


def kind_in_words(kind: str) -> str:
    """What people call a kind of poll."""
    names = {
        "choice": _("Choice"),
        "wordcloud": _("Word cloud"),
        "text": _("Open text"),
        "rating": _("Rating"),
        "ranking": _("Ranking"),
        "number": _("Number"),
        "points": _("Points"),
        "quiz_question": _("Question"),
        "quiz": _("Quiz"),
        "survey": _("Survey"),
    }
    return names.get(kind, kind)


def all_texts(poll: Poll) -> Rows:
    """Every text, the first first: {"text", "at" (ms), "state"}."""
    rows = Answer.objects.filter(poll=poll, epoch=poll.epoch).order_by("at", "pk")
    return [{"text": row.value, "at": row.at, "state": row.state} for row in rows]


def all_words(poll: Poll) -> Rows:
    """Every word, the largest first: {"text", "count", "hidden"}."""
    rows = Word.objects.filter(poll=poll, epoch=poll.epoch, count__gt=0).order_by("hidden", "-count", "pk")
    return [{"text": row.text, "count": row.count, "hidden": row.hidden} for row in rows]


def all_players(quiz: Poll) -> Rows:
    """Every player, the best first: {"place", "name", "team", "points"}."""
    return [
        {
            "place": one.place,
            "name": player_name(one.entry.name, one.number),
            "team": one.entry.team,
            "points": one.points,
        }
        for one in read_scores(quiz)
    ]


# What the results that are sent around tell only in part.
FULL: dict[str, Callable[[Poll], Rows]] = {"text": all_texts, "wordcloud": all_words, "quiz": all_players}


def _tables(poll: PollState, full: Rows | None, parts: Sequence[PollReport]) -> list[Table]:
    if poll.kind == "survey":
        people = [(part.poll.title, part.poll.answers or 0) for part in parts]
        return [Table((_("Part"), _("People")), [*people])]
    if poll.kind == "quiz":
        return [*_teams(poll), _players(full or [])]
    if poll.kind == "text":
        states = {"pending": _("not reviewed"), "hidden": _("hidden")}
        return [
            _flagged((_("Text"),), [((row["text"],), states.get(row["state"], "")) for row in full or []])
        ]
    if poll.kind == "wordcloud":
        words = [((row["text"], row["count"]), _("hidden") if row["hidden"] else "") for row in full or []]
        return [_flagged((_("Word"), _("People")), words)]
    table = results_table(poll)
    return [table] if table else []


def _flagged(head: Sequence[str], rows: Sequence[tuple[Sequence[Cell], str]]) -> Table:
    """A table with a last column for what is special about a row, where anything is."""
    if not any(flag for _row, flag in rows):
        return Table(head, [cells for cells, _flag in rows])
    return Table((*head, pgettext("of a text", "State")), [(*cells, flag) for cells, flag in rows])


def _teams(quiz: PollState) -> list[Table]:
    table = results_table(quiz) if getattr(quiz.settings, "teams", []) else None
    return [table._replace(head=(_("Place"), _("Team"), _("Points")))] if table else []


def _players(rows: Rows) -> Table:
    has_teams = any(row["team"] for row in rows)
    head = (_("Place"), _("Player"), *((_("Team"),) if has_teams else ()), _("Points"))
    keys = ("place", "name", *(("team",) if has_teams else ()), "points")
    return Table(head, [tuple(row[key] for key in keys) for row in rows])


def who_answered(row: Poll, poll: PollState) -> Rows:
    """Who gave which answer to a poll that was opened as named."""
    texts = {option.id: option.text for option in poll.options}
    answers = Answer.objects.filter(poll=row, epoch=row.epoch).select_related("participant").order_by("pk")
    shown = Answer.objects.filter(poll__session=row.session_id, state=Answer.State.SHOWN)
    joined = shown.filter(poll__kind="quiz").order_by("at")
    players = {
        participant: value["name"] for participant, value in joined.values_list("participant", "value")
    }
    rows = [
        {
            "name": answer.participant.name or players.get(answer.participant_id, ""),
            "answer": in_words(answer.value, texts, ordered=row.kind == "ranking"),
            "value": answer.value,
        }
        for answer in answers
    ]
    return [
        one | {"name": one["name"] or _("Anonymous")} for one in sorted(rows, key=lambda one: one["name"])
    ]


def in_words(value: Any, options: dict[int, str], *, ordered: bool = False) -> str:
    """An answer of any kind as one line; `options` are texts by id."""
    if isinstance(value, list):
        texts = [options.get(one, str(one)) if isinstance(one, int) else str(one) for one in value]
        return (" › " if ordered else ", ").join(texts)
    if isinstance(value, dict):
        return ", ".join(f"{options.get(int(one), one)}: {points}" for one, points in value.items())
    return number_format(f"{value:.12g}") if isinstance(value, float) else str(value)
