"""What is left out of the log: tracebacks that say nothing more, and the same line over and over."""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable

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


class NoFloods(logging.Filter):
    """Lets `MAX_ALIKE` records of a kind through every `WITHIN_SECONDS`; the next one says how many were left out.

    Of a kind are records of one place in the code. So a full disk, or somebody who sends rubbish, fills no disk
    with what is said about it.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        # By place: when its count began, and how many there were since.
        self._counts: OrderedDict[tuple[str, str, int], tuple[float, int]] = OrderedDict()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to write the record down."""
        place = (record.name, record.pathname, record.lineno)
        began, count = self._counts.get(place, (self._clock(), 0))
        if self._clock() - began >= WITHIN_SECONDS:
            if count > MAX_ALIKE:
                record.msg = f"{record.getMessage()} (and {count - MAX_ALIKE} like it were not written down)"
                record.args = ()
            began, count = self._clock(), 0
        self._counts[place] = began, count + 1
        self._counts.move_to_end(place)
        if len(self._counts) > MAX_KINDS:
            self._counts.popitem(last=False)
        return count < MAX_ALIKE
