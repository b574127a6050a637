"""When a vote counts as acknowledged and as shown."""

import pytest

from bench.votes import Book


def test_the_kth_acknowledged_vote_is_shown_with_score_k():
    book = Book()
    first = book.send(5, 1.000, measured=True)
    second = book.send(5, 1.100, measured=True)
    book.acknowledge(second, 1.110)
    book.acknowledge(first, 1.120)
    book.show("attendee", 5, 0, 1, 1.200)  # the second was committed first
    book.show("attendee", 5, 1, 2, 1.300)
    times = book.shown_times("attendee")
    assert times.count == 2
    assert times.percentile(1) == pytest.approx(0.1)
    assert times.longest == pytest.approx(0.3)


def test_a_frame_may_show_several_votes_and_every_socket_counts():
    book = Book()
    for at in (1.0, 1.1):
        book.acknowledge(book.send(5, at, measured=True), at + 0.01)
    for _ in range(10):
        book.show("attendee", 5, 0, 2, 1.2)
    assert book.shown_times("attendee").count == 20
    assert book.shown_times("screen").count == 0


def test_votes_of_the_warm_up_are_numbered_but_not_timed():
    book = Book()
    book.acknowledge(book.send(5, 0.0, measured=False), 0.9)
    book.acknowledge(book.send(5, 1.0, measured=True), 1.01)
    book.show("screen", 5, 0, 2, 1.2)
    assert book.scores() == {5: 2}
    assert book.acknowledged.count == 1
    assert book.shown_times("screen").percentile(100) == pytest.approx(0.2)
