"""Pages lead to each other wherever they were opened: the host at localhost is the host on the big screen too."""

import re

from tests.support.visitors import Visitor

_LEADS = re.compile(r'\b(?:href|src|action|data-href)="(https?://[^"]+)"')


def at_localhost(base: str) -> Visitor:
    return Visitor(base.replace("127.0.0.1", "localhost"))


async def test_big_screen_opened_at_localhost_can_be_driven_there(talk):
    host = at_localhost(talk.deployment.base)
    home = await host.get("/")
    desk = await host.post("/host/start", {"csrfmiddlewaretoken": home.csrf, "title": "Trust"})
    assert desk.url.startswith(host.base)
    screen = await host.get(desk.data["links"]["open_screen"])
    assert screen.url.startswith(host.base)
    assert "remote_socket" in screen.data["urls"]


async def test_no_page_leads_to_another_address_of_the_server(talk):
    host = at_localhost(talk.deployment.base)
    home = await host.get("/")
    desk = await host.post("/host/start", {"csrfmiddlewaretoken": home.csrf, "title": "Trust"})
    path = f"/s/{desk.data['code']}/"
    pages = ["/", "/host/", "/join?code=12", "/no-such-page", path]
    pages += [path + page for page in ("desk/", "screen/", "remote/", "report/", "poster/", "nowhere/")]
    for page in pages:
        assert _LEADS.findall((await host.get(page)).text) == [], page
