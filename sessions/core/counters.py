"""Which of two acts of one person on one thing is the newer: by the counter their browser gives each act.

A copy of an act may arrive late, from a process that was stalled or a line that was thought lost, after a newer act.
Why so: docs/decisions/0014-counters.md.
"""


def answer_to_earlier(counter: int, stored: int) -> dict[str, int] | None:
    """How an act with `counter` is answered where one with `stored` was done; None where it is newer, and to be done.

    An act without a counter (0) is the newest: nothing can be said against it.
    """
    if not counter or counter > stored:
        return None
    return {} if counter == stored else {"newer": stored}
