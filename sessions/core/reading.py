"""Numbers that programs write into addresses: one reader for all ways in, which takes any text."""

_MOST_DIGITS = 18  # fits a column of 64 bits


def read_number(text: str) -> int:
    """The number in `text`; 0 where it is none that a server of ours writes."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else 0


def read_session_id(text: str | None) -> int | None:
    """The session an address names; None where it names none, and 0, which no session has, where it is no number."""
    return None if text is None else read_number(text)
