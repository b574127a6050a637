"""An upgrade that disappoints, and the way back that docs/operations.md gives: nothing of before is lost or in the way.

The older revision is this one; the later one is this one with a migration more.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.support.databases import everything, read
from tests.support.revisions import later_revision
from tests.support.servers import ROOT, SECRET_KEY
from tests.support.services import PostgreSQL

MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY id"
# Whatever stands in the database, by its kind and name.
OBJECTS = {
    "sqlite": "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2",
    "postgresql": "SELECT kind, name FROM ("
    "SELECT relkind::text AS kind, relname AS name, relnamespace AS place FROM pg_class"
    " UNION SELECT 'type', typname, typnamespace FROM pg_type"
    " UNION SELECT 'routine', proname, pronamespace FROM pg_proc"
    ") AS found WHERE place = 'public'::regnamespace ORDER BY 1, 2",
}


def shell(
    tree: Path, command: str, env: dict[str, str], stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a tree, with `python` being the one that has what we need."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return subprocess.run(
        ["sh", "-c", command],
        cwd=tree,
        env=os.environ | {"PATH": path} | env,
        input=stdin,
        capture_output=True,
        check=False,
    )


def run(tree: Path, command: str, env: dict[str, str], stdin: bytes = b"") -> bytes:
    """The same, where it must work; returns what it printed."""
    done = shell(tree, command, env, stdin)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def manage(tree: Path, env: dict[str, str], *commands: str) -> None:
    """Management commands of a tree, in one process: each takes a second to start."""
    lines = "".join(f"call_command(*{command.split()!r});" for command in commands)
    start = "import django; django.setup(); from django.core.management import call_command;"
    run(tree, f'python -c "{start}{lines}"', env | {"DJANGO_SETTINGS_MODULE": "qa_server.settings"})


def documented(heading: str, what: str, *, docker: bool) -> str:
    """The management command of docs/operations.md; with Docker, what runs in a container of `web`.

    Without Docker it is the one of `script/manage`, which has a test of its own.
    """
    page = (ROOT / "docs" / "operations.md").read_text()
    section = page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = "".join(re.findall(r"```sh\n(.*?)```", section, re.DOTALL)).splitlines()
    [line] = [
        line
        for line in lines
        if f"{'manage.py' if docker else 'script/manage'} {what} " in line and "openfloor.tar.gz" in line
    ]
    command = re.sub(r"^docker compose (run --rm|exec) .*?\bweb ", "", line.partition("  #")[0])
    command = re.sub(r"^\S*script/manage", "python manage.py", command)
    return re.sub(r"\S*/openfloor\.tar\.gz", "openfloor.tar.gz", command)


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The later revision's tree, and its migration."""
    return later_revision(tmp_path_factory.mktemp("later"))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def env(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """An installation of this revision where people took part."""
    folder = tmp_path_factory.mktemp("installation")
    postgres = PostgreSQL() if request.param == "postgresql" else None
    url = postgres.new_database() if postgres else f"sqlite:///{folder}/db.sqlite3"
    env = {"DATABASE_URL": url, "VAR_DIR": str(folder / "var"), "SECRET_KEY": SECRET_KEY, "REDIS_URL": ""}
    manage(ROOT, env, "migrate --verbosity=0", "create_session --demo")
    yield env
    if postgres:
        postgres.remove()


def found(env: dict[str, str]) -> dict[str, object]:
    """All that stands in the database: rows, migrations, and what holds them."""
    url = env["DATABASE_URL"]
    return {
        **everything(url),
        "migrations": read(url, MIGRATIONS),
        "objects": read(url, OBJECTS["sqlite" if url.startswith("sqlite") else "postgresql"]),
    }


def test_upgrade_that_disappoints_is_taken_back_and_made_again(env, later, tmp_path):
    tree, migration = later
    before = found(env)
    backup = tmp_path / "openfloor.tar.gz"
    docker = env["DATABASE_URL"].startswith("postgres")
    run(ROOT, documented("Backups", "backup", docker=docker).replace(backup.name, str(backup)), env)

    def upgrade(*more: str) -> None:
        manage(tree, env, "migrate --verbosity=0", *more)
        assert ("live_sessions", migration) in found(env)["migrations"]
        assert read(env["DATABASE_URL"], "SELECT text FROM live_sessions_badge") == [("later",)]

    upgrade()
    run(ROOT, documented("Going back", "restore", docker=docker).replace(backup.name, str(backup)), env)
    assert found(env) == before

    # The next upgrade works as the first did. Its own backup is none for the version before, which changes nothing.
    upgrade(f"backup {backup}")
    upgraded = found(env)
    refused = shell(ROOT, f"python manage.py restore {backup} --yes", env)
    assert refused.returncode == 1
    [line] = refused.stderr.decode().splitlines()
    assert "later version" in line
    assert migration in line
    assert found(env) == upgraded


def test_restore_that_fails_half_way_says_so_and_changes_nothing(env, later, tmp_path):
    """PostgreSQL meets the fault when most is in place already: a row that the dump's own rule refuses."""
    url = env["DATABASE_URL"]
    if url.startswith("sqlite"):
        pytest.skip("a SQLite file is put in its place in one step")
    tree, backup = later[0], tmp_path / "openfloor.tar.gz"
    with psycopg.connect(url) as connection:
        connection.execute("CREATE FUNCTION rule(int) RETURNS bool IMMUTABLE LANGUAGE sql AS 'SELECT true'")
        connection.execute("CREATE TABLE ruled (n int CHECK (rule(n)))")
        connection.execute("INSERT INTO ruled VALUES (1)")
        connection.execute(
            "CREATE OR REPLACE FUNCTION rule(int) RETURNS bool IMMUTABLE LANGUAGE sql AS 'SELECT false'"
        )
    manage(tree, env, "migrate --verbosity=0", f"backup {backup}")
    before = found(env)
    done = shell(tree, f"python manage.py restore {backup} --yes", env)
    assert done.returncode == 1
    assert "nothing was changed" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert found(env) == before
