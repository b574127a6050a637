"""How many are here, over all processes."""

import pytest

from tests.support.sockets import LiveSocket

pytestmark = pytest.mark.every_server


async def test_people_are_counted_over_all_processes(talk):
    moderator, screen = await talk.moderator(), await talk.screen()
    people = [await talk.attendee() for _ in range(5)]
    for who in (moderator, screen, people[0], people[-1]):
        await who.until(lambda model: model["state"]["people"] == 5, "five people")
    await people.pop().close()
    for who in (moderator, screen, people[0]):
        await who.until(lambda model: model["state"]["people"] == 4, "four people")


async def test_people_are_none_once_all_left(talk):
    screen = await talk.screen()
    people = [await talk.attendee() for _ in range(4)]
    await screen.until(lambda model: model["state"]["people"] == 4)
    for who in people:
        await who.close()
    await screen.until(lambda model: model["state"]["people"] == 0, "nobody", within=10)


async def test_moderators_are_counted_for_moderators_only(talk):
    moderators = [await talk.moderator() for _ in range(3)]
    attendee, screen = await talk.attendee(), await talk.screen()
    for who in moderators:
        await who.until(lambda model: model["state"]["moderators"] == 3, "three moderators")
    for who in (attendee, screen):
        assert {frame["d"].get("moderators", 0) for frame in who.frames if "d" in frame} == {0}


async def test_head_counts_keep_the_revision(talk):
    moderator = await talk.moderator()
    before = moderator.model["rev"]
    await talk.attendee()
    await moderator.until(lambda model: model["state"]["people"] == 1)
    assert (moderator.model["rev"], talk.revision) == (before, before)


async def test_tabs_of_one_person_are_one_person(talk):
    screen, visitor = await talk.screen(), await talk.visitor()
    tabs = [await talk.connect("attendee", visitor) for _ in range(3)]
    other = await talk.attendee()
    await screen.until(lambda model: model["state"]["people"] == 2, "two people")
    for tab in tabs[:2]:
        await tab.close()
    await other.close()
    await screen.until(lambda model: model["state"]["people"] == 1, "one person still has a tab")


async def test_people_who_ask_over_http_are_counted(talk):
    screen, visitor = await talk.screen(), await talk.visitor()
    for _ in range(2):
        assert (await visitor.get(f"{talk.path}state?role=attendee")).status == 200
    await screen.until(lambda model: model["state"]["people"] == 1, "one person asks")
    await talk.connect("attendee", visitor)
    await talk.attendee()
    await screen.until(lambda model: model["state"]["people"] == 2, "and another one comes", within=10)


async def test_big_screen_and_tabs_of_one_moderator_are_one_moderator(talk):
    visitor = await talk.visitor("moderator")
    desk = await talk.connect("moderator", visitor)
    await talk.connect("moderator", visitor)
    page = (await visitor.get(f"{talk.path}screen/")).data
    assert "page=screen" in page["urls"]["remote_socket"]
    await LiveSocket.open(visitor.base, page["urls"]["remote_socket"], cookies=visitor.cookies)
    second = await talk.moderator()
    await desk.until(lambda model: model["state"]["moderators"] == 2, "two moderators")
    await second.close()
    await desk.until(lambda model: model["state"]["moderators"] == 1, "alone again")


async def test_counts_that_went_there_and_back_are_told_to_pages_opened_between(talk):
    visitor = await talk.visitor("moderator")
    first, second = await talk.moderator(), await talk.moderator()
    await first.until(lambda model: model["state"]["moderators"] == 2, "two moderators")
    await second.close()
    while (page := (await visitor.get(f"{talk.path}desk/")).data)["state"]["moderators"] != 1:
        pass
    start = {name: page[name] for name in ("rev", "state", "you")}
    back = await talk.connect("moderator", visitor, start=start, ready=False)
    await back.until(lambda model: model["state"]["moderators"] == 2, "both", within=10)
