"""Clouds: what is one word, what is too long, what is refused, what a moderator hides."""

import json

import pytest

from sessions.live.hub import Hub
from sessions.live.threads import in_thread
from sessions.polls.answers import answer_polls
from sessions.polls.kinds.wordcloud import bare_word, skeleton
from sessions.polls.models import Answer, Poll, Word
from sessions.wire import limits
from sessions.wire.commands import AnswerPoll
from sessions.wire.roles import Role
from tests.support.refusals import code_of
from tests.support.rooms import Room

pytestmark = pytest.mark.django_db

FAMILY = "👨‍👩‍👧‍👦"


@pytest.fixture
def cloud(room):
    return room.poll(kind="wordcloud")


def give(room, poll, *words):
    return room.attendee().do("poll.answer", poll=poll, texts=list(words))


def words(shown, poll, role=Role.ATTENDEE):
    return [(word["text"], word["count"]) for word in shown(poll, role)["results"]["words"]]


# --- one word --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spellings", "folded"),
    [
        (["Trust", "TRUST", "ｔｒｕｓｔ", " trust "], "trust"),
        (["Été", "ÉTÉ", "E\u0301te\u0301"], "été"),
        (["don't", "Don’t"], "don't"),
        (["etc.", "Etc", "etc…"], "etc"),
        (["U.S.A.", "u.s.a"], "u.s.a"),
        (["co-op", "Co-Op"], "co-op"),
        (["two  words", "Two\u00a0words"], "two words"),
        (["tr\u00adust", "trust\u200b", "tr\u2060ust"], "trust"),
        (["Αθήνα", "ΑΘΉΝΑ"], "αθήνα"),
        (["❤️", "❤"], "❤"),
    ],
)
def test_spellings_of_one_word(spellings, folded):
    assert {skeleton(spelling) for spelling in spellings} == {folded}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("かき", "かぎ"),
        ("कल", "कुल"),
        ("กา", "ก้า"),
        ("year", "years"),
        ("co-op", "coop"),
        ("o", "ø"),
        ("👍", "👎"),
        ("résumé", "resume"),
        ("péché", "pêche"),
        ("Maße", "Masse"),
        ("ısı", "isi"),
        ("C#", "C++"),
        ("C#", "C"),
        (".NET", "net"),
    ],
)
def test_different_words_are_counted_apart(one, other):
    assert skeleton(one) != skeleton(other)


def test_word_is_shown_in_its_most_used_spelling(room, cloud, shown):
    for word in ("trust", "TRUST", "Trust", "Trust", "data"):
        give(room, cloud, word)
    assert words(shown, cloud) == [("Trust", 4), ("data", 1)]


def test_of_equally_used_spellings_the_first_in_the_alphabet_is_shown(room, cloud, shown):
    for word in ("b", "B"):
        give(room, cloud, word)
    assert words(shown, cloud) == [("B", 2)]


def test_word_counts_once_for_each_person(room, cloud, shown):
    give(room, cloud, "Trust", "TRUST", "data")
    assert words(shown, cloud) == [("Trust", 1), ("data", 1)]


def test_changed_words_are_taken_back(room, cloud, shown):
    amara = room.attendee()
    give(room, cloud, "trust")
    amara.do("poll.answer", poll=cloud, texts=["Trust", "data"])
    amara.do("poll.answer", poll=cloud, texts=["time"])
    assert words(shown, cloud) == [("trust", 1), ("time", 1)]
    assert shown(cloud)["results"]["distinct"] == 2


def test_marks_around_a_word_are_left_out(room, cloud, shown):
    give(room, cloud, "#trust", "«data»", '"Time!"')
    assert [text for text, _ in words(shown, cloud)] == ["trust", "data", "Time"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("#trust", "trust"),
        ("¿Qué?", "Qué"),
        ("„Vertrauen“", "Vertrauen"),
        ("Yahoo!", "Yahoo"),
        *(
            (word, word)
            for word in ("C#", "U.S.A.", ".NET", "(non)binary", "f(x)", "’tis", "dogs’", "#1", "?!")
        ),
    ],
)
def test_word_is_shown_as_it_is_written(typed, kept):
    assert bare_word(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        *(("Wait...", "Wait"), ("end.", "end"), ("end.!..", "end"), ("a.b.", "a.b."), ("Yes. !", "Yes")),
        # Endless where the punctuation is not read once, from the end: one phone would have stopped the session.
        *((marks * 2000 + "x", "x") for marks in ("!", ", ", "…?!")),
        ("x" + ".!" * 5000, "x" + ".!" * 4999 + "."),
        ("x" + "! " * 5000 + "y", "x" + "! " * 5000 + "y"),
    ],
)
def test_punctuation_behind_a_word_falls_away_however_much_there_is(typed, kept):
    assert bare_word(typed) == kept


def test_frame_full_of_punctuation_is_refused_like_any_long_word(room, cloud):
    refused = code_of(lambda: give(room, cloud, "x" + "!" * 15_000 + "y"))
    assert refused == "text_too_long"


def test_words_that_differ_by_accents_are_shown_apart(room, cloud, shown):
    for word in ("péché", "péché", "pêche", "Péché"):
        give(room, cloud, word)
    assert words(shown, cloud) == [("péché", 3), ("pêche", 1)]


def test_counts_stay_right_when_a_word_has_more_spellings_than_are_kept(room, cloud, shown):
    people = [room.attendee() for _ in range(32)]
    for n, person in enumerate(people):
        spelling = "".join(c.upper() if n >> i & 1 else c for i, c in enumerate("trust"))
        person.do("poll.answer", poll=cloud, texts=[spelling])
    word = Word.objects.get()
    assert (word.count, len(word.spellings)) == (32, 20)
    for person in people[:31]:
        person.do("poll.answer", poll=cloud, texts=["data"])
    assert sorted(count for _, count in words(shown, cloud)) == [1, 31]


# --- too much --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("most", [1, 3, 5])
def test_up_to_so_many_words(room, most, shown):
    poll = room.poll(kind="wordcloud", settings={"most": most})
    give(room, poll, *(f"w{n}" for n in range(most)), " ", "")
    assert len(words(shown, poll)) == most
    fields = {"poll": poll, "texts": [f"w{n}" for n in range(most + 1)]}
    assert code_of(room.attendee().do, "poll.answer", **fields) == "word_count"


@pytest.mark.parametrize("most", [0, 6, "3"])
def test_cloud_that_cannot_be_is_refused(room, most):
    fields = {"title": "One word?", "kind": "wordcloud", "settings": {"most": most}}
    assert code_of(room.moderator.do, "poll.create", **fields) == "wrong_type"


@pytest.mark.parametrize("texts", [[], [""], ["  ", "\t"]])
def test_no_word_is_refused(room, cloud, texts):
    assert code_of(room.attendee().do, "poll.answer", poll=cloud, texts=texts) == "word_count"


@pytest.mark.parametrize("word", ["\u200b", "\u3164"])
def test_word_that_looks_blank_is_refused(room, cloud, word):
    assert code_of(room.attendee().do, "poll.answer", poll=cloud, texts=[word]) == "text_empty"


@pytest.mark.parametrize("letter", ["x", "e\u0301", "ß", "👍", "क्षि", "あ"])
def test_length_is_in_characters_as_people_see_them(room, cloud, letter):
    fits = min(32, limits.CLOUD_WORD_MAX_BYTES // len(letter.encode()))
    give(room, cloud, letter * fits)
    code, words = refusal(room, cloud, letter * (fits + 1))
    assert (code, words) == (
        "text_too_long",
        f"This is too long: {fits + 1} characters, at most {fits} fit.",
    )


def test_as_many_emoji_fit_as_their_bytes_allow(room, cloud):
    give(room, cloud, FAMILY * 5)
    assert refusal(room, cloud, FAMILY * 6)[1] == "This is too long: 6 characters, at most 5 fit."


def test_enormous_word_is_refused_by_the_limit_of_words(room, cloud):
    assert refusal(room, cloud, "x" * 10_000)[1] == "This is too long: 10000 characters, at most 32 fit."


def refusal(room, poll, word):
    from sessions.wire.errors import Refused

    with pytest.raises(Refused) as caught:
        give(room, poll, word)
    return caught.value.code.value, caught.value.message


# --- abuse -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word",
    [
        "shit",
        "SHIT",
        "Shit!",
        "ｓｈｉｔ",
        "sh\u00adit",
        "s\u200bhit",
        "oh shit",
        "shit-show",
        "blow job",
        "blow_job",
        "🖕",
        "🖕🖕",
        "enculé",
        "ENCULE",
        "fils de pute",
        "trou-du-cul",
        "l’enculé",
    ],
)
def test_word_of_the_lists_is_refused(room, cloud, word):
    room.moderator.do("session.update", languages=["en", "fr"])
    assert code_of(room.attendee().do, "poll.answer", poll=cloud, texts=["fine", word]) == "word_blocked"
    assert (Answer.objects.count(), Word.objects.count()) == (0, 0)


# --- the moderator ---------------------------------------------------------------------------------------


def test_hidden_word_is_shown_to_moderators_only_and_stays_hidden(room, cloud, shown):
    for word in ("rude", "rude", "kind"):
        give(room, cloud, word)
    rude = Word.objects.get(skeleton="rude")
    act = room.moderator.do("word.hide", word=rude.pk, on=True)["act"]
    give(room, cloud, "RUDE")
    for role in (Role.ATTENDEE, Role.SCREEN):
        assert words(shown, cloud, role) == [("kind", 1)]
        assert shown(cloud, role)["results"]["distinct"] == 1
    desk = shown(cloud, Role.MODERATOR)["results"]["words"]
    assert [(word["text"], word["count"], word["hidden"]) for word in desk] == [
        ("kind", 1, False),
        ("rude", 3, True),
    ]
    room.moderator.do("act.undo", act=act)
    assert words(shown, cloud) == [("rude", 3), ("kind", 1)]


def test_word_can_be_shown_again(room, cloud, shown):
    give(room, cloud, "fine")
    [word] = Word.objects.all()
    room.moderator.do("word.hide", word=word.pk, on=True)
    room.moderator.do("word.hide", word=word.pk, on=False)
    assert words(shown, cloud) == [("fine", 1)]


def test_word_hidden_before_a_reset_is_not_of_the_new_round(room, cloud, shown):
    give(room, cloud, "rude")
    word = Word.objects.get()
    room.moderator.do("word.hide", word=word.pk, on=True)
    room.moderator.do("poll.reset", poll=cloud)
    assert code_of(room.moderator.do, "word.hide", word=word.pk, on=False) == "not_found"
    assert words(shown, cloud, Role.MODERATOR) == []


def test_word_of_another_session_is_as_if_absent(room):
    other = Room()
    give(other, other.poll(kind="wordcloud"), "fine")
    word = Word.objects.get()
    assert code_of(room.moderator.do, "word.hide", word=word.pk, on=True) == "not_found"


# --- a hundred thousand words ----------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(Role))
async def test_hundred_thousand_words_make_a_small_snapshot(transactional_db, role):
    room = await in_thread(Room)
    poll = await in_thread(lambda: room.poll(kind="wordcloud", title="x" * 200))
    # 128 bytes each, as many as a word may have.
    await in_thread(many_words, poll, [f"{n:05}" + "語" * 27 + "é" * 21 for n in range(100_000)])
    hub = Hub(room.session_id)
    await hub.refresh()
    frame = hub.snapshot(role)
    [shown] = json.loads(frame)["d"]["polls"]
    assert (len(shown["results"]["words"]), shown["results"]["distinct"]) == (150, 100_000)
    assert len(frame) <= 32 * 1024


def many_words(poll, texts):
    rows = (Word(poll_id=poll, skeleton=text, spellings={text: 1}, count=1) for text in texts)
    Word.objects.bulk_create(rows, batch_size=5_000)
    Poll.objects.filter(pk=poll).update(answers=100_000)


def test_crowd_gives_a_thousand_words_in_a_batch(room, cloud, shown):
    from sessions.core.actors import Actor

    batch = [
        (
            Actor(room.session_id, Role.ATTENDEE, f"k{n}"),
            AnswerPoll(poll=cloud, texts=[f"a{n}", f"b{n}", "all"]),
        )
        for n in range(400)
    ]
    assert answer_polls(batch) == [{}] * 400
    assert words(shown, cloud)[0] == ("all", 400)
    assert shown(cloud)["results"]["distinct"] == 801
