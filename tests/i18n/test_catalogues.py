"""The French catalogues: complete, with nothing left over, well set, and compiled as they are written."""

import re

import pytest
from django.utils import translation

from sessions.live.words import catalog
from sessions.wire.roles import Role

from .words import DOMAINS, places, translations, unreadable, used

every_domain = pytest.mark.parametrize("domain", DOMAINS)


@every_domain
def test_calls_spell_their_words_out(domain: str):
    assert unreadable(domain) == []
    assert len(used(domain)) > 200


@every_domain
def test_all_words_are_translated(domain: str):
    french = translations(domain)
    assert [key for key in used(domain) if not all(french.get(key, ()) or [""])] == []


@every_domain
def test_no_translation_is_left_over(domain: str):
    assert set(translations(domain)) - used(domain) == set()


@every_domain
def test_both_forms_of_a_plural_are_there(domain: str):
    plurals = {key: strings for key, strings in translations(domain).items() if key[2]}
    assert plurals
    assert {len(strings) for strings in plurals.values()} == {2}


@every_domain
def test_a_translation_fills_in_the_same(domain: str):
    wrong = {
        key: strings
        for key, strings in translations(domain).items()
        if any(places(string) != places(key[2] or key[1]) for string in strings)
    }
    assert wrong == {}


@every_domain
def test_a_translation_is_set_as_french_is(domain: str):
    # A plain space before ? ! ; : » %, or none; a straight apostrophe; three dots; a middle dot inside a word.
    unset = re.compile(r"[ \u00a0][?!;:»%]|[^\u202f][?!;:»]|«[^\u202f]|'|\.\.\.|\w·\w")
    texts = [text for strings in translations(domain).values() for text in strings]
    shown = [re.sub(r"%\(\w+\)s|\{\w+\}", "x", text).replace("%%", "%") for text in texts]
    assert [text for text in shown if unset.search(text)] == []


def test_the_same_words_are_translated_the_same():
    # A button that opens a poll and a session that is open; joining as an act and as a picture.
    told_apart = {"Open", "Join"}
    pages, scripts = (
        {key[1]: strings[0] for key, strings in translations(domain).items() if not (key[0] or key[2])}
        for domain in DOMAINS
    )
    both = pages.keys() & scripts.keys() - told_apart
    assert len(both) > 50
    assert {words: (pages[words], scripts[words]) for words in both if pages[words] != scripts[words]} == {}


def test_pages_are_compiled_as_written():
    """Run script/setup (or pybabel compile) when this fails: locale/ has changed since."""
    with translation.override("fr"):
        compiled = {key: _compiled(key) for key in translations("django")}
    assert compiled == translations("django")


def _compiled(key: tuple[str, str, str]) -> tuple[str, ...]:
    context, one, many = key
    if many:
        return tuple(translation.ngettext(one, many, n) for n in (1, 2))
    return (translation.pgettext(context, one) if context else translation.gettext(one),)


def test_scripts_are_compiled_as_written():
    """Run script/setup (or pybabel compile) when this fails: locale/ has changed since."""
    compiled = {key: words for role in Role for key, words in catalog("fr", role)["catalog"].items()}
    written = {
        f"{context}\x04{one}" if context else one: list(strings) if many else strings[0]
        for (context, one, many), strings in translations("djangojs").items()
    }
    assert compiled == written


def test_nothing_and_one_are_singular_in_french():
    with translation.override("fr"):
        forms = [translation.ngettext("%(n)s vote", "%(n)s votes", n) for n in (0, 1, 2)]
    assert forms == ["%(n)s vote", "%(n)s vote", "%(n)s votes"]
    assert catalog("fr", Role.ATTENDEE)["plural"] == "00" + "1" * 198
    assert catalog("en", Role.ATTENDEE)["plural"] == ""
