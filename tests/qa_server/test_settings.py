"""Settings are read by the names of the table in docs/operations.md, with the defaults and bounds written there."""

import json
import os
import re
import subprocess
import sys

import pytest

from tests.support.servers import ROOT

KEY = "only-for-this-test-and-long-enough-to-be-taken-for-a-secret-key"
PUBLIC = {"PUBLIC_URL": "https://ask.example.org", "SECRET_KEY": KEY}
# Reads the settings anew for each line of variables, and says what they are or what is wrong.
READER = """
import importlib, json, os, sys
from django.core.exceptions import ImproperlyConfigured
import qa_server
before = dict(os.environ)
for line in sys.stdin:
    os.environ.clear()
    os.environ.update(before | json.loads(line))
    sys.modules.pop("qa_server.settings", None)
    try:
        read = vars(importlib.import_module("qa_server.settings"))
    except ImproperlyConfigured as error:
        print(json.dumps(str(error)))
    else:
        print(json.dumps({name: value for name, value in read.items() if name.isupper()}, default=str))
"""
TABLE = (ROOT / "docs" / "operations.md").read_text().partition("## Settings")[2].partition("\n## ")[0]
NUMBERS = {name: int(number) for name, number in re.findall(r"^\| `(\w+)` \| (\d+) \|", TABLE, re.MULTILINE)}
BOUNDS = {
    name: (int(least), int(most.replace(",", "")))
    for name, least, most in re.findall(
        r"^\| `(\w+)` \|[^\n]*?\((\d+)–([\d,]+)(?: s)?\)", TABLE, re.MULTILINE
    )
}


def read(tmp_path, *environments):
    """The settings under each of these environments, as a dictionary, or the words of a refusal."""
    names = re.findall(r"^\| `(\w+)` \|", TABLE, re.MULTILINE)
    done = subprocess.run(
        [sys.executable, "-c", READER],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name not in names},
        input="\n".join(json.dumps({"VAR_DIR": str(tmp_path / "var")} | each) for each in environments),
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_table_has_numbers_and_bounds():
    assert len(NUMBERS) >= 10
    assert len(BOUNDS) >= 5


def test_defaults_are_those_of_the_table(tmp_path):
    local, public = read(tmp_path, {}, PUBLIC)
    assert {name: local[name] for name in NUMBERS} == NUMBERS
    assert (local["PUBLIC_URL"], local["REDIS_URL"], local["METRICS_TOKEN"]) == (
        "http://localhost:8000",
        "",
        "",
    )
    assert (local["HOSTING"], public["HOSTING"]) == ("anyone", "accounts")
    assert public["TIME_ZONE"] == "UTC"
    assert local["LOGGING"]["root"]["level"] == "INFO"
    assert local["DEBUG"] is False
    assert local["VAR_DIR"] == str(tmp_path / "var")
    assert local["DATABASES"]["default"]["NAME"].startswith(str(tmp_path / "var"))
    assert set(public["ALLOWED_HOSTS"]) == {"ask.example.org", "127.0.0.1", "localhost", "[::1]"}
    assert (local["HTTPS"], public["HTTPS"]) == (False, True)


def test_numbers_are_read_by_their_names(tmp_path):
    given = {name: number + 1 for name, number in NUMBERS.items() if name != "DEBUG"}
    [settings] = read(
        tmp_path, {name: str(number) for name, number in given.items()} | {"REDIS_URL": "redis://host:6379/0"}
    )
    assert {name: settings[name] for name in given} == given


@pytest.mark.parametrize("name", BOUNDS)
def test_bounds_are_those_of_the_table_and_said(tmp_path, name):
    least, most = BOUNDS[name]
    redis = {"REDIS_URL": "redis://host:6379/0"}
    values = [least, most, least - 1, most + 1]
    lowest, highest, below, above = read(tmp_path, *({name: str(value)} | redis for value in values))
    assert (lowest[name], highest[name]) == (least, most)
    for refused in (below, above):
        assert name in refused
        assert f"{most:,}" in refused or str(most) in refused


def test_other_values_are_read(tmp_path):
    [settings] = read(
        tmp_path,
        PUBLIC
        | {
            "HOSTING": "anyone", "ALLOWED_HOSTS": "qa.example.org", "METRICS_TOKEN": "m" * 16, "LOG_LEVEL": "ERROR",
            "TIME_ZONE": "Europe/Paris", "DATABASE_URL": "postgres://me@host/talks", "REDIS_URL": "redis://host:1/2",
        },
    )  # fmt: skip
    assert settings["SECRET_KEY"] == KEY
    assert settings["HOSTING"] == "anyone"
    assert set(settings["ALLOWED_HOSTS"]) == {"ask.example.org", "127.0.0.1", "qa.example.org"}
    assert settings["METRICS_TOKEN"] == "m" * 16
    assert settings["LOGGING"]["root"]["level"] == "ERROR"
    assert settings["TIME_ZONE"] == "Europe/Paris"
    assert settings["DATABASES"]["default"]["HOST"] == "host"
    assert settings["CHANNEL_LAYERS"]["default"]["CONFIG"]["hosts"] == [{"address": "redis://host:1/2"}]
