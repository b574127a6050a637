"""A talk through Caddy and nginx, with the files people use: pages, sockets, bounds, and whose address counts."""

from collections.abc import Callable
from pathlib import Path

from tests.support.processes import Process
from tests.support.servers import Deployment
from tests.support.talks import Talk
from tests.support.visitors import Visitor

from .conftest import Site, is_open, new_base, start_caddy, start_nginx

WRONG, TOO_OFTEN = 200, 429
FREE = 5  # wrong passwords for a name, then everybody of that network waits
# A proxy before ours speaks from here; visitors come from 127.0.0.1.
FURTHER_PROXY = "127.0.0.2"


async def guess(base: str, name: str, forged: Callable[[int], str]) -> list[int]:
    """The statuses of as many wrong passwords as are free and two more, each sent as if from another address."""
    visitor = Visitor(base)
    fields = {
        "csrfmiddlewaretoken": (await visitor.get("/accounts/sign-in/")).csrf,
        "username": name,
        "password": "wrong",
    }
    headers = [{"X-Forwarded-For": forged(n), "X-Real-IP": forged(n)} for n in range(FREE + 2)]
    return [(await visitor.post("/accounts/sign-in/", fields, headers=each)).status for each in headers]


def somewhere(n: int) -> str:
    """A made-up address."""
    return f"198.51.100.{n + 1}"


async def test_vote_goes_through_and_comes_back(site: Site) -> None:
    talk = await Talk.start(site)
    asker, voter = await talk.attendee(), await talk.attendee()
    question = (await asker.do("question.ask", text="Does it reach the hall?"))["question"]
    await voter.do("question.upvote", question=question, on=True)
    await asker.until(
        lambda model: [each["score"] for each in model["state"]["questions"]] == [1],
        "the vote on the other phone",
    )
    await talk.close()


async def test_visitor_cannot_choose_the_address_that_counts(site: Site) -> None:
    statuses = await guess(site.base, f"host-{site.proxy.pid}", somewhere)
    assert statuses == [WRONG] * FREE + [TOO_OFTEN] * 2


async def test_figures_are_for_nobody_outside(site: Site) -> None:
    assert (await Visitor(site.base).get("/metrics")).status == 404


async def test_large_body_is_refused(site: Site) -> None:
    page = await Visitor(site.base).post("/join", {"code": "1" * 70_000})
    assert page.status == 413


async def test_many_cookies_of_others_cost_nobody_the_page(site: Site) -> None:
    cookies = "; ".join(f"other{n}={'x' * 3000}" for n in range(10))
    page = await Visitor(site.base).send("/", None, {"Cookie": cookies})
    assert page.status == 200


async def test_log_has_no_links(site: Site) -> None:
    talk = await Talk.start(site)
    await talk.visitor("moderator")
    secret = talk.links["moderator"].rstrip("/").rpartition("/")[2]
    kept = [path for path in site.proxy.log.parent.rglob("*") if path.is_file()]
    assert [path for path in kept if secret.encode() in path.read_bytes()] == []


async def test_behind_a_further_proxy_the_visitor_is_whom_that_proxy_saw(
    server: Deployment, base: str, tmp_path: Path
) -> None:
    inner = new_base()
    trusted = {"servers.caddy": f"trusted_proxies static {FURTHER_PROXY}/32"}
    caddy = start_caddy(tmp_path / "caddy", inner, server.base, trusted)
    caddy.wait_for(lambda: is_open(inner), "Caddy is there")
    # What most proxies send: the address they saw after all that the visitor wrote.
    nginx = start_nginx(
        tmp_path / "nginx",
        base,
        inner,
        also=f"proxy_bind {FURTHER_PROXY};",
        forwarded="$proxy_add_x_forwarded_for",
    )
    try:
        nginx.wait_for(lambda: is_open(base), "nginx is there")
        for name, forged in (("one", somewhere), ("two", lambda n: f"{somewhere(n)}, {FURTHER_PROXY}")):
            assert await guess(base, f"{name}-{nginx.pid}", forged) == [WRONG] * FREE + [TOO_OFTEN] * 2
    finally:
        stop(nginx, caddy)


def stop(*proxies: Process) -> None:
    """End them."""
    for proxy in proxies:
        proxy.stop()
