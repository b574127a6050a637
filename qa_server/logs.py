"""What is left out of the log: tracebacks that say nothing more, and the same line over and over."""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from http import HTTPStatus

from sessions.core.database import DATABASE_AWAY

MAX_ALIKE = 5
WITHIN_SECONDS = 10.0
MAX_KINDS = 1000


class VisitorsFaultsInOneLine(logging.Filter):
    """Drops the traceback of what Django refuses from visitors, such as a wrong `Host`: it shows Django's own code."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true; the record may lose its traceback."""
        if record.name.startswith("django.security."):
            record.exc_info = record.exc_text = record.stack_info = None
        return True


class DatabaseFaultsInOneLine(logging.Filter):
    """Says in one line what the database refused. While it is away everything fails, and each traceback is the same.

    With LOG_LEVEL=DEBUG they are written all the same.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """False for answers of 503: what was wrong has been said where it was."""
        if getattr(record, "status_code", None) == HTTPStatus.SERVICE_UNAVAILABLE:
            return False
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, DATABASE_AWAY) and not logging.root.isEnabledFor(logging.DEBUG):
            reason = next(iter(str(error).splitlines()), "")
            record.msg, record.args = f"{record.getMessage()}: the database does not answer: {reason}", ()
            record.exc_info = record.exc_text = record.stack_info = None
            record.one_of = "database"
        return True


class NoFloods(logging.Filter):
    """Lets `MAX_ALIKE` records of a kind through every `WITHIN_SECONDS`; the next one says how many were left out.

    Of a kind are records of one place in the code, or of one cause (`one_of`), of which one is enough. So a full disk,
    a database that is away, or somebody who sends rubbish, fills no disk with what is said about it.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        # By place: when its count began, and how many there were since.
        self._counts: OrderedDict[tuple[str, str, int], tuple[float, int]] = OrderedDict()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to write the record down."""
        cause = getattr(record, "one_of", None)
        place = (cause, "", 0) if cause else (record.name, record.pathname, record.lineno)
        most = 1 if cause else MAX_ALIKE
        began, count = self._counts.get(place, (self._clock(), 0))
        if self._clock() - began >= WITHIN_SECONDS:
            if count > most:
                record.msg = f"{record.getMessage()} (and {count - most} like it were not written down)"
                record.args = ()
            began, count = self._clock(), 0
        self._counts[place] = began, count + 1
        self._counts.move_to_end(place)
        if len(self._counts) > MAX_KINDS:
            self._counts.popitem(last=False)
        return count < most
