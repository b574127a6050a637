"""Files for running the server agree with each other and with the code they start."""

import ast
import importlib
import inspect
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn
import yaml
from django.urls import resolve
from uvicorn.main import main as uvicorn_main

ROOT = Path(__file__).resolve().parent.parent
DOT_ENV = {
    "PUBLIC_URL": "https://ask.example.org",
    "SECRET_KEY": "only-for-this-test-and-long-enough-to-be-taken-for-a-secret-key",
    "POSTGRES_PASSWORD": "secret",
}
COMPOSE_ONLY = {"WEB_WORKERS", "POSTGRES_PASSWORD"}
# Uvicorn reads these itself.
UVICORN_ONLY = {"WEB_CONCURRENCY", "FORWARDED_ALLOW_IPS"}
_PLACE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


def interpolate(value):
    """What compose makes of `${NAME:-default}`, wherever it stands."""
    match value:
        case dict():
            return {key: interpolate(inner) for key, inner in value.items()}
        case list():
            return [interpolate(inner) for inner in value]
        case str():
            return _PLACE.sub(lambda place: DOT_ENV.get(place[1], place[3] if place[2] == "-" else ""), value)
    return value


@pytest.fixture(scope="module")
def compose():
    return interpolate(yaml.safe_load((ROOT / "docker-compose.yml").read_text()))


@pytest.fixture(scope="module")
def services(compose):
    return compose["services"]


@pytest.fixture(scope="module")
def image():
    """The last instruction of each kind in the Dockerfile."""
    lines = (ROOT / "Dockerfile").read_text().replace("\\\n", " ").splitlines()
    return dict(line.split(" ", 1) for line in lines if re.match("[A-Z]+ ", line))


@pytest.fixture(scope="module")
def command(image):
    return json.loads(image["CMD"])


@pytest.fixture(scope="module")
def settings_variables():
    """The names the settings read through the env helper."""
    names = set()
    for path in (ROOT / "qa_server").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="env")), args=[ast.Constant(value=str(name)), *_]
                ):
                    names.add(name)
    return names


def test_settings_are_read_through_the_env_helper(settings_variables):
    assert {"SECRET_KEY", "PUBLIC_URL", "DATABASE_URL", "REDIS_URL", "HOSTING"} <= settings_variables


def test_compose_has_the_services_it_promises(services):
    assert set(services) == {"caddy", "web", "migrate", "database", "redis"}


@pytest.mark.parametrize("service", ["web", "migrate"])
def test_compose_sets_only_what_the_settings_read(services, settings_variables, service):
    assert set(services[service]["environment"]) <= settings_variables | UVICORN_ONLY


def test_compose_asks_dot_env_only_for_what_is_used(settings_variables):
    asked = {place[1] for place in _PLACE.finditer((ROOT / "docker-compose.yml").read_text())}
    assert asked <= settings_variables | COMPOSE_ONLY


def test_compose_stops_where_a_secret_is_missing():
    text = (ROOT / "docker-compose.yml").read_text()
    demanded = {place[1] for place in _PLACE.finditer(text) if place[2] == "?"}
    assert demanded == set(DOT_ENV)


def test_settings_accept_what_compose_sets(services):
    environment = {"PATH": os.environ["PATH"], **services["web"]["environment"]}
    report = (
        "from django.conf import settings as s; import json;"
        "print(json.dumps([s.PUBLIC_URL, s.HOSTING, s.HTTPS, s.REDIS_URL, s.ALLOWED_HOSTS]))"
    )
    run = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", report],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == [
        *("https://ask.example.org", "accounts", True, "redis://redis:6379/0"),
        ["ask.example.org", "localhost", "127.0.0.1", "[::1]"],
    ]


def test_web_command_is_one_uvicorn_understands(command, services, monkeypatch):
    for name in UVICORN_ONLY:
        monkeypatch.setenv(name, services["web"]["environment"][name])
    assert command[:3] == ["python", "-m", "uvicorn"]
    config = uvicorn.Config(**_of_config(uvicorn_main.make_context("uvicorn", command[3:]).params))
    wanted = {
        "workers": 2,
        "forwarded_allow_ips": "*",
        "ws": "sessions.live.websocket:Protocol",
        "loop": "uvloop",
        "http": "qa_server.http_protocol:Protocol",
        "proxy_headers": True,
        "access_log": False,
        "ws_per_message_deflate": False,
    }
    assert {name: getattr(config, name) for name in wanted} == wanted


def test_image_believes_no_proxy_and_starts_one_process_unless_told(command, monkeypatch):
    for name in UVICORN_ONLY:
        monkeypatch.delenv(name, raising=False)
    config = uvicorn.Config(**_of_config(uvicorn_main.make_context("uvicorn", command[3:]).params))
    assert (config.workers, config.forwarded_allow_ips) == (1, "127.0.0.1,::1")


def _of_config(options):
    """What of Uvicorn's options its configuration takes."""
    known = inspect.signature(uvicorn.Config.__init__).parameters
    return {"app": "qa_server.asgi:application"} | {
        name: value for name, value in options.items() if name in known
    }


def test_image_runs_as_a_number_that_is_not_root(image):
    user, group = map(int, image["USER"].split(":"))
    assert 0 not in (user, group)


def test_one_service_builds_the_image_and_the_other_uses_it(services):
    ours = {name: service for name, service in services.items() if service["image"] == "openfloor"}
    assert {name: service.get("build") for name, service in ours.items()} == {"web": ".", "migrate": None}
    assert ours["migrate"]["pull_policy"] == "never"
    assert "command" not in ours["web"]


def test_web_command_starts_an_application_that_exists(command):
    module, _, name = command[3].partition(":")
    assert callable(getattr(importlib.import_module(module), name))


def test_server_script_and_compose_start_the_server_alike(command):
    script = (ROOT / "script" / "server").read_text()
    for option in ("--loop", "--http", "--ws", "--ws-max-size", "--ws-per-message-deflate"):
        assert f"{option} {command[command.index(option) + 1]}" in script


def test_web_is_healthy_when_a_page_that_exists_says_so(services, image, command):
    assert "healthcheck" not in services["web"]
    check = image["HEALTHCHECK"].partition("CMD")[2]
    url = urlsplit(re.search(r"http://[^']+", check)[0])
    assert resolve(url.path).func.__name__ == "readyz"
    assert url.port == int(command[command.index("--port") + 1])


def test_caddy_serves_the_public_address_from_the_web_port(services, command):
    caddyfile = (ROOT / "deploy" / "Caddyfile").read_text()
    assert "{$PUBLIC_URL} {" in caddyfile
    assert services["caddy"]["environment"]["PUBLIC_URL"] == DOT_ENV["PUBLIC_URL"]
    assert f":web:{command[command.index('--port') + 1]}}}" in caddyfile


def test_services_wait_only_for_what_can_be_waited_for(services):
    for name, service in services.items():
        for other, condition in service.get("depends_on", {}).items():
            healthy = condition["condition"] == "service_healthy"
            is_asked = "healthcheck" in services[other] or services[other]["image"] == "openfloor"
            assert is_asked if healthy else other == "migrate", (name, other)


def test_nothing_but_caddy_is_reachable_from_outside(services):
    assert [name for name, service in services.items() if "ports" in service] == ["caddy"]


def test_logs_of_every_service_are_bounded(services):
    for service in services.values():
        assert {"max-size", "max-file"} <= set(service["logging"]["options"])


def test_mounts_and_volumes_exist(compose, services):
    named = set()
    for service in services.values():
        for mount in service.get("volumes", []):
            source = mount.split(":")[0]
            if source.startswith("."):
                assert (ROOT / source).exists()
            else:
                named.add(source)
    assert named == set(compose["volumes"])


def test_image_is_built_from_files_that_exist_and_are_let_in():
    allowed = (ROOT / ".dockerignore").read_text().split()
    for line in (ROOT / "Dockerfile").read_text().splitlines():
        if line.startswith("COPY "):
            for source in line.split()[1:-1]:
                assert (ROOT / source).exists()
                assert f"!{source}" in allowed


def test_operations_page_lists_exactly_the_variables_the_settings_read(settings_variables):
    page = (ROOT / "docs" / "operations.md").read_text()
    table = page.partition("## Settings")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == settings_variables


@pytest.mark.parametrize("code", [0, 7])
def test_continuous_integration_runs_the_tests_and_says_how_they_ended(tmp_path, code):
    for folder in (".ci", "script"):
        (tmp_path / folder).mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci" / "run")
    fake = tmp_path / "script" / "test"
    fake.write_text(f"#!/bin/sh\necho tests ran in $PWD\nexit {code}\n")
    fake.chmod(0o755)
    run = subprocess.run([tmp_path / ".ci" / "run"], cwd="/", capture_output=True, text=True, check=False)
    assert run.returncode == code
    assert run.stdout == f"+ script/test\ntests ran in {tmp_path}\n"


@pytest.mark.parametrize(
    "name", [".ci/run", "script/lint", "script/server", "script/setup", "script/simulate", "script/test"]
)
def test_scripts_can_be_run(name):
    assert os.access(ROOT / name, os.X_OK)
