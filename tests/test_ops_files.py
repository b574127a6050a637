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
from urllib.parse import urlsplit

import pytest
import uvicorn
from django.urls import resolve
from uvicorn.main import main as uvicorn_main

from tests.support.compose import (
    DOT_ENV,
    PLACE,
    compose_file,
    image_command,
    image_health_check,
    last_instruction,
)
from tests.support.servers import ROOT

COMPOSE_ONLY = {"WEB_WORKERS", "POSTGRES_PASSWORD"}
# Uvicorn reads these itself.
UVICORN_ONLY = {"WEB_CONCURRENCY", "FORWARDED_ALLOW_IPS"}


@pytest.fixture(scope="module")
def compose():
    return compose_file()


@pytest.fixture(scope="module")
def services(compose):
    return compose["services"]


@pytest.fixture(scope="module")
def command():
    return image_command()


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
    asked = {place[1] for place in PLACE.finditer((ROOT / "docker-compose.yml").read_text())}
    assert asked <= settings_variables | COMPOSE_ONLY


def test_compose_stops_where_a_secret_is_missing():
    text = (ROOT / "docker-compose.yml").read_text()
    demanded = {place[1] for place in PLACE.finditer(text) if place[2] == "?"}
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
        ["ask.example.org", "127.0.0.1", "localhost", "[::1]"],
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


def test_image_runs_as_a_number_that_is_not_root():
    user, group = map(int, last_instruction("USER").split(":"))
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


def test_web_is_healthy_when_a_page_that_exists_says_so(services, command):
    assert "healthcheck" not in services["web"]
    url = urlsplit(re.search(r"http://[^']+", image_health_check()[-1])[0])
    assert resolve(url.path).func.__name__ == "readyz"
    assert url.port == int(command[command.index("--port") + 1])


def test_caddy_serves_the_public_address_from_the_web_port(services, command):
    caddyfile = (ROOT / "deploy" / "Caddyfile").read_text()
    assert "{$PUBLIC_URL} {" in caddyfile
    assert services["caddy"]["environment"]["PUBLIC_URL"] == DOT_ENV["PUBLIC_URL"]
    assert f":web:{command[command.index('--port') + 1]}}}" in caddyfile


def test_services_wait_for_what_they_cannot_start_without(services):
    """A first start has an empty database: workers before its tables, or Caddy before the workers, fail."""
    waits = {
        name: {other: each["condition"] for other, each in service.get("depends_on", {}).items()}
        for name, service in services.items()
    }
    healthy, done = "service_healthy", "service_completed_successfully"
    assert waits == {
        "caddy": {"web": healthy},
        "web": {"migrate": done, "database": healthy, "redis": healthy},
        "migrate": {"database": healthy},
        "database": {},
        "redis": {},
    }


def test_who_is_waited_for_is_asked_often_enough(services):
    """Compose gives up on who is not healthy after these; a start of the database takes some seconds."""
    asked = {name: service["healthcheck"] for name, service in services.items() if "healthcheck" in service}
    assert set(asked) == {"database", "redis"}
    for check in asked.values():
        interval, patience = _seconds(check["interval"]), _seconds(check["timeout"])
        assert 1 <= interval <= 10
        assert patience <= 10
        assert interval * check["retries"] >= 20
    image = dict(re.findall(r"--([\w-]+)=(\w+)", last_instruction("HEALTHCHECK").partition("CMD")[0]))
    assert _seconds(image["interval"]) <= 10
    assert _seconds(image["timeout"]) <= 10
    assert _seconds(image["start-period"]) + _seconds(image["interval"]) * int(image["retries"]) >= 60


def test_services_come_back_after_a_fault_and_migrations_run_once(services):
    restart = {name: service["restart"] for name, service in services.items()}
    assert restart.pop("migrate") == "no"
    assert set(restart.values()) == {"unless-stopped"}


def test_who_leaves_is_given_longer_than_it_takes(services, command):
    """Else every upgrade cuts requests off: Docker kills after 10 s, and that is how long Uvicorn waits for them."""
    waits = int(command[command.index("--timeout-graceful-shutdown") + 1])
    assert waits + 5 <= _seconds(services["web"]["stop_grace_period"]) <= 60


def _seconds(value):
    return int(re.fullmatch(r"(\d+)s", value)[1])


def test_nothing_but_caddy_is_reachable_from_outside(services):
    ports = {name: service["ports"] for name, service in services.items() if "ports" in service}
    assert ports == {"caddy": ["80:80", "443:443", "443:443/udp"]}


def test_no_service_has_rights_it_does_not_need(services):
    """Neither another user than its image's, nor the machine's network, devices or programs."""
    known = {
        *("image", "build", "pull_policy", "restart", "logging", "environment", "ulimits", "depends_on"),
        *("ports", "volumes", "stop_grace_period", "command", "healthcheck", "shm_size"),
    }
    assert {key for service in services.values() for key in service} <= known


def test_logs_of_every_service_are_bounded(services):
    """docs/operations.md: 50 MB for each."""
    for service in services.values():
        assert service["logging"]["driver"] == "local"
        options = service["logging"]["options"]
        assert int(options["max-size"].removesuffix("m")) * int(options["max-file"]) == 50


def test_each_phone_may_be_a_file(services):
    """A container's own limit may be 1024. docs/operations.md: 65536."""
    assert {name: services[name]["ulimits"] for name in ("caddy", "web")} == {
        "caddy": {"nofile": 65536},
        "web": {"nofile": 65536},
    }


def test_versions_of_others_do_not_jump(services):
    """A new major version of PostgreSQL does not read the files of the old one."""
    images = {name: service["image"] for name, service in services.items() if service["image"] != "openfloor"}
    assert set(images) == {"caddy", "database", "redis"}
    assert all(re.fullmatch(r"\w+:[1-9]\d*(\.\d+)*", image) for image in images.values())


def test_what_must_be_kept_is_in_volumes_where_the_images_keep_it(compose, services):
    mounts = {name: service["volumes"] for name, service in services.items() if "volumes" in service}
    assert mounts == {
        "caddy": [
            "./deploy/Caddyfile:/etc/caddy/Caddyfile:ro",
            "./deploy/local:/etc/caddy/local:ro",
            "caddy-data:/data",
            "caddy-config:/config",
        ],
        "database": ["database:/var/lib/postgresql/data"],
    }
    assert set(compose["volumes"]) == {"database", "caddy-data", "caddy-config"}
    assert (ROOT / "deploy" / "Caddyfile").is_file()
    assert (ROOT / "deploy" / "local").is_dir()


@pytest.mark.parametrize("service", ["web", "migrate"])
def test_compose_hands_on_every_setting_by_its_name(settings_variables, service):
    """Whatever of the settings' table stands in .env. The folder and the inside of errors are not for there."""
    made = {"DATABASE_URL", "REDIS_URL", "WEB_CONCURRENCY"}  # of other names
    written = {name: f"the {name}" for name in settings_variables - made}
    environment = compose_file(written | {"WEB_WORKERS": "7", "POSTGRES_PASSWORD": "secret"})["services"][
        service
    ]["environment"]
    assert {name: environment.get(name) for name in written.keys() - {"VAR_DIR", "DEBUG"}} == {
        name: value for name, value in written.items() if name not in {"VAR_DIR", "DEBUG"}
    }
    assert {"VAR_DIR", "DEBUG"}.isdisjoint(environment)
    assert environment["WEB_CONCURRENCY"] == "7"
    assert urlsplit(environment["DATABASE_URL"]).password == "secret"


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


def test_scripts_can_be_run():
    scripts = [
        ROOT / ".ci" / "run",
        *(path for path in (ROOT / "script").iterdir() if not path.suffix and path.is_file()),
    ]
    assert [path for path in scripts if not os.access(path, os.X_OK)] == []
