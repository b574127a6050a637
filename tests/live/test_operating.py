"""What those who run a server rely on: readiness that is true, a log that stays readable."""

import resource

import pytest

from tests.support.processes import until
from tests.support.servers import UVICORN_SQLITE
from tests.support.visitors import Visitor


async def test_full_disk_is_not_ready_and_the_log_stays_short(grounds):
    deployment = grounds.deploy(UVICORN_SQLITE)
    [server] = deployment.servers
    assert server.status("/readyz") == 200
    # No file of this process may be written to: what a full disk does.
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    await until(lambda: server.status("/readyz") == 503, "not ready")
    assert server.status("/healthz") == 200
    host = Visitor(server.base)
    started = await host.post(
        "/host/start", {"csrfmiddlewaretoken": (await host.get("/")).csrf, "title": "Trust"}
    )
    assert started.status == 503
    assert "Go back to find what you typed" in started.text
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
    await until(lambda: server.status("/readyz") == 200, "ready again")
    deployment.stop()


@pytest.mark.parametrize("path", ["/", "/healthz"])
async def test_wrong_host_is_one_line_in_the_log(grounds, path):
    deployment = grounds.deploy(UVICORN_SQLITE)
    [server] = deployment.servers
    before = len(server.process.output.splitlines())
    visitor = Visitor(server.base)
    for _ in range(40):
        assert (await visitor.send(path, None, {"Host": "elsewhere.example"})).status == 400
    lines = server.process.output.splitlines()[before:]
    assert 1 <= len(lines) <= 10
    assert all("elsewhere.example" in line for line in lines), lines
    deployment.stop()
