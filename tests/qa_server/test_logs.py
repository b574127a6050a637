"""What does not fill the log."""

import logging

from qa_server.logs import MAX_ALIKE, WITHIN_SECONDS, NoFloods, VisitorsFaultsInOneLine


def record(line: int = 1, name: str = "sessions.live") -> logging.LogRecord:
    fault = (ValueError, ValueError("inside"), None)
    return logging.LogRecord(name, logging.ERROR, "hub.py", line, "session %d", (7,), fault)


def test_flood_of_one_kind_is_counted_instead_of_written():
    now = [0.0]
    floods = NoFloods(lambda: now[0])
    assert sum(floods.filter(record()) for _ in range(100)) == MAX_ALIKE
    assert floods.filter(record(line=2))  # another line of the code is another matter
    now[0] = WITHIN_SECONDS
    later = record()
    assert floods.filter(later)
    assert later.getMessage() == f"session 7 (and {100 - MAX_ALIKE} like it were not written down)"


def test_steady_trickle_is_written_whole():
    now = [0.0]
    floods = NoFloods(lambda: now[0])
    for _ in range(20):
        assert floods.filter(record())
        now[0] += WITHIN_SECONDS / MAX_ALIKE


def test_only_faults_of_visitors_lose_their_traceback():
    one_line, theirs, ours = (
        VisitorsFaultsInOneLine(),
        record(name="django.security.DisallowedHost"),
        record(),
    )
    assert one_line.filter(theirs)
    assert one_line.filter(ours)
    assert (theirs.exc_info, bool(ours.exc_info)) == (None, True)
