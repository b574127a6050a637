"""Numbers in forms without scripts are read as the phone's script reads them."""

import pytest

NUMBERS = [
    ("٣٨", 38),
    ("３８", 38),
    ("1 000", 1000),
    ("1,000", 1000),
    ("2,5", 3),
    ("1'000", 1000),
    ("\u061c٣٨", 38),
]


@pytest.fixture
async def poll(talk):
    """An open poll for a number of 0 to 1000."""
    moderator = await talk.moderator()
    settings = {"lowest": 0, "highest": 1000, "decimals": 0}
    poll = (await moderator.do("poll.create", title="How many?", kind="number", settings=settings))["poll"]
    await moderator.do("poll.open", poll=poll)
    await moderator.until(lambda model: [each["state"] for each in model["state"]["polls"]] == ["open"])
    return poll


async def answer(talk, poll, **fields):
    phone = await talk.visitor()
    form = {"t": "poll.answer", "poll": poll, "csrfmiddlewaretoken": (await phone.get(talk.path)).csrf}
    return await phone.post(f"{talk.path}do", form | fields)


@pytest.mark.parametrize(("typed", "value"), NUMBERS)
async def test_number_by_form_is_read_as_forgivingly_as_a_code(talk, poll, typed, value):
    page = await answer(talk, poll, number=typed)
    assert page.data["you"]["answers"] == {str(poll): value}


@pytest.mark.parametrize("typed", ["many", "1e2", "5 km", "", "9" * 400])
async def test_what_is_no_number_is_refused_and_stays_in_the_field(talk, poll, typed):
    page = await answer(talk, poll, number=typed)
    assert page.status == 422
    assert "Choose a number from 0 to 1000." in page.text
    assert f'value="{typed}"' in page.text


async def test_points_by_form_are_read_in_any_digits(talk):
    moderator = await talk.moderator()
    settings = {"total": 100}
    made = {"title": "Share out", "kind": "points", "options": ["Here", "There"], "settings": settings}
    poll = (await moderator.do("poll.create", **made))["poll"]
    await moderator.do("poll.open", poll=poll)
    await moderator.until(lambda model: [each["state"] for each in model["state"]["polls"]] == ["open"])
    here, there = [option["id"] for option in moderator.state["polls"][0]["options"]]
    page = await answer(talk, poll, **{f"points.{here}": "٤٠", f"points.{there}": " ６０ "})
    assert page.data["you"]["answers"] == {str(poll): {str(here): 40, str(there): 60}}
    page = await answer(talk, poll, **{f"points.{here}": "all", f"points.{there}": ""})
    assert page.status == 422
    assert "Choose a number from 0 to 100." in page.text
    assert 'value="all"' in page.text
