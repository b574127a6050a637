"""When a vote counts as acknowledged and as shown."""

import pytest

from bench.sight import Shown, Sights
from bench.votes import Book, Vote


def book_of(*votes):
    """A book of (question, sent at, answered at, measured)."""
    book = Book()
    for number, (question, sent_at, answered_at, measured) in enumerate(votes):
        book.send(f"v{number}", Vote("1234567", question, sent_at, measured))
        if answered_at:
            book.acknowledge(f"v{number}", answered_at)
    return book


def test_the_kth_acknowledged_vote_is_shown_with_score_k():
    book = book_of((5, 1.000, 1.120, True), (5, 1.100, 1.110, True))
    # The second was committed first.
    times = book.shown_times([((5, 0, 1), {1200: 1}), ((5, 1, 2), {1300: 1})])
    assert times.count == 2
    assert times.percentile(1) == pytest.approx(0.1)
    assert times.longest == pytest.approx(0.3)


def test_a_frame_may_show_several_votes_and_every_socket_counts():
    book = book_of((5, 1.0, 1.01, True), (5, 1.1, 1.11, True))
    assert book.shown_times([((5, 0, 2), {1200: 10})]).count == 20


def test_votes_of_the_warm_up_are_numbered_but_not_timed():
    book = book_of((5, 0.0, 0.9, False), (5, 1.0, 1.01, True))
    assert book.scores() == {"1234567": {5: 2}}
    assert book.answer_times().count == 1
    assert book.shown_times([((5, 0, 2), {1200: 1})]).percentile(100) == pytest.approx(0.2)


def test_books_of_several_processes_are_numbered_as_one():
    book, other = book_of((5, 1.0, 1.2, True)), Book()
    other.send("other", Vote("1234567", 5, 0.9, True))
    other.acknowledge("other", 1.1)
    book.add(other)
    times = book.shown_times([((5, 0, 1), {1300: 1})])
    assert times.longest == pytest.approx(0.4)  # the other's was the first


def test_an_answer_that_comes_twice_counts_once():
    book = book_of((5, 1.0, 1.1, True))
    book.acknowledge("v0", 9.9)
    assert book.answer_times().count == 1
    assert book.answer_times().longest == pytest.approx(0.1)


def test_sockets_with_the_same_sight_share_a_step():
    sights = Sights()
    ahead, behind = sights.of({5: 1}), sights.of({})
    frame = Shown(8, {5: 2, 6: 0})
    after = [ahead.see(frame, 1.5), ahead.see(frame, 1.5), behind.see(frame, 1.501)]
    assert after[0] is after[1] is after[2]
    assert after[0].scores == {5: 2}
    assert list(sights.seen()) == [((5, 1, 2), {1500: 2}), ((5, 0, 2), {1501: 1})]


def test_a_frame_without_news_leads_nowhere():
    sights = Sights()
    sight = sights.of({5: 1})
    assert sight.see(Shown(9, {}), 1.0) is sight
    assert list(sights.seen()) == []
