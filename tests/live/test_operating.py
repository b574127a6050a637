"""What those who run a server rely on: readiness that is true, headers on every answer, a log that stays readable."""

import resource

import pytest

from tests.support.processes import until
from tests.support.servers import UVICORN_SQLITE
from tests.support.visitors import Visitor

EVERY_ANSWER = [
    "/",
    "/healthz",
    "/no-such-page",
    "/s/{code}/",
    "/s/{code}/state",
    "/s/{code}/qr.svg",
    "/host/",
]


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


async def test_every_answer_has_the_headers_that_keep_it_to_itself(talk):
    for path in EVERY_ANSWER:
        page = await talk.newcomer().get(path.format(code=talk.code))
        headers = {name.lower(): value for name, value in page.headers.items()}
        assert "camera=()" in headers["permissions-policy"], path
        wanted = "cross-origin" if path.endswith(".svg") else "same-origin"
        assert headers["cross-origin-resource-policy"] == wanted, path
        assert headers["x-content-type-options"] == "nosniff", path
        assert "referrer-policy" in headers, path


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
