"""At 400 % zoom, 320 by 256 px, every page scrolls one way and loses nothing."""

from playwright.async_api import Page, expect

from ..support.servers import Deployment
from .axe import SIDEWAYS
from .crowd import Crowd
from .legible import faults
from .people import Phone
from .rooms import OPTIONS, Room

TITLE = "Rebuilding trust, together: what public services can learn from this"
ZOOMED = {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4, "reduced_motion": "reduce"}
# What stays in its place takes room from what is read; panels are closed again.
IN_THE_WAY = """() => [...document.querySelectorAll("body *")].filter(element => element.checkVisibility()
    && /fixed|sticky/.test(getComputedStyle(element).position) && !element.closest(".panel, .toasts")
    && element.getBoundingClientRect().height > innerHeight / 3)
  .map(({className}) => `${className} stands in the way`)"""


# Cards off the screen are not laid out, and could not be judged.
LAY_OUT = "document.querySelectorAll('.card').forEach(({style}) => style.contentVisibility = 'visible')"


async def look(page: Page, where: str, root: str = "body") -> list[str]:
    """What is wrong with the page as it is now."""
    await page.evaluate(LAY_OUT)
    found = [*await page.evaluate(SIDEWAYS), *await page.evaluate(IN_THE_WAY), *await faults(page, root)]
    return [f"{where}: {words}" for words in found]


async def test_attendees_at_400_percent(crowd: Crowd, room: Room, deployment: Deployment):
    page = await crowd.come(ZOOMED)
    await page.goto(deployment.base)
    problems = await look(page, "home")
    await page.goto(room.talk.links["attendee"])
    phone = Phone(page)
    await phone.is_live()
    problems += await look(page, "questions")
    await phone.field.fill(
        "What I want to know is long enough to take several lines here, and has to be seen"
    )
    problems += await look(page, "asking")
    await phone.field.fill("")
    await page.get_by_text("Asking as").click()
    problems += await look(page, "name")
    poll = await room.poll("Where should we start?", answered=True)
    await expect(phone.options).to_have_count(len(OPTIONS))
    problems += await look(page, "poll")
    await room.do("poll.close", poll=poll)
    await expect(phone.poll).to_contain_text("Closed")
    problems += await look(page, "closed poll")
    assert not problems, "\n".join(problems)


async def test_hosts_at_400_percent(crowd: Crowd, room: Room):
    await room.do("session.update", title=TITLE)
    await room.poll("Where should we start?", answered=True)
    page = await crowd.come(ZOOMED)
    await page.goto(room.talk.links["moderator"])
    problems = []
    for column in ("review", "live", "stage"):
        await page.locator(f".columns__tab--{column}").click()
        problems += await look(page, column, f".column--{column}")
    await page.get_by_role("button", name="New poll").click()
    problems += await look(page, "composer", ".pollform")
    for part in ("report", "poster", "remote"):
        await page.goto(f"{room.talk.links['attendee']}{part}/")
        problems += await look(page, part, "main")
    await page.goto(f"{room.talk.deployment.base}/host/")
    problems += await look(page, "sessions")
    assert not problems, "\n".join(problems)
