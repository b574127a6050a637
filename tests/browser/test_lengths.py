"""The same percent has the same length everywhere, and equal counts are shown as equal."""

from playwright.async_api import Page, expect

from ..support.talks import Talk
from .crowd import LAPTOP, PHONE, WALL, Crowd
from .lengths import bars, wrong_lengths
from .rooms import Room

SHORT = ["Yes", "No", "Not sure"]
LONG = ["Talk with residents earlier", "Share data between teams", "Hire and keep digital people"]


async def answered(room: Room, options: list[str], **fields: object) -> int:
    """A poll that three people answered, each for another option."""
    poll = (await room.do("poll.create", options=options, **fields))["poll"]
    await room.do("poll.open", poll=poll)
    for number, person in enumerate(room.people):
        ids = await person.until(
            lambda model: [o["id"] for p in model["state"]["polls"] if p["id"] == poll for o in p["options"]],
            "the poll is here",
        )
        if fields.get("kind") == "points":
            await person.do("poll.answer", poll=poll, points={str(ids[number]): 100})
        else:
            await person.do("poll.answer", poll=poll, options=[ids[number]])
    return poll


async def newest(plain: Page, url: str, title: str) -> None:
    """Read the page without scripts until it shows this poll closed: newcomers may get one that is a second old."""
    for _ in range(60):
        await plain.goto(url)
        if (
            await plain.locator("h2#poll-title", has_text=title).count()
            and not await plain.locator("#poll-view form").count()
        ):
            return
        await plain.wait_for_timeout(100)


async def test_three_equal_votes_are_three_equal_bars_on_every_page(crowd: Crowd, moderated_talk: Talk):
    room = await Room.fill(moderated_talk)
    links = moderated_talk.links
    wall, phone = await crowd.come(WALL), await crowd.come(PHONE)
    plain = await crowd.come(PHONE, java_script_enabled=False)
    await plain.goto(links["attendee"])
    desk = await crowd.come(LAPTOP)
    await desk.goto(links["moderator"])
    remote = await desk.context.new_page()
    await wall.goto(links["screen"])
    await phone.goto(links["attendee"])
    await remote.goto(f"{links['attendee']}remote/")

    for fields in (
        {"title": "Upright", "options": SHORT},
        {"title": "Flat", "options": LONG},
        {"title": "Counts", "options": LONG, "settings": {"highest": 2}},
        {"title": "Points", "options": LONG, "kind": "points"},
    ):
        poll = await answered(room, **fields)
        await room.do("poll.close", poll=poll)
        await expect(wall.locator("#picture h2")).to_contain_text(fields["title"])
        await expect(phone.locator("#poll-title")).to_contain_text(fields["title"])
        await newest(plain, f"{links['attendee']}?tab=poll", f"{fields['title']}")
        pages = (
            (wall, phone, plain, desk) if "kind" in fields else (wall, phone, plain, desk, remote)
        )  # writes points
        for page in pages:
            await expect(page.get_by_text("33%").first).to_be_attached()
            await expect(page.get_by_text("34%")).to_have_count(0)
            scripts = page is not plain
            shown = [bar for bar in await bars(page, scripts=scripts) if bar["percent"]]
            assert {bar["percent"] for bar in shown} == {33}, (page.url, shown)
            assert await wrong_lengths(page, scripts=scripts) == [], page.url

    await desk.goto(f"{links['attendee']}report/")
    assert len(await bars(desk)) == 12
    assert await wrong_lengths(desk) == []


async def test_a_bar_of_either_round_is_as_long_as_it_says(crowd: Crowd, moderated_talk: Talk):
    room = await Room.fill(moderated_talk)
    wall, phone = await crowd.come(WALL), await crowd.come(PHONE)
    await wall.goto(moderated_talk.links["screen"])
    await phone.goto(moderated_talk.links["attendee"])
    for options in (SHORT, LONG):
        first = await answered(room, options, title="Twice")
        await room.do("poll.close", poll=first)
        again = (await room.do("poll.repeat", poll=first))["poll"]
        await room.do("poll.open", poll=again)
        ids = await room.people[0].until(
            lambda model, again=again: [
                o["id"] for p in model["state"]["polls"] if p["id"] == again for o in p["options"]
            ],
            "the second round",
        )
        for person in room.people[:2]:
            await person.do("poll.answer", poll=again, options=[ids[0]])
        await room.do("poll.close", poll=again)
        await expect(wall.locator("#picture .legend")).to_contain_text("2 answers")
        await expect(phone.locator("#poll-view .rounds").first).to_be_visible()
        for page in (wall, phone):
            assert {100, 33, 0} <= {bar["percent"] for bar in await bars(page)}, page.url
            assert await wrong_lengths(page) == [], page.url
