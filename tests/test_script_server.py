"""`script/server`, as somebody runs it who has just fetched the project."""

import re
from pathlib import Path

import pytest

from .support.processes import Process, free_port
from .support.servers import ROOT, UVICORN
from .support.services import listens
from .support.visitors import Visitor


@pytest.fixture(scope="module")
def port():
    return free_port()


@pytest.fixture(scope="module")
def server(port, tmp_path_factory):
    """The script in a folder where nothing is yet."""
    var = tmp_path_factory.mktemp("var")
    nothing = dict.fromkeys(
        ["DATABASE_URL", "REDIS_URL", "PUBLIC_URL", "SECRET_KEY", "ALLOWED_HOSTS", "HOSTING"], ""
    )
    env = {**nothing, "VAR_DIR": str(var / "data"), "PORT": str(port)}
    usual = f'ulimit -Sn 256; exec "{ROOT / "script" / "server"}"'
    server = Process(["sh", "-c", usual], var / "log", env)
    server.wait_for(lambda: listens(port), "script/server answers")
    yield server
    server.stop()


def links(output: str) -> dict[str, str]:
    """The links the start printed, by who they are for."""
    return dict(re.findall(r"^  (attendees|host|moderator|big screen) +(http\S+)   \S", output, re.MULTILINE))


async def test_start_prints_the_demo_talk_and_its_links(server, port):
    printed = links(server.output)
    assert "Rebuilding trust, together  #3821214" in server.output
    assert list(printed) == ["host", "big screen", "attendees", "moderator"]
    assert printed["attendees"].endswith(f":{port}/s/3821214/")
    assert f"http://localhost:{port}" in server.output


async def test_links_open_a_talk_in_full_swing(server):
    printed = links(server.output)
    desk = (await Visitor(printed["attendees"]).get(printed["moderator"])).data["state"]
    states = sorted({question["state"] for question in desk["questions"]})
    assert (len(desk["questions"]), len(desk["polls"])) == (12, 2)
    assert states == ["archived", "dismissed", "live", "pending"]
    for link in ("attendees", "big screen"):
        page = await Visitor(printed["attendees"]).get(printed[link])
        assert (page.status, page.data["state"]["session"]["title"]) == (200, "Rebuilding trust, together")


async def test_this_machine_can_use_localhost(server, port):
    page = await Visitor(f"http://localhost:{port}").get("/s/3821214/")
    assert (page.status, page.data["code"]) == (200, "3821214")


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="needs /proc")
def test_server_takes_as_many_files_as_it_may(server):
    limits = Path(f"/proc/{server.pid}/limits").read_text()
    soft, hard = re.search(r"^Max open files +(\d+) +(\d+)", limits, re.MULTILINE).groups()
    assert soft == hard


def test_tests_use_the_flags_of_the_script():
    script = (ROOT / "script" / "server").read_text().replace("\\\n", " ")
    assert " ".join(UVICORN.split()) in " ".join(script.split())
