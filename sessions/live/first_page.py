"""Which questions an attendee is sent at first: those that a long list begins with, in either order.

The others are read by few, and two thousand of them are half a megabyte for each phone. Who asks for more is sent all.
"""

import heapq
from collections.abc import Collection

from ..join.page import by_votes, newest_first
from ..wire.state import QuestionState, QuestionTotals

# More than a page shows at first (join/page.SHOWN): so what only just falls behind stays where it is on a phone.
MOST_VOTES = 75
NEWEST = 50
MOST_VOTES_OF_ANSWERED = 25
EVERYTHING = 75


def first_questions(questions: Collection[QuestionState]) -> dict[int, QuestionState]:
    """By id: everything while there is little, else the best and the newest, and the one that is highlighted."""
    if len(questions) <= EVERYTHING:
        return {question.id: question for question in questions}
    waiting = [question for question in questions if not question.answered]
    answered = [question for question in questions if question.answered]
    chosen = [
        *heapq.nsmallest(MOST_VOTES, waiting, key=by_votes),
        *heapq.nsmallest(NEWEST, waiting, key=newest_first),
        *heapq.nsmallest(MOST_VOTES_OF_ANSWERED, answered, key=by_votes),
        *(question for question in waiting if question.highlighted),
    ]
    return {question.id: question for question in chosen}


def totals_of(questions: Collection[QuestionState]) -> QuestionTotals:
    """How many there are in all."""
    answered = sum(question.answered for question in questions)
    return QuestionTotals(waiting=len(questions) - answered, answered=answered)
