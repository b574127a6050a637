"""Real Caddy and nginx, with the files that people use, before a real server."""

import os
import re
import shutil
import sys
import urllib.request
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support.processes import Process, free_port
from tests.support.servers import ROOT, UVICORN_SQLITE, Deployment, Grounds

CADDY = Path(sys.executable).with_name("caddy")
# Another proxy speaks from here, and visitors from 127.0.0.1.
FURTHER_PROXY = "127.0.0.2"


class Site(Deployment):
    """A server, reached by its proxy's address only."""

    def __init__(self, server: Deployment, proxy: Process, base: str) -> None:
        super().__init__(server.kind, server.servers, server.database_url, server.redis)
        self.proxy = proxy
        self._base = base

    @property
    def base(self) -> str:
        """The proxy's address, which people use."""
        return self._base

    def address(self, index: int) -> str:
        """The same for everybody."""
        return self._base


def start_caddy(folder: Path, base: str, upstream: str, local: dict[str, str] | None = None) -> Process:
    """Caddy with our Caddyfile and these files in `local/`."""
    shutil.copytree(ROOT / "deploy", folder)
    for name, lines in {"global.caddy": "admin off", **(local or {})}.items():
        (folder / "local" / name).write_text(lines + "\n")
    env = {
        "PUBLIC_URL": base,
        "UPSTREAM": urlsplit(upstream).netloc,
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder),
    }
    command = [str(CADDY), "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    return Process(command, folder / "log", env)


def start_nginx(
    folder: Path, base: str, upstream: str, *, also: str = "", forwarded: str = "$remote_addr"
) -> Process:
    """Debian's nginx with our file, without its certificate; `also` goes into the location."""
    site = (ROOT / "deploy" / "nginx.conf").read_text()
    site = re.sub(r"server \{\n    listen 80;.*?\n\}\n", "", site, flags=re.DOTALL)
    site = re.sub(r"\n    (listen \[|ssl_)[^\n]*", "", site)
    site = site.replace("listen 443 ssl http2;", f"listen {urlsplit(base).port};")
    site = site.replace("server 127.0.0.1:8000;", f"server {urlsplit(upstream).netloc};")
    site = site.replace("X-Forwarded-For $remote_addr;", f"X-Forwarded-For {forwarded};")
    site = site.replace("proxy_read_timeout 1h;", f"proxy_read_timeout 1h; {also}")
    folder.mkdir()
    (folder / "site.conf").write_text(site)
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/errors;"
        + ("user root;" if os.geteuid() == 0 else "")
        + "events { worker_connections 1000; } http { "
        + "".join(
            f"{kind}_temp_path {folder}/{kind};"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        + f"include {folder}/site.conf; }}"
    )
    nginx = shutil.which("nginx") or "/usr/sbin/nginx"
    return Process([nginx, "-c", str(folder / "nginx.conf"), "-p", str(folder)], folder / "log")


def is_open(base: str, path: str = "/healthz") -> bool:
    """Whether pages come."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(base + path, timeout=5) as answer:
            return bool(answer.status == HTTPStatus.OK)
    except OSError:
        return False


def new_base() -> str:
    """An address of this machine nobody serves."""
    return f"http://127.0.0.1:{free_port()}"


@pytest.fixture(scope="module")
def base() -> str:
    """The address people type."""
    return new_base()


@pytest.fixture(scope="module")
def server(grounds: Grounds, base: str) -> Iterator[Deployment]:
    """A server that takes `base` for its own address, and believes what a proxy says."""
    server = grounds.deploy(UVICORN_SQLITE, PUBLIC_URL=base, FORWARDED_ALLOW_IPS="*")
    yield server
    server.stop()


@pytest.fixture(scope="module", params=["caddy", "nginx"])
def site(
    request: pytest.FixtureRequest, server: Deployment, base: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """That server behind a proxy which is set up as the docs say."""
    start = {"caddy": start_caddy, "nginx": start_nginx}[request.param]
    proxy = start(tmp_path_factory.mktemp("proxy") / "deploy", base, server.base)
    proxy.wait_for(lambda: is_open(base), f"{request.param} serves {base}")
    yield Site(server, proxy, base)
    proxy.stop()
