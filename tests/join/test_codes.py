import pytest

from sessions.join.codes import normalise, spaced


@pytest.mark.parametrize(
    "typed",
    [
        "3821214",
        "#3821214",
        "#382 1214",
        "382-1214",
        "382 12 14",
        " 382 1214\n",
        "382\u00a01214",  # no-break space
        "382–1214",
        "382.1214",
        "\u2068382 1214\u2069",  # isolates that messengers wrap around numbers
        "＃３８２　１２１４",
        "٣٨٢١٢١٤",
        "https://ask.example.org/s/3821214/",
        "ask.example.org/s/3821214?from=poster",
    ],
)
def test_code_typed_or_pasted_in_any_way_is_read(typed):
    assert normalise(typed) == "3821214"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "#",
        "382121",
        "38212145",
        "382121a",
        "382121A",
        "three eight two",
        "382/1214",
        "-3821214.5",
        "3821²14",  # a superscript is no digit of a number
        "https://ask.example.org/s/38212145/",
        "https://ask.example.org/s/x/",
        "3" * 50_000,
    ],
)
def test_anything_else_is_refused(typed):
    assert normalise(typed) is None


def test_code_is_shown_in_two_groups():
    assert spaced("3821214") == "382 1214"
