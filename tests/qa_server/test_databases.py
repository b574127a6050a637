"""DATABASE_URL says where the database is and how to speak to it."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.exceptions import ImproperlyConfigured

from qa_server.databases import bound_transactions, parse
from tests.support.servers import ROOT
from tests.support.services import PostgreSQL

VAR = Path("/var/lib/openfloor")


def test_what_libpq_takes_is_passed_on_beside_the_pool():
    database = parse(
        "postgres://me:secret@one,two/talks?sslmode=require&target_session_attrs=read-write", VAR, 4
    )
    assert (database["HOST"], database["NAME"]) == ("one,two", "talks")
    assert database["OPTIONS"] == {
        "sslmode": "require",
        "target_session_attrs": "read-write",
        "pool": {"min_size": 1, "max_size": 10, "timeout": 4},
    }


def test_without_an_address_it_is_a_file_of_ours(tmp_path):
    database = parse("", tmp_path, 4)
    assert database["NAME"] == str(tmp_path / "db.sqlite3")
    assert "synchronous=FULL" in database["OPTIONS"]["init_command"]


@pytest.mark.parametrize(
    "url",
    [
        *(
            "mysql://me@host/talks",
            "talks",
            "postgres://me@host:port/talks",
            "postgres://host",
            "postgres://",
        ),
        *("postgres://host/ta%00lks", "postgres://host/talks?nonsense=1"),
        *("sqlite://", "sqlite://:memory:", "sqlite:////dev/null/x", "sqlite:///x%00y"),
    ],
)
def test_address_that_is_none_stops_the_start(url):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        parse(url, VAR, 4)


@pytest.mark.parametrize(
    "password",
    [
        "hunt/er2",
        "hunt#er2",
        "hunt?er2",
        "hunt[er2",
        "12/er2",
        "12#er2",
        "12?er2",
        "a@12/er2",
        "a@b?er2",
        "hunt:a/er2",
    ],
)
def test_password_that_cuts_the_address_short_is_not_repeated_and_how_to_write_it_is(password):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL") as caught:
        parse(f"postgres://me:{password}@host:5432/talks", VAR, 4)
    assert "%2F for /" in str(caught.value)
    assert "hunt" not in str(caught.value)
    assert "er2" not in str(caught.value)


@pytest.mark.parametrize("password", ["p@ss", "p:ss", "100%", "p@:ss"])
def test_password_that_can_be_told_from_the_rest_needs_no_code(password):
    database = parse(f"postgres://me:{password}@host/talks", VAR, 4)
    assert (database["PASSWORD"], database["HOST"], database["NAME"]) == (password, "host", "talks")


@pytest.mark.parametrize(
    "option",
    [
        *("sslmode=yes", "target_session_attrs=primary-first", "connect_timeout=5s", "gssencmode=x"),
        *("tcp_user_timeout=x", "keepalives_idle=1.5", "service=nowhere"),
    ],
)
def test_option_that_cannot_work_stops_the_start(option):
    with pytest.raises(ImproperlyConfigured, match=f"DATABASE_URL has .*{option.partition('=')[0]}"):
        parse(f"postgres://me@host/talks?{option}", VAR, 4)


@pytest.fixture(scope="module")
def postgres():
    postgres = PostgreSQL()
    yield postgres
    postgres.remove()


def test_password_in_percent_code_opens_the_database_for_all_that_use_it(postgres, tmp_path):
    password = "p@/:#?%[]é '\\\"$x"
    postgres.create("talks", "an@na/ü", password)
    user, secret = (quote(text, safe="") for text in ("an@na/ü", password))
    url = f"postgres://{user}:{secret}@127.0.0.1:{postgres.port}/talks"
    environment = {"DATABASE_URL": url, "VAR_DIR": str(tmp_path), "REDIS_URL": ""}

    def manage(*command):
        return subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    assert manage("migrate", "--verbosity", "0").stderr == ""
    backup = str(tmp_path / "backup.tar.gz")
    assert manage("backup", backup).stderr == ""
    assert manage("restore", backup, "--yes").stderr == ""
    environment["DATABASE_URL"] = url.replace(secret, "wrong")
    refused = manage("migrate", "--verbosity", "0")
    assert refused.returncode == 1
    assert "password authentication failed" in refused.stderr.splitlines()[-1]
    assert "Traceback" not in refused.stderr


def test_servers_bound_their_transactions_and_options_of_the_address_win():
    database = parse("postgres://me@host/talks?options=-c%20lock_timeout%3D9s", VAR, 4)
    assert database["OPTIONS"]["options"] == "-c lock_timeout=9s"  # commands such as migrate take their time
    bound_transactions(database)
    bounds = ["-c", "idle_in_transaction_session_timeout=3s", "-c", "lock_timeout=3s"]
    assert database["OPTIONS"]["options"].split() == [*bounds, "-c", "lock_timeout=9s"]


def test_sqlite_has_nothing_to_bound(tmp_path):
    database = parse("", tmp_path, 4)
    before = {**database["OPTIONS"]}
    bound_transactions(database)
    assert database["OPTIONS"] == before
