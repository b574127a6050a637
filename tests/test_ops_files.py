"""Files for running the server agree with each other and with the code they start."""

import ast
import importlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
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
def command(services):
    return shlex.split(services["web"]["command"])


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
    assert set(services[service]["environment"]) <= settings_variables


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


def test_web_command_is_one_uvicorn_understands(command):
    assert command[:3] == ["python", "-m", "uvicorn"]
    options = uvicorn_main.make_context("uvicorn", command[3:]).params
    wanted = {
        "workers": 2,
        "ws": "sessions.live.websocket:Protocol",
        "loop": "uvloop",
        "http": "qa_server.http_protocol:Protocol",
        "proxy_headers": True,
        "access_log": False,
        "ws_per_message_deflate": False,
    }
    assert {name: options[name] for name in wanted} == wanted


def test_web_command_starts_an_application_that_exists(command):
    module, _, name = command[3].partition(":")
    assert callable(getattr(importlib.import_module(module), name))


def test_server_script_and_compose_start_the_server_alike(command):
    script = (ROOT / "script" / "server").read_text()
    for option in ("--loop", "--http", "--ws", "--ws-max-size", "--ws-per-message-deflate"):
        assert f"{option} {command[command.index(option) + 1]}" in script


def test_web_is_healthy_when_a_page_that_exists_says_so(services, command):
    check = " ".join(services["web"]["healthcheck"]["test"])
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
            assert "healthcheck" in services[other] if healthy else other == "migrate", (name, other)


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
                assert (ROOT / source).is_file()
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
