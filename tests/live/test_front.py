"""Newcomers get the page from memory: the same for all, but for who they are."""

import pytest


@pytest.fixture
def newcomers(talk):
    return [talk.newcomer(), talk.newcomer()]


def identity(visitor, talk):
    [value] = [
        cookie.value for cookie in visitor.jar if cookie.name == f"attendee-{talk.code}-{talk.session_id}"
    ]
    return value


async def test_newcomers_get_the_same_page_and_each_an_identity(talk, newcomers):
    first, second = [await visitor.get(talk.path) for visitor in newcomers]
    assert first.status == second.status == 200
    assert first.text == second.text
    assert identity(newcomers[0], talk) != identity(newcomers[1], talk)


async def test_page_from_memory_is_guarded_like_every_page(talk, newcomers):
    page = await newcomers[0].get(talk.path)
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert page.headers["x-frame-options"] == "DENY"
    assert page.headers["cache-control"] == "private, no-cache"


async def test_somebody_known_gets_a_page_of_their_own(talk, newcomers):
    known, new = newcomers
    for visitor in newcomers:
        await visitor.get(talk.path)
    form = {"t": "question.ask", "text": "Mine?", "csrfmiddlewaretoken": (await known.get(talk.path)).csrf}
    page = await known.post(f"{talk.path}do", form)
    assert [question["text"] for question in page.data["you"]["questions"]] == ["Mine?"]
    assert (await new.get(talk.path)).data["you"]["questions"] == []


async def test_form_of_our_own_page_needs_no_token(talk, newcomers):
    visitor = newcomers[0]
    await visitor.get(talk.path)
    frame = {"t": "question.ask", "id": "one", "d": {"text": "By our page?"}}
    ours = {"Origin": visitor.base, "Content-Type": "application/json"}
    theirs = ours | {"Origin": "https://evil.example"}
    path = f"{talk.path}do?role=attendee"
    assert (await visitor.send(path, frame, theirs)).status == 403
    assert (await visitor.send(path, frame, ours)).json["t"] == "ok"


async def test_languages_do_not_mix(talk, newcomers):
    for visitor, language in zip(newcomers, ("fr", "en"), strict=True):
        page = await visitor.send(talk.path, None, {"Accept-Language": language})
        assert f'<html lang="{language}"' in page.text


async def test_code_without_a_session_is_not_found(talk, newcomers):
    assert (await newcomers[0].get("/s/0000000/")).status == 404
