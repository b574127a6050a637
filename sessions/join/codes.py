"""Session codes: seven digits, read from whatever people type or paste."""

import re
import unicodedata

from ..core.digits import plain_digits
from ..wire.limits import CODE_DIGITS

_SHARED_LINK = re.compile(rf"/s/([0-9]{{{CODE_DIGITS}}})(?:[/?#]|$)")


def normalise(text: str) -> str | None:
    """The seven digits in `text`, or None when it is not a code.

    Reads "3821214", "#382 1214", "382-1214", the digits of any script, and a pasted link.
    """
    if link := _SHARED_LINK.search(text):
        return link[1]
    digits = ""
    for character in plain_digits(text):
        if "0" <= character <= "9":
            digits += character
        elif not _separates(character):
            return None
    return digits if len(digits) == CODE_DIGITS else None


def spaced(code: str) -> str:
    """The code as people read it aloud: "382 1214"."""
    return f"{code[:3]} {code[3:]}"


def _separates(character: str) -> bool:
    # Cf: invisible marks that come along when a code is pasted from a message.
    return character in "#＃." or character.isspace() or unicodedata.category(character) in {"Pd", "Cf"}
