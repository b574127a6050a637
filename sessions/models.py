"""Every feature's models, where Django looks for them."""

from .core.models import AuditEntry, Participant, Session, WriteCheck
from .polls.models import Answer, Option, Poll, Word
from .questions.models import Question, Upvote

__all__ = [
    "Answer",
    "AuditEntry",
    "Option",
    "Participant",
    "Poll",
    "Question",
    "Session",
    "Upvote",
    "Word",
    "WriteCheck",
]
