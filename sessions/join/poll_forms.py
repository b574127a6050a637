"""The fields of each kind of poll as a form shows them, with one's answer, or what was typed and refused, in them."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from ..wire.state import PollState
from .poll_charts import unit_text


class Field(NamedTuple):
    """One field: its value, what it is called, and whether it is chosen (radio, checkbox, option of a select)."""

    value: Any
    label: str
    chosen: bool = False


# Sent with one tap where there are scripts; without, their button stands at the end.
TAPPED = frozenset({"choice", "rating"})
TYPED = frozenset({"wordcloud", "text", "number"})


def fields_of(poll: PollState, answer: Any, typed: Mapping[str, Any] | None) -> list[Any]:
    """The fields of the form. `typed` are those of a refused form, as they came."""
    return _FIELDS[poll.kind](poll, poll.settings, answer, typed)


def hint_of(poll: PollState, *, is_part: bool) -> str:
    """What to do, in a line."""
    hint = _HINTS.get(poll.kind)
    sentences = [
        _("Second round.") if poll.repeats else "",
        hint(poll.settings, len(poll.options)) if hint else "",
        _("You can change your mind until it closes.")
        if not is_part and poll.kind != "quiz_question"
        else "",
    ]
    return " ".join(filter(None, sentences))


def own_text(poll: PollState, answer: Any) -> str:
    """One's answer in words, where the results do not mark it."""
    texts = {option.id: option.text for option in poll.options}
    if poll.kind == "wordcloud":
        return ", ".join(answer)
    if poll.kind == "rating":
        return _("%(n)s of %(steps)s") % {"n": answer, "steps": poll.settings.steps}  # type: ignore[attr-defined]
    if poll.kind == "number":
        return unit_text(answer, poll.settings.unit)  # type: ignore[attr-defined]
    if poll.kind == "ranking":
        return ", ".join(f"{place}. {texts.get(option, '')}" for place, option in enumerate(answer, 1))
    return answer if poll.kind == "text" else ""


def _options(poll: PollState, settings: Any, answer: Any, typed: Mapping[str, Any] | None) -> list[Field]:
    chosen = {str(option) for option in (typed["options"] if typed and "options" in typed else answer or [])}
    return [Field(option.id, option.text, str(option.id) in chosen) for option in poll.options]


def _words(poll: PollState, settings: Any, answer: Any, typed: Mapping[str, Any] | None) -> list[Field]:
    words = [*((typed or {}).get("texts") or answer or []), *[""] * settings.most]
    label = _("Word %(n)s of %(most)s")
    return [
        Field(word, label % {"n": place, "most": settings.most})
        for place, word in enumerate(words[: settings.most], 1)
    ]


def _text(poll: PollState, settings: Any, answer: Any, typed: Mapping[str, Any] | None) -> list[Field]:
    return [Field((typed or {}).get("text", answer or ""), poll.title)]


def _number(poll: PollState, settings: Any, answer: Any, typed: Mapping[str, Any] | None) -> list[Field]:
    value = "" if answer is None else unit_text(answer)
    words = {"lowest": unit_text(settings.lowest), "highest": unit_text(settings.highest, settings.unit)}
    label = _("From %(lowest)s to %(highest)s") % words
    return [Field((typed or {}).get("number", value), label)]


def _rating(poll: PollState, settings: Any, answer: Any, typed: Mapping[str, Any] | None) -> list[Field]:
    ends = {1: settings.low, settings.steps: settings.high}
    words, labelled = _("%(n)s of %(steps)s"), _("%(name)s: %(value)s")
    names = {step: words % {"n": step, "steps": settings.steps} for step in range(1, settings.steps + 1)}
    return [
        Field(
            step, labelled % {"name": name, "value": ends[step]} if ends.get(step) else name, step == answer
        )
        for step, name in names.items()
    ]


def _ranking(
    poll: PollState, settings: Any, answer: Any, typed: Mapping[str, Any] | None
) -> list[list[Field]]:
    """One select for each rank."""
    order = [str(option) for option in (typed or {}).get("order") or answer or []]
    ranks = [*order, *[""] * len(poll.options)][: len(poll.options)]
    return [
        [Field(option.id, option.text, str(option.id) == chosen) for option in poll.options]
        for chosen in ranks
    ]


def _points(poll: PollState, settings: Any, answer: Any, typed: Mapping[str, Any] | None) -> list[Field]:
    given = (typed or {}).get("points") or answer or {}
    return [Field((option.id, given.get(str(option.id), "")), option.text) for option in poll.options]


def _choice_hint(settings: Any, options: int) -> str:
    bounds = {"n": settings.lowest, "lowest": settings.lowest, "highest": settings.highest}
    if settings.highest == 1:
        return _("Choose one.")
    if settings.lowest == settings.highest:
        return _("Choose exactly %(n)s.") % bounds
    if settings.lowest == 1 and settings.highest >= options:
        return _("Choose all that fit.")
    if settings.lowest == 1:
        return _("Choose up to %(highest)s.") % bounds
    return _("Choose %(lowest)s to %(highest)s.") % bounds


def _words_hint(settings: Any, options: int) -> str:
    if settings.most == 1:
        return _("Give a word.")
    return _("Give up to %(n)s words.") % {"n": settings.most}


def _text_hint(settings: Any, options: int) -> str:
    if settings.review:
        return _("It is shown after review.")
    return ""


def _rating_hint(settings: Any, options: int) -> str:
    return _("Give 1 to %(n)s.") % {"n": settings.steps}


def _ranking_hint(settings: Any, options: int) -> str:
    if settings.partial:
        return _("Best first. You may leave some out.")
    return _("Best first.")


def _points_hint(settings: Any, options: int) -> str:
    words = _("Share out %(total)s points: more for what matters more.")
    return words % {"total": settings.total}


def _quiz_hint(settings: Any, options: int) -> str:
    if settings.several:
        return _("Choose all that are right. Once sent it cannot be changed.")
    return _("Choose one. It cannot be changed.")


_FIELDS: dict[str, Callable[[PollState, Any, Any, Mapping[str, Any] | None], list[Any]]] = {
    "choice": _options,
    "quiz_question": _options,
    "wordcloud": _words,
    "text": _text,
    "number": _number,
    "rating": _rating,
    "ranking": _ranking,
    "points": _points,
}

_HINTS: dict[str, Callable[[Any, int], str]] = {
    "choice": _choice_hint,
    "wordcloud": _words_hint,
    "text": _text_hint,
    "rating": _rating_hint,
    "ranking": _ranking_hint,
    "points": _points_hint,
    "quiz_question": _quiz_hint,
}
