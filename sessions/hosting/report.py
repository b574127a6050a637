"""What is left after a talk: questions by votes, polls with totals, the moderation record; a page and files.

Nothing in a report tells who voted or answered what, but for polls that were opened as named: everybody who answered
them was told so before.
"""

import csv
import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..core.models import AuditEntry, Participant, Session
from ..core.queries import find_held
from ..core.reading import read_session_id
from ..core.tables import Table
from ..join.codes import spaced
from ..questions.models import Question
from ..wire.roles import Role
from .record import read_record
from .report_polls import PollReport, read_polls

# A spreadsheet takes cells that begin so for formulas.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")
_DIRECTION_MARKS = "\u061c\u200e\u200f\u2066\u2067\u2068"
# A page shows the first lines of a table, unfolds as many as these, and the files have all.
_FIRST_ROWS = 40
_PAGE_ROWS = 1000


@dataclass(frozen=True)
class Report:
    """The record of one session."""

    session: Session
    questions: list[Question]
    polls: list[PollReport]
    participants: int
    votes: int
    answered: int
    acts: QuerySet[AuditEntry]

    @property
    def zone(self) -> str:
        """The time zone of the times in the report, in words: "Europe/Paris (UTC+01:00)"."""
        offset = timezone.localtime(self.session.created_at).isoformat()[-6:]
        return f"{settings.TIME_ZONE} (UTC{offset})"


def read_report(session: Session) -> Report:
    """Read the record: questions by votes (withdrawn ones are gone), opened polls, all acts in order."""
    rows = Question.objects.filter(session=session).exclude(state=Question.State.WITHDRAWN)
    questions = list(rows.order_by("-score", "number"))
    return Report(
        session=session,
        questions=questions,
        polls=read_polls(session),
        participants=Participant.objects.filter(session=session).count(),
        votes=sum(question.score for question in questions),
        answered=sum(question.answered for question in questions),
        acts=AuditEntry.objects.filter(session=session).order_by("pk"),
    )


@require_safe
def report_page(request: HttpRequest, code: str) -> HttpResponse:
    """The report to read or print."""
    report = read_report(_moderated_session(request, code))
    record = list(read_record(report.session))
    context = {
        "report": report,
        "record": record,
        "code": spaced(report.session.code),
        "own": f"?session={report.session.pk}",
        "first_rows": _FIRST_ROWS,
        "more_rows": f"{_FIRST_ROWS}:{_PAGE_ROWS}",
        "page_rows": _PAGE_ROWS,
    }
    return _private(render(request, "sessions/hosting/report.html", context))


@require_safe
def questions_csv(request: HttpRequest, code: str) -> HttpResponse:
    """All questions, one a row."""
    report = read_report(_moderated_session(request, code))
    head = (
        "number",
        "question",
        "name",
        "votes",
        "state",
        "answered",
        "reason",
        "words",
        f"asked_at ({settings.TIME_ZONE})",
    )
    rows = (
        (q.number, q.text, q.author, q.score, q.state, q.answered, q.reason, q.words, _local(q.asked_at))
        for q in report.questions
    )
    return _csv(f"openfloor-{code}-questions.csv", [head, *rows])


@require_safe
def polls_csv(request: HttpRequest, code: str) -> HttpResponse:
    """All results: for each table of each poll a row of headings and one for each of its lines."""
    report = read_report(_moderated_session(request, code))
    return _csv(f"openfloor-{code}-polls.csv", [row for one in report.polls for row in _rounds_rows(one)])


def _rounds_rows(report: PollReport) -> list[Sequence[object]]:
    first, *later = report.rounds
    numbered = [
        (_("{title} (round {n})").format(title=title, n=n), *rest)
        for n, one in enumerate(later, 2)
        for title, *rest in _poll_rows(one)
    ]
    return [*_poll_rows(first), *numbered]


def _poll_rows(report: PollReport) -> list[Sequence[object]]:
    poll, names = report.poll, report.names_table
    tables: list[Table] = [*report.tables, *([names] if names else [])]
    rows: list[Sequence[object]] = [
        (poll.title, poll.kind, poll.answers, *row) for table in tables for row in (table.head, *table.rows)
    ]
    return rows + [row for part in report.parts for row in _poll_rows(part)]


def _poll_record(report: PollReport) -> dict[str, Any]:
    record: dict[str, Any] = msgspec.to_builtins(report.poll)
    if report.poll.kind == "quiz":
        record["results"].pop("listed")  # has names that were taken down
    record |= {"full": report.full, "named_answers": report.named}
    return record | {"parts": [_poll_record(part) for part in report.parts]}


@require_safe
def report_json(request: HttpRequest, code: str) -> HttpResponse:
    """The whole record for programs."""
    report = read_report(_moderated_session(request, code))
    fields = ("number", "text", "author", "score", "state", "answered", "reason", "words", "asked_at")
    record = {
        "session": {"code": report.session.code, "title": report.session.title},
        "participants": report.participants,
        "questions": [{name: getattr(question, name) for name in fields} for question in report.questions],
        "polls": [_poll_record(one) for first in report.polls for one in first.rounds],
        "acts": list(report.acts.values("at", "role", "act", "target", "reason", "words")),
    }
    response = JsonResponse(record, json_dumps_params={"ensure_ascii": False, "indent": 2})
    return _as_file(response, f"openfloor-{code}.json")


def _moderated_session(request: HttpRequest, code: str) -> Session:
    session_id = read_session_id(request.GET.get("session"))
    session = find_held(code, request.COOKIES, Role.MODERATOR, session_id)
    if session is None:
        raise Http404
    return session


def _csv(name: str, rows: Iterable[Iterable[object]]) -> HttpResponse:
    """A table as a spreadsheet of the page's language opens it.

    Where decimals have a comma, Excel splits lines at semicolons, and takes 2.4 for the second of April.
    """
    has_decimal_commas = formats.get_format("DECIMAL_SEPARATOR") == ","
    # Excel needs the mark in front to read UTF-8.
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    table = csv.writer(response, delimiter=";" if has_decimal_commas else ",")
    table.writerows([[_cell(value) for value in row] for row in rows])
    return _as_file(response, name)


def _cell(value: object) -> object:
    if isinstance(value, float):
        return formats.number_format(value)
    is_formula = isinstance(value, str) and value.lstrip(_DIRECTION_MARKS).startswith(_FORMULA_STARTS)
    return f"'{value}" if is_formula else value


def _as_file(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return _private(response)


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response


def _local(moment: datetime.datetime) -> str:
    """A time as spreadsheets read it; the head of its column says in which zone."""
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M:%S")
