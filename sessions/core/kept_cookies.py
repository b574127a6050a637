"""How many sessions a browser remembers: each leaves a cookie, and all of them go with every request.

A browser that saw hundreds would send a head no server takes. With a new one the oldest beyond MAX_KEPT are taken
back, for each kind by itself: who only attends does not lose a desk.
"""

import re
from collections.abc import Iterable

from .cookies import MOST_COOKIES

MAX_KEPT = 20
# Kind, code and the id of the session; cookies from before 2026 have no id.
_NAME = re.compile(rb"(attendee|host|moderator|screen)-[0-9]{7}(?:-([0-9]{1,18}))?")

Header = tuple[bytes, bytes]


def take_back_oldest(asked: Iterable[Header], answered: Iterable[Header]) -> list[Header]:
    """The headers that take back cookies sent in `asked`, to go with the cookies set in `answered`."""
    new = [_name_of(value) for name, value in answered if name.lower() == b"set-cookie"]
    new = [name for name in new if _NAME.fullmatch(name)]
    if not new:
        return []
    sent = b";".join(value for name, value in asked if name.lower() == b"cookie").split(b";", MOST_COOKIES)
    sent = sent[:MOST_COOKIES]
    held = [name for name in dict.fromkeys(map(_name_of, sent)) if _NAME.fullmatch(name)]
    return [
        (b"set-cookie", old + b"=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")
        for kind in {_kind_of(name) for name in new}
        for old in _beyond(kind, held, new)
    ]


def _beyond(kind: bytes, held: list[bytes], new: list[bytes]) -> list[bytes]:
    same = [name for name in held if _kind_of(name) == kind and name not in new]
    room = MAX_KEPT - sum(_kind_of(name) == kind for name in new)
    return sorted(same, key=_age)[: max(0, len(same) - room)]


def _name_of(cookie: bytes) -> bytes:
    return cookie.partition(b"=")[0].strip()


def _kind_of(name: bytes) -> bytes:
    return name.partition(b"-")[0]


def _age(name: bytes) -> int:
    """Sessions are numbered as they are made."""
    found = _NAME.fullmatch(name)
    return int(found[2] or 0) if found else 0
