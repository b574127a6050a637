"""A room without certificates: pages at plain http, where browsers leave out much of what localhost has."""

import re

import pytest
from playwright.async_api import Page, expect

from ..support.servers import Deployment
from .conftest import LAN
from .crowd import LAPTOP, PHONE, WALL, Crowd
from .people import Desk, Phone, Remote, Screen
from .storage import FORBID

# What browsers of some years ago do not have.
OLDER = """
for (const name of ["structuredClone", "BroadcastChannel", "requestIdleCallback"]) delete window[name];
for (const name of ["clipboard", "locks", "wakeLock", "serviceWorker", "vibrate"])
  delete Navigator.prototype[name];
delete Crypto.prototype.randomUUID;
delete Intl.Segmenter;
"""
PUBLIC = "Where should we start?"


def lan(deployment: Deployment) -> str:
    """The server's address for phones on the wifi."""
    return deployment.base.replace("127.0.0.1", LAN)


async def come(crowd: Crowd, device: dict, scripts: str) -> Page:
    page = await crowd.come(device)
    await page.add_init_script(scripts)
    return page


@pytest.mark.parametrize("scripts", ["", OLDER + FORBID], ids=["today", "older"])
async def test_a_talk_at_a_plain_http_address(crowd: Crowd, deployment: Deployment, scripts: str):
    home = lan(deployment)
    crowd.own.add(home.removeprefix("http://"))
    desk, phone = Desk(await come(crowd, LAPTOP, scripts)), Phone(await come(crowd, PHONE, scripts))
    await desk.page.goto(home)
    assert not await desk.page.evaluate("isSecureContext")
    await desk.page.get_by_label("Title").fill("In the hall")
    await desk.press("Start the session")
    code = re.search(r"/s/(\d{7})/", desk.page.url)[1]
    link = await copied(desk, "For the big screen")
    await desk.share.get_by_role("button", name="Close").click()
    await phone.type_code(home, code)
    await phone.is_live()
    await phone.ask("Does it work without a certificate?")
    await expect(desk.live).to_have_count(1)
    await phone.vote(1)
    await expect(desk.live.get_by_text("1", exact=True).first).to_be_visible()
    await desk.compose(PUBLIC, "Here", "There", hidden=False)
    await desk.poll.get_by_role("button", name="Open", exact=True).click()
    await phone.choose("Here")
    await expect(desk.poll.filter(has_text=PUBLIC)).to_contain_text("1")
    screen = Screen(await come(crowd, WALL, scripts))
    await screen.page.goto(link.replace("127.0.0.1", LAN))
    await expect(screen.stage).to_contain_text(PUBLIC)
    await desk.act("Answered", 1)
    await phone.show("Questions")
    await expect(phone.answered).to_have_count(1)
    remote = Remote(await come(crowd, PHONE, scripts))
    await remote.page.goto((await desk.link("Remote control")).replace("127.0.0.1", LAN))
    await expect(remote.page.locator("#connection")).to_contain_text("Live")


async def copied(desk: Desk, name: str) -> str:
    """What lies in the clipboard after the button beside a link was pressed."""
    button = desk.share.get_by_role("button").filter(has_text=name)
    await button.click()
    await expect(button).to_contain_text("Copied")
    await desk.page.evaluate("""() => {
        const field = document.createElement("textarea");
        field.id = "paste-here";
        document.getElementById("share").append(field);
        field.focus();
    }""")
    await desk.page.keyboard.press("Control+V")
    field = desk.page.locator("#paste-here")
    await expect(field).to_have_value(await desk.share.get_by_label(name, exact=True).input_value())
    return await field.input_value()
