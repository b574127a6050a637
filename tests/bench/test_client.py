"""The bytes of the bench's own websocket client."""

import pytest

from bench.client import TEXT, find_payload, frame


@pytest.mark.parametrize("size", [0, 1, 125, 126, 300, 65_535])
def test_a_masked_frame_has_the_length_of_its_payload(size):
    head = {True: 2, False: 4}[size < 126] + 4
    made = frame(TEXT, b"x" * size)
    assert len(made) == head + size
    assert made[0] == 0x81
    assert made[1] & 0x80


@pytest.mark.parametrize(
    ("head", "size"),
    [(b"\x81\x05", 5), (b"\x81\x7e\x01\x2c", 300), (b"\x81\x7f" + (70_000).to_bytes(8, "big"), 70_000)],
)
def test_a_payload_is_found_only_when_complete(head, size):
    whole = head + b"x" * size
    assert find_payload(b"??" + whole, 2) == (2 + len(head), 2 + len(whole))
    for length in {1, len(head) - 1, len(head), len(whole) - 1}:
        assert find_payload(whole[:length], 0) is None
