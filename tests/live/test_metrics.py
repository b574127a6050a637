"""What /metrics says is what happened, of all processes, and only to whoever may know."""

import asyncio
import itertools
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from django.core.exceptions import ImproperlyConfigured
from prometheus_client.parser import text_string_to_metric_families

from qa_server import env
from tests.support.processes import Process, free_port, until
from tests.support.servers import ROOT, TWO_POSTGRES_REDIS, UVICORN, Deployment, Grounds
from tests.support.services import Redis
from tests.support.sockets import LiveSocket, Refused
from tests.support.talks import Talk
from tests.support.visitors import Visitor

TOKEN = "only-for-tests-0123456789"
VOTERS = 12
RINGS = 20

Scrape = Callable[..., float]


@pytest.fixture(scope="module")
def redis() -> Iterator[Redis]:
    """A Redis to stop and start."""
    redis = Redis()
    yield redis
    redis.remove()


@pytest.fixture(scope="module")
def watched(grounds: Grounds, redis: Redis, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """Two processes that may be watched."""
    folder = tmp_path_factory.mktemp("watched")
    deployment = grounds.deploy(TWO_POSTGRES_REDIS, redis=redis, METRICS_TOKEN=TOKEN, VAR_DIR=str(folder))
    yield deployment
    deployment.stop()


@pytest.fixture
async def talk(watched: Deployment):
    """A session on them."""
    talk = await Talk.start(watched)
    yield talk
    await talk.close()


async def read(base: str) -> str:
    """All metrics, from the process at `base`."""
    page = await Visitor(base).send("/metrics", None, {"Authorization": f"Bearer {TOKEN}"})
    assert page.status == 200
    assert page.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    return page.text


async def scrape(base: str) -> Scrape:
    """A function that sums the samples of a name that have these labels."""
    families = text_string_to_metric_families(await read(base))
    samples = [sample for family in families for sample in family.samples]

    def total(name: str, **labels: str) -> float:
        found = [s.value for s in samples if s.name == name and labels.items() <= s.labels.items()]
        assert found, f"no {name} {labels}"
        return sum(found)

    return total


def sockets_in(var: Path) -> list[Path]:
    """What workers listen on."""
    return list(var.glob("workers/*.sock"))


def received(sockets: list[LiveSocket], *kinds: str) -> int:
    return sum(frame["t"] in kinds for socket in sockets for frame in socket.frames)


def skipped(sockets: list[LiveSocket]) -> int:
    """Revisions these sockets got no frame of their own for."""
    steps = 0
    for socket in sockets:
        revisions = [frame["rev"] for frame in socket.frames if "rev" in frame]
        steps += sum(max(0, late - early - 1) for early, late in itertools.pairwise(revisions))
    return steps


async def test_counts_of_all_processes_are_what_sockets_were_sent(watched, talk):
    before = await scrape(watched.base)
    moderator, screen = await talk.moderator(), await talk.screen()
    people = [await talk.attendee() for _ in range(VOTERS)]
    questions = [
        (await who.do("question.ask", text=f"Question {who.base}"))["question"] for who in people[:3]
    ]
    for question in questions:
        await asyncio.gather(*(who.do("question.upvote", question=question, on=True) for who in people))
    with pytest.raises(Refused):
        await people[0].do("question.upvote", question=10**9, on=True)
    for socket in (moderator, screen, *people):
        # Not by revision: one whose rows were read with the revision before changes nothing that is seen.
        await socket.until(
            lambda model: [each["score"] for each in model["state"]["questions"]] == [VOTERS] * len(questions)
        )
    roles = {"moderator": [moderator], "screen": [screen], "attendee": people}
    kinds = {"snapshot": ["snapshot"], "update": ["update"], "you": ["you"], "reply": ["ok", "error"]}

    def differences(now: Scrape) -> list[tuple[str, str]]:
        return [
            (role, kind)
            for role, sockets in roles.items()
            for kind, events in kinds.items()
            if now("openfloor_frames_total", role=role, kind=kind)
            - before("openfloor_frames_total", role=role, kind=kind)
            != received(sockets, *events)
        ]

    now = await scrape(watched.base)
    for _ in range(50):  # head counts and one's own may still be on their way
        if not differences(now):
            break
        await asyncio.sleep(0.2)
        now = await scrape(watched.base)
    assert not differences(now)

    def grown(name: str, **labels: str) -> float:
        return now(name, **labels) - before(name, **labels)

    for role, sockets in roles.items():
        assert now("openfloor_sockets", role=role) == len(sockets)
        assert grown("openfloor_revisions_coalesced_total", role=role) == skipped(sockets)
    assert grown("openfloor_batch_items_sum", work="group_write") == len(questions) * VOTERS + 1
    assert 1 <= grown("openfloor_batch_items_count", work="group_write") <= len(questions) * VOTERS + 1
    batches = grown("openfloor_batch_items_count", work="group_write")
    assert grown("openfloor_database_seconds_count", what="group_write") == batches
    assert grown("openfloor_refusals_total", code="not_found") == 1
    assert grown("openfloor_refusals_total") == 1
    assert grown("openfloor_tick_seconds_count") >= 2
    assert now("openfloor_workers", state="answered") == 2
    assert now("openfloor_workers", state="silent") == 0


async def test_any_process_tells_the_same(watched, talk):
    await asyncio.gather(*(talk.attendee() for _ in range(4)))
    one, other = [await scrape(server.base) for server in watched.servers]
    assert one("openfloor_sockets", role="attendee") == other("openfloor_sockets", role="attendee") == 4
    pids = [str(server.process.pid) for server in watched.servers]
    assert [one("openfloor_sockets", role="attendee", worker=pid) for pid in pids] == [2, 2]
    assert all(one("process_resident_memory_bytes", worker=pid) > 0 for pid in pids)


async def test_bells_are_heard_and_without_redis_healed(watched, talk, redis):
    moderator, screen = await talk.moderator(), await talk.screen()
    assert moderator.base != screen.base
    ringer, hearer = [
        str(server.process.pid)
        for socket in (moderator, screen)
        for server in watched.servers
        if server.base == socket.base
    ]
    before = await scrape(watched.base)
    for n in range(RINGS):
        title = f"Heard {n}"
        await moderator.do("session.update", title=title)
        await screen.until(lambda model, title=title: model["state"]["session"]["title"] == title)
    now = await scrape(watched.base)

    def grown(how: str, worker: str) -> float:
        labels = {"how": how, "worker": worker}
        return now("openfloor_doorbell_total", **labels) - before("openfloor_doorbell_total", **labels)

    for _ in range(50):  # now and then a look is faster than a bell
        if grown("heard", hearer) == RINGS:
            break
        now = await scrape(watched.base)
    assert grown("rung", ringer) == grown("heard", hearer) == RINGS
    healed = grown("healed", hearer)
    redis.stop()
    await moderator.do("session.update", title="Found")
    await screen.until(lambda model: model["state"]["session"]["title"] == "Found")
    now = await scrape(watched.base)
    redis.start()
    assert grown("rung", ringer) == RINGS + 1
    assert grown("heard", hearer) == RINGS
    assert grown("healed", hearer) == healed + 1


async def test_killed_process_is_no_longer_counted_and_comes_back(watched):
    first, second = watched.servers
    second.process.kill()
    now = await scrape(first.base)
    assert (now("openfloor_workers", state="answered"), now("openfloor_workers", state="silent")) == (1, 0)
    second.start()
    assert (await scrape(first.base))("openfloor_workers", state="answered") == 2


async def test_process_that_stands_still_is_said_to_be_silent(watched):
    first, second = watched.servers
    second.process.pause()
    now = await scrape(first.base)
    second.process.resume()
    assert (now("openfloor_workers", state="answered"), now("openfloor_workers", state="silent")) == (1, 1)


async def test_workers_of_one_uvicorn_answer_for_each_other(grounds, tmp_path):
    port = free_port()
    var = tmp_path / "var"
    var.mkdir()
    url = f"sqlite:///{var / 'db.sqlite3'}"
    environment = grounds.env(url, grounds.redis, {"METRICS_TOKEN": TOKEN, "VAR_DIR": str(var)})
    grounds.manage("migrate --verbosity 0", environment)
    command = f"-m uvicorn qa_server.asgi:application --port {port} --workers 2 --log-level warning {UVICORN}"
    server = Process([sys.executable, *command.split()], tmp_path / "log", environment)
    try:
        await until(lambda: len(sockets_in(var)) == 2, "both workers listen")
        now = await scrape(f"http://127.0.0.1:{port}")
        assert now("openfloor_workers", state="answered") == 2
    finally:
        server.stop()
    assert not sockets_in(var)


# --- who may read --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shown", ["", TOKEN, "Bearer", f"Bearer {TOKEN}x", f"Basic {TOKEN}", "Bearer é"])
async def test_without_the_token_there_is_nothing_here(watched, shown):
    headers = {"Authorization": shown} if shown else {}
    page = await Visitor(watched.base).send("/metrics", None, headers)
    assert page.status == 404
    assert "openfloor_" not in page.text


async def test_token_opens_it_at_any_address(watched):
    headers = {"Authorization": f"Bearer {TOKEN}", "Host": "10.1.2.3:8000"}
    assert (await Visitor(watched.base).send("/metrics", None, headers)).status == 200


async def test_server_without_a_token_tells_nobody(deployment):
    for headers in ({}, {"Authorization": "Bearer "}, {"Authorization": f"Bearer {TOKEN}"}):
        assert (await Visitor(deployment.base).send("/metrics", None, headers)).status == 404


def test_token_anybody_could_guess_stops_the_start(monkeypatch):
    monkeypatch.setenv("METRICS_TOKEN", "secret")
    with pytest.raises(ImproperlyConfigured, match="METRICS_TOKEN"):
        env.token("METRICS_TOKEN")
    monkeypatch.setenv("METRICS_TOKEN", "")
    assert env.token("METRICS_TOKEN") == ""


async def test_no_label_tells_which_session(watched, talk):
    await talk.attendee()
    assert talk.code not in await read(watched.base)
    families = text_string_to_metric_families(await read(watched.base))
    labels = {label for family in families for sample in family.samples for label in sample.labels}
    assert labels == {"worker", "role", "kind", "code", "how", "what", "work", "state", "le"}


# --- those who read it -----------------------------------------------------------------------------------------

NAME = re.compile(r"\b(?:openfloor|process)_[a-z_]+")


async def names(base: str) -> set[str]:
    return {sample.split("{")[0].split()[0] for sample in (await read(base)).splitlines() if sample[0] != "#"}


async def test_dashboard_shows_metrics_that_exist_and_all_of_ours(watched, talk):
    dashboard = json.loads((ROOT / "deploy" / "grafana" / "openfloor.json").read_text())
    shown = {
        name
        for panel in dashboard["panels"]
        for target in panel["targets"]
        for name in NAME.findall(target["expr"])
    }
    exist = await names(watched.base)
    assert shown <= exist
    families = {re.sub(r"_(bucket|sum|count)$", "", name) for name in exist if name.startswith("openfloor")}
    assert families == {
        re.sub(r"_(bucket|sum|count)$", "", name) for name in shown if name.startswith("open")
    }


async def test_operations_page_says_what_each_metric_is(watched, talk):
    page = (ROOT / "docs" / "operations.md").read_text()
    families = text_string_to_metric_families(await read(watched.base))
    exist = {
        f.name + ("_total" if f.type == "counter" else "") for f in families if f.name.startswith("open")
    }
    assert set(re.findall(r"^\| `(openfloor_\w+)` \|", page, re.MULTILINE)) == exist


def test_caddy_and_the_example_for_prometheus_fit_the_server():
    job = yaml.safe_load((ROOT / "deploy" / "prometheus.yml").read_text())["scrape_configs"][0]
    assert "metrics_path" not in job  # /metrics is what Prometheus asks by itself
    assert job["authorization"].get("type", "Bearer") == "Bearer"
    assert "respond /metrics 404" in (ROOT / "deploy" / "Caddyfile").read_text()
