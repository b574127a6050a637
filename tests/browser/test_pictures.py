"""What the pages show is what is so: the stage picture of the desk, the line that says Live, times."""

import re

from playwright.async_api import Locator, Page, expect

from ..support.talks import Talk
from .crowd import PHONE, Crowd
from .rooms import Room

TABLET = {"viewport": {"width": 1024, "height": 768}, "has_touch": True}
# How many lines each of these elements takes.
LINES = """elements => elements.map(element => {
  const range = document.createRange();
  range.selectNodeContents(element);
  return new Set([...range.getClientRects()].map(({bottom}) => Math.round(bottom / 4))).size;
})"""
AN_HOUR_FAST = """(() => {
  const [now, origin] = [Date.now.bind(Date), performance.timeOrigin + 3_600_000];
  Date.now = () => now() + 3_600_000;
  Object.defineProperty(performance, "timeOrigin", {get: () => origin});
})()"""
TITLE = "Rebuilding trust, together: what public services can learn from this"


async def test_the_desk_never_breaks_a_number_or_its_name(crowd: Crowd, moderated_talk: Talk):
    room = await Room.fill(moderated_talk)
    for at in range(4):
        question = await room.ask(
            f"Another question {at}, long enough for two lines of the small picture, I hope?"
        )
        await room.do("question.approve", question=question)
    await room.do("session.update", title=TITLE)
    await room.do("stage.show", view="questions")
    for locale in ("en-GB", "fr-FR"):
        desk = await crowd.come({"viewport": {"width": 1440, "height": 900}}, locale=locale)
        await desk.goto(moderated_talk.links["moderator"])
        await expect(desk.locator(".stagecard__list li")).to_have_count(4)
        await desk.evaluate(
            "document.querySelectorAll('.stagecard__list b').forEach(b => b.append(',234,567'))"
        )
        for width in (1200, 1280, 1440, 1024, 320):
            await desk.set_viewport_size({"width": width, "height": 900})
            tab = desk.locator(".columns__tab--stage")
            if await tab.is_visible():
                await tab.click()
            for part in (
                ".desk-bar__brand",
                ".desk-bar .pill",
                ".stagecard__list b",
                ".stagecard__panel .number",
            ):
                shown = desk.locator(part).locator("visible=true")
                assert set(await shown.evaluate_all(LINES)) <= {1}, (locale, width, part)
            bar = await desk.locator(".desk-bar").bounding_box()
            assert bar
            assert width < 1200 or bar["height"] < 80, (locale, width, bar)


async def test_an_ended_session_says_so_on_every_page(crowd: Crowd, moderated_talk: Talk):
    room = await Room.fill(moderated_talk)
    await room.poll("Still open?")
    links = moderated_talk.links
    desk, phone, plain = (
        await crowd.come(),
        await crowd.come(),
        await crowd.come(PHONE, java_script_enabled=False),
    )
    await desk.set_viewport_size({"width": 1440, "height": 900})
    await desk.goto(links["moderator"])
    remote = await desk.context.new_page()
    await remote.goto(f"{links['attendee']}remote/")
    await phone.goto(links["attendee"])
    for page in (phone, remote):
        await expect(page.locator(".connection__state--live")).to_have_text("Live")

    await room.do("session.end")
    for page in (phone, remote):
        await expect(page.locator(".connection__state--ended")).to_have_text(re.compile(r"^Ended \d\d:\d\d$"))
        await expect(page.locator(".connection__dot--live")).to_have_count(0)
    await expect(phone.locator(".tab .badge")).to_have_count(0)
    await expect(desk.locator(".ended")).to_contain_text(re.compile(r"Ended \d\d:\d\d"))
    await expect(desk.locator(".stagecard")).to_contain_text("Thank you for taking part")
    await expect(desk.locator(".stagecard img")).to_have_count(0)
    await plain.goto(links["attendee"])
    while not await plain.locator(
        ".connection__dot--ended"
    ).count():  # newcomers may get a page that is a second old
        await plain.reload()
    await expect(plain.locator(".connection")).to_contain_text("Ended")
    await expect(plain.locator(".tab .badge")).to_have_count(0)

    await room.do("session.reopen")
    await expect(phone.locator(".connection__state--live")).to_have_text("Live")


async def test_times_go_by_the_servers_clock(crowd: Crowd, moderated_talk: Talk):
    room = await Room.fill(moderated_talk)
    desk = await crowd.come({"viewport": {"width": 1440, "height": 900}})
    await desk.context.add_init_script(AN_HOUR_FAST)
    await desk.goto(moderated_talk.links["moderator"])
    await room.ask("Just now?")
    await expect(desk.locator(".card", has_text="Just now?").locator(".card__meta")).to_contain_text(
        "just now"
    )
    assert "h" not in re.findall(r"\d+ (h|min)", await desk.inner_text("main"))


async def test_a_printed_report_holds_its_folded_parts(crowd: Crowd, moderated_talk: Talk):
    room = await Room.fill(moderated_talk)
    poll = (await room.do("poll.create", title="Say it", kind="text"))["poll"]
    await room.do("poll.open", poll=poll)
    page = await crowd.come({"viewport": {"width": 1440, "height": 900}})
    await page.goto(moderated_talk.links["moderator"])
    await page.goto(f"{moderated_talk.links['attendee']}report/")
    act = page.locator(".report__acts tbody td").first
    await expect(act).to_be_hidden()
    await page.emulate_media(media="print")
    await expect(act).to_be_visible()
    await expect(page.locator("header.bar")).to_be_hidden()
    await expect(page.locator("body > footer")).to_be_hidden()


async def test_back_returns_from_the_poll_to_the_questions(crowd: Crowd, moderated_talk: Talk):
    room = await Room.fill(moderated_talk)
    phone = await crowd.come()
    await phone.goto(moderated_talk.deployment.base)
    await phone.goto(moderated_talk.links["attendee"])
    poll, questions = phone.locator("#poll"), phone.locator("#questions")
    await expect(questions).to_be_visible()
    before = await phone.evaluate("history.length")

    await room.poll("Where should we start?")
    await expect(poll).to_be_visible()
    await phone.go_back()
    await expect(questions).to_be_visible()
    await phone.go_forward()
    await expect(poll).to_be_visible()
    await phone.reload()
    await expect(poll).to_be_visible()
    for _ in range(3):
        await phone.get_by_role("link", name="Questions", exact=True).click()
        await expect(questions).to_be_visible()
        await phone.wait_for_url("**tab=questions**")
        await phone.get_by_role("link", name=re.compile("^Poll")).click()
        await expect(poll).to_be_visible()
    assert await phone.evaluate("history.length") == before + 1
    await phone.go_back()
    await expect(questions).to_be_visible()
    await phone.go_back()
    assert phone.url == f"{moderated_talk.deployment.base}/"


async def test_back_on_the_desk_returns_to_the_column_before(crowd: Crowd, moderated_talk: Talk):
    await Room.fill(moderated_talk)
    for device, columns in ((PHONE, ["review", "live", "stage"]), (TABLET, ["review", "stage"])):
        desk = await crowd.come(device)
        await desk.goto(moderated_talk.deployment.base)
        await desk.goto(moderated_talk.links["moderator"])
        entries = await desk.evaluate("history.length")
        shown = desk.locator(".columns__tab[aria-pressed=true]")

        async def shows(column: str, page: Page = desk, shown: Locator = shown) -> None:
            await expect(shown).to_have_class(re.compile(f"columns__tab--{column}"))
            await expect(page.locator(f".column--{column}")).to_be_visible()

        for column in columns[1:]:
            await desk.locator(f".columns__tab--{column}").click()
            await shows(column)
        await desk.reload()
        await shows("stage")
        for column in reversed(columns[:-1]):
            await desk.go_back()
            await shows(column)
        for _ in range(3):  # between two columns the history does not grow
            await desk.locator(".columns__tab--stage").click()
            await shows("stage")
            await desk.locator(".columns__tab--review").click()
            await shows("review")
        assert await desk.evaluate("history.length") == entries + 1
        await desk.go_back()
        assert desk.url == f"{moderated_talk.deployment.base}/"


async def test_popular_follows_the_votes_and_shows_two_new_ones_first(crowd: Crowd, moderated_talk: Talk):
    room = await Room.fill(moderated_talk)
    phone = await crowd.come()
    await phone.goto(moderated_talk.links["attendee"])
    listed = phone.locator("#list .question__meta .number")
    await expect(listed).to_have_text(["#1", "#2", "#3", "#4"])
    last = await room.id_of("كيف نبني الثقة معًا؟")
    for person in room.people:
        await person.do("question.upvote", question=last, on=True)
    await expect(listed).to_have_text(["#4", "#1", "#2", "#3"])  # by itself, once nobody touches it

    for at in range(3):
        await room.do("question.approve", question=await room.ask(f"New {at}?"))
    await phone.get_by_role("button", name="3 new").click()
    texts = phone.locator("#list .question__text")
    await expect(texts.nth(0)).to_have_text("New 2?")
    await expect(texts.nth(1)).to_have_text("New 1?")
    await expect(phone.locator("#list .badge", has_text="New")).to_have_count(2)
    await expect(listed.nth(2)).to_have_text("#4")
    await phone.get_by_role("link", name="Recent").click()
    await expect(phone.locator("#list .question__text")).to_have_count(7)
