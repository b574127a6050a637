"""The people of a talk and what they do at their page, as they would: by what is written on it."""

import contextlib
import io
import re

import zxingcpp
from PIL import Image
from playwright.async_api import Error, Locator, Page, expect

from .crowd import PATIENCE_MS

LOOKS, LOOK_AGAIN_MS = 20, 500


async def reads(part: Locator, *texts: str, within_ms: float = PATIENCE_MS) -> None:
    """Wait until the visible parts say exactly this, each its whole text."""
    if texts:
        await expect(part).to_have_text(list(texts), use_inner_text=True, ignore_case=True, timeout=within_ms)
    else:
        await expect(part).to_have_count(0)


class Phone:
    """An attendee."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.connection = page.locator("#connection")
        self.field = page.locator("#ask").get_by_role("textbox", name="Your question")
        self.pinned = page.locator("#pinned > li")
        self.own = page.locator("#own > li")
        self.list = page.locator("#list > li")
        self.answered = page.locator("#answered li")
        self.news = page.locator("#news button")
        self.poll = page.locator("#poll-view")
        self.notice = self.poll.locator(".notice")
        self.options = self.poll.locator(".option")

    async def scan(self, address: str) -> None:
        """Open what the camera read."""
        await self.page.goto(address)

    async def type_code(self, home: str, code: str) -> None:
        """Join from the home page."""
        await self.page.goto(home)
        await self.page.get_by_role("textbox", name="Code").fill(code)
        await self.page.get_by_role("button", name="Join").tap()

    async def is_live(self) -> None:
        """Wait for the page to have its line to the server."""
        await expect(self.connection.get_by_text("Live")).to_be_visible()

    async def ask(self, text: str, name: str = "") -> None:
        """Type a question and send it."""
        if name:
            await self.page.get_by_text("Asking as").tap()
            await self.page.get_by_label("Your name").fill(name)
        await self.field.fill(text)
        await self.page.get_by_role("button", name="Send").tap()

    async def vote(self, number: int) -> None:
        """Give one's vote to a question, or take it back."""
        await self.page.get_by_role("button", name=f"Upvote question {number},").tap()

    async def choose(self, option: str) -> None:
        """Tap an option of the poll."""
        words = self.page.get_by_text(option, exact=True)
        await self.options.filter(has=words).tap()

    async def show(self, tab: str) -> None:
        """Look at the "Questions" or the "Poll"."""
        await self.page.locator("#tabs").get_by_role("link", name=tab).tap()


class FormPhone(Phone):
    """An attendee whose browser runs no scripts: they send forms and reload."""

    async def look(self) -> None:
        """See what is new."""
        try:
            await self.page.reload()
        except Error:  # the answer to a form came in between
            await self.page.wait_for_load_state()
            await self.page.reload()

    async def look_for(self, part: Locator, *texts: str) -> None:
        """Look again and again until the parts say this: the page they got may be older than another's act."""
        for _ in range(LOOKS):
            await self.look()
            with contextlib.suppress(AssertionError):
                return await reads(part, *texts, within_ms=LOOK_AGAIN_MS)
        return await reads(part, *texts)

    async def choose(self, option: str) -> None:
        """Choose an option of the poll and send the form."""
        await super().choose(option)
        await self.poll.get_by_role("button", name=re.compile("my answer")).tap()


class Desk:
    """A moderator."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.bar = page.locator(".desk-bar")
        self.review = page.get_by_role("list", name="For review").locator("> li")
        self.live = page.get_by_role("list", name="Live").locator("> li")
        self.archive = page.get_by_role("list", name="Archive").locator("> li")
        self.stage = page.get_by_role("group", name="What the big screen shows now")
        self.poll = page.locator(".pollcard")
        self.share = page.get_by_role("dialog", name="Share")
        self.toast = page.locator("#toasts")

    async def act(self, name: str, number: int) -> None:
        """Press the button of a question."""
        await self.page.get_by_role("button", name=re.compile(f"{name} #{number}$")).click()

    async def dismiss(self, number: int, reason: str, words: str = "") -> None:
        """Dismiss a question with a reason from the menu."""
        await self.act("Dismiss", number)
        menu = self.page.get_by_role("dialog", name=f"Dismiss #{number}: why?")
        await menu.get_by_role("button", name=reason).click()
        if words:
            await menu.get_by_label("Say the reason in a few words").fill(words)
            await menu.get_by_role("button", name="Dismiss", exact=True).click()

    async def press(self, name: str) -> None:
        """Press a button that is there once."""
        await self.page.get_by_role("button", name=name, exact=True).click()

    async def compose(self, title: str, *options: str, hidden: bool) -> None:
        """Write a poll and keep it as a draft."""
        await self.press("New poll")
        await self.page.get_by_label("What do you want to ask?").fill(title)
        for at, option in enumerate(options, 1):
            field = self.page.get_by_label(f"Option {at}", exact=True)
            await field.fill(option)
            if at < len(options):
                await field.press("Enter")
        results = self.page.get_by_label("Results", exact=True)
        await results.select_option("hidden at first" if hidden else "shown live")
        await self.press("Save draft")

    async def link(self, name: str) -> str:
        """A link of the share panel, which is open or is opened, and closed afterwards."""
        if await self.share.is_hidden():
            await self.press("Share")
        link = await self.share.get_by_label(name, exact=True).input_value()
        await self.share.get_by_role("button", name="Close").click()
        return link

    async def end(self) -> None:
        """End the session."""
        await self.press("Settings")
        await self.press("End the session…")
        await self.press("End it")


class Screen:
    """The big screen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.lobby = page.locator("#lobby")
        self.stage = page.locator("#picture .frame")
        self.panel = page.get_by_role("complementary", name="How to join")

    async def photograph(self) -> list[str]:
        """What a camera reads from the QR codes on it."""
        picture = Image.open(io.BytesIO(await self.page.screenshot()))
        return [found.text for found in zxingcpp.read_barcodes(picture)]


class Remote:
    """The presenter's phone."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.card = page.locator(".now-card")

    async def tap(self, name: str) -> None:
        """Tap a button."""
        await self.page.get_by_role("button", name=name, exact=True).tap()
