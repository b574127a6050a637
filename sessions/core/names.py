"""Names people give themselves: under questions and in quizzes."""

import unicodedata

import regex

from ..wire import limits
from ..wire.errors import Code, Refused
from .blocked_words import refuse_blocked
from .models import Session
from .texts import clean_line, comparison_key

# Whoever has one of these words in their name, or nothing else, seems to speak for the session.
_STAFF_WORDS = {
    *("moderator", "moderators", "moderateur", "moderateurs", "moderatrice", "moderation"),
    *("admin", "admins", "administrator", "administrateur", "administratrice", "openfloor"),
}
_STAFF_NAMES = {
    *("mod", "mods", "host", "hosts", "cohost", "organizer", "organiser", "organizers", "organisers"),
    *("organisateur", "organisatrice", "hote", "hotesse", "animateur", "animatrice", "presenter"),
    *("presentateur", "presentatrice", "speaker", "quizmaster", "staff"),
}
_FILLERS = {
    *("the", "your", "our", "a", "le", "la", "les", "l", "un", "une", "votre", "notre", "co"),
    *("official", "officiel", "officielle"),
}
_WORDS = regex.compile(r"\p{L}+")
# Letters of other alphabets that look Latin.
_LOOK_LATIN = str.maketrans("аеіорсхуѕԁһкмнтвαεικνορτυχ", "aeiopcxysdhkmhtbaeiknoptux")


def clean_name(session: Session, name: str, *, empty_ok: bool = False) -> str:
    """A name as it is kept. Raises Refused where it is blocked in `session` or poses as its staff."""
    cleaned = clean_line(name, limits.NAME_MAX_CHARACTERS, empty_ok=empty_ok)
    refuse_blocked(session, cleaned)
    if poses_as_staff(cleaned):
        raise Refused(Code.NAME_RESERVED, name=cleaned)
    return cleaned


def poses_as_staff(name: str) -> bool:
    """Whether a name would be taken for a moderator's or host's."""
    words = [word for word in _WORDS.findall(_plain(name)) if word not in _FILLERS]
    return not _STAFF_WORDS.isdisjoint(words) or (bool(words) and _STAFF_NAMES.issuperset(words))


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", comparison_key(name).translate(_LOOK_LATIN))
    return "".join(character for character in decomposed if not unicodedata.combining(character))
