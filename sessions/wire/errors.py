"""Every way a command can be refused: a stable code for programs, words for people.

The words name the limit where there is one; `{…}` is filled from the details of the refusal.
"""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Code(StrEnum):
    """The closed list of error codes. A code never changes its meaning."""

    MALFORMED = "malformed"
    UNKNOWN_COMMAND = "unknown_command"
    UNKNOWN_FIELD = "unknown_field"
    MISSING_FIELD = "missing_field"
    WRONG_TYPE = "wrong_type"
    NOT_ALLOWED = "not_allowed"
    NOT_FOUND = "not_found"
    TEXT_EMPTY = "text_empty"
    TEXT_TOO_LONG = "text_too_long"
    TEXT_UNPAINTABLE = "text_unpaintable"
    NUMBER_OUT_OF_RANGE = "number_out_of_range"
    INTAKE_CLOSED = "intake_closed"
    SESSION_ENDED = "session_ended"
    QUESTION_CLOSED = "question_closed"
    QUESTION_SETTLED = "question_settled"
    WRONG_STATE = "wrong_state"
    WORDS_NEEDED = "words_needed"
    POLL_NOT_OPEN = "poll_not_open"
    POLL_NOT_DRAFT = "poll_not_draft"
    POLL_STARTED_OVER = "poll_started_over"
    OPTION_COUNT = "option_count"
    OPTION_REPEATED = "option_repeated"
    CHOICE_COUNT = "choice_count"
    RANKING_INVALID = "ranking_invalid"
    POINTS_DO_NOT_SUM = "points_do_not_sum"
    ANSWER_FINAL = "answer_final"
    WORD_BLOCKED = "word_blocked"
    WORD_COUNT = "word_count"
    NAME_RESERVED = "name_reserved"
    CORRECT_NEEDED = "correct_needed"
    KIND_HERE = "kind_here"
    CODE_TAKEN = "code_taken"
    UNDO_STALE = "undo_stale"
    CHANGED_SINCE = "changed_since"
    TOO_FAST = "too_fast"
    FRAME_TOO_BIG = "frame_too_big"
    UNAVAILABLE = "unavailable"
    LINK_ROTATED = "link_rotated"
    IDENTITY_NEEDED = "identity_needed"
    TOO_MANY_NEW = "too_many_new"
    QUESTIONS_FULL = "questions_full"
    NETWORK_TOO_FAST = "network_too_fast"
    TOO_MANY_SESSIONS = "too_many_sessions"


MESSAGES = {
    Code.MALFORMED: _("This message could not be read."),
    Code.UNKNOWN_COMMAND: _("This server does not know that command. Reload the page."),
    Code.UNKNOWN_FIELD: _("This server does not know the field “{field}”. Reload the page."),
    Code.MISSING_FIELD: _("The field “{field}” is missing."),
    Code.WRONG_TYPE: _("A value has the wrong type: {detail}"),
    Code.NOT_ALLOWED: _("Only a moderator can do this."),
    Code.NOT_FOUND: _("This is no longer here."),
    Code.TEXT_EMPTY: _("Write something first."),
    Code.TEXT_TOO_LONG: _("This is too long: {length} characters, at most {limit} fit."),
    Code.TEXT_UNPAINTABLE: _(
        "The text has a character that cannot be shown ({character}). Please remove it."
    ),
    Code.NUMBER_OUT_OF_RANGE: _("Choose a number from {lowest} to {highest}."),
    Code.INTAKE_CLOSED: _("Questions are closed at the moment."),
    Code.SESSION_ENDED: _("This session has ended."),
    Code.QUESTION_CLOSED: _("This question is no longer open for votes."),
    Code.QUESTION_SETTLED: _(
        "This question was already approved or voted on and cannot be changed any more."
    ),
    Code.WRONG_STATE: _("This question has moved on in the meantime; nothing was changed."),
    Code.WORDS_NEEDED: _("Say the reason in a few words."),
    Code.POLL_NOT_OPEN: _("This poll is closed. Your earlier answer, if any, still counts."),
    Code.POLL_NOT_DRAFT: _("This poll was already opened and cannot be edited any more."),
    Code.POLL_STARTED_OVER: _("This poll was started over since. Please answer it again."),
    Code.OPTION_COUNT: _("A poll needs {lowest} to {highest} options."),
    Code.OPTION_REPEATED: _("Two options say the same: “{text}”."),
    Code.CHOICE_COUNT: _("Choose {lowest} to {highest} of the options."),
    Code.RANKING_INVALID: _("Rank every option once."),
    Code.POINTS_DO_NOT_SUM: _("Share out exactly {total} points; these are {sum}."),
    Code.ANSWER_FINAL: _("Your answer is in and cannot be changed in a quiz."),
    Code.WORD_BLOCKED: _("The word “{word}” cannot be used here."),
    Code.NAME_RESERVED: _("The name “{name}” is reserved for those who run the session. Choose another one."),
    Code.WORD_COUNT: _("Give 1 to {highest} words."),
    Code.CORRECT_NEEDED: _("Mark the right answer first."),
    Code.KIND_HERE: _("This kind of poll cannot be a part here."),
    Code.CODE_TAKEN: _("An open session already has the code {code}."),
    Code.UNDO_STALE: _("This changed again in the meantime and cannot be undone any more."),
    Code.CHANGED_SINCE: _("This was changed in the meantime; nothing was done. Please look at it again."),
    Code.TOO_FAST: _("That was a lot at once. Please wait {seconds} s and try again."),
    Code.FRAME_TOO_BIG: _("This message is larger than 16 KiB."),
    Code.UNAVAILABLE: _("The server could not save this just now. Nothing is lost; trying again."),
    Code.LINK_ROTATED: _("This link was replaced. Ask the host for the new one."),
    Code.IDENTITY_NEEDED: _(
        "Not sent: your browser showed no cookie. Please send it once more; if that does not help, allow cookies."
    ),
    Code.TOO_MANY_NEW: _("Very many people are joining at the moment. Please try again in {seconds} s."),
    Code.QUESTIONS_FULL: _(
        "There are {limit} open questions already, and no more can be taken. Vote for one of them, or try again later."
    ),
    Code.NETWORK_TOO_FAST: _(
        "Many questions came from your network just now. Please try again in {seconds} s."
    ),
    Code.TOO_MANY_SESSIONS: _(
        "Too many sessions were started from your network (limit: {limit}). You can start the next one in {seconds} s."
    ),
}


class Refused(Exception):
    """An action that cannot be done. Carries one `Code` and the details its words need."""

    def __init__(self, code: Code, /, **details: object) -> None:
        super().__init__(code.value)
        self.code = code
        self.details = details

    @property
    def message(self) -> str:
        """The words for a person, in the language active now."""
        return str(MESSAGES[self.code]).format(**self.details)
