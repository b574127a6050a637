"""DATABASE_URL says where the database is and how to speak to it."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from qa_server.databases import bound_transactions, parse

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
