"""A backup is made while people vote, and brings back everything: rows, links, cookies."""

import asyncio
import os
import subprocess
import sys
import tarfile

import pytest

from tests.support.databases import everything
from tests.support.servers import ROOT, SECRET_KEY, TWO_POSTGRES_REDIS, UVICORN_SQLITE
from tests.support.talks import Talk


def manage(env: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=os.environ | env,
        capture_output=True,
        text=True,
        check=False,
    )


async def vote_on_and_off(talk: Talk, question: int, until: asyncio.Event) -> None:
    phone = await talk.attendee()
    on = True
    while not until.is_set():
        await phone.do("question.upvote", question=question, on=on)
        on = not on


@pytest.mark.parametrize("kind", [UVICORN_SQLITE, TWO_POSTGRES_REDIS])
async def test_backup_made_while_people_vote_brings_everything_back(grounds, tmp_path, kind):
    var = tmp_path / "var"
    deployment = grounds.deploy(kind, VAR_DIR=str(var))
    env = deployment.servers[0].env
    talk = await Talk.start(deployment)
    asker = await talk.attendee()
    question = (await asker.do("question.ask", text="What of the harbour?"))["question"]
    done = asyncio.Event()
    async with asyncio.TaskGroup() as people:
        voters = [people.create_task(vote_on_and_off(talk, question, done)) for _ in range(4)]
        made = await asyncio.to_thread(manage, env, "backup", "--keep", "2")
        assert (made.returncode, made.stderr) == (0, "")
        assert not any(voter.done() for voter in voters)
        done.set()
    [backup] = (var / "backups").iterdir()
    assert backup.stat().st_mode & 0o077 == 0
    with tarfile.open(backup) as tar:
        assert sorted(tar.getnames()) == ["database", "manifest.json", "secret-key"]

    await asker.do("question.ask", text="Asked after the backup")
    refused = await asyncio.to_thread(manage, env, "restore", str(backup), "--yes")
    assert refused.returncode == 1
    assert "Stop it first" in refused.stderr
    for server in deployment.servers:
        server.process.stop()
    restored = manage(env, "restore", str(backup), "--yes")
    assert (restored.returncode, restored.stderr) == (0, "")
    for server in deployment.servers:
        server.start()
    desk = (await (await talk.visitor("moderator")).get(f"{talk.path}desk/")).data["state"]
    [shown] = desk["questions"]
    assert shown["text"] == "What of the harbour?"
    counted = deployment.rows("SELECT count(*) FROM live_sessions_upvote")[0][0]
    assert shown["score"] <= counted <= 4
    deployment.stop()


def migrated(tmp_path, name: str = "var", **more: str) -> dict[str, str]:
    """The environment of an installation that was started once."""
    env = {"VAR_DIR": str(tmp_path / name), "DATABASE_URL": "", "REDIS_URL": "", "SECRET_KEY": "", **more}
    assert manage(env, "migrate", "--verbosity", "0").returncode == 0
    return env


def test_restore_of_no_backup_changes_nothing(tmp_path):
    env = migrated(tmp_path)
    assert manage(env, "create_session", "Budget evening").returncode == 0
    database = tmp_path / "var" / "db.sqlite3"
    before = everything(f"sqlite:///{database}")
    good = tmp_path / "good.tar.gz"
    assert manage(env, "backup", str(good)).returncode == 0
    broken = tmp_path / "broken.tar.gz"
    for content in (b"", b"rubbish", good.read_bytes()[:-2000]):
        broken.write_bytes(content)
        done = manage(env, "restore", str(broken), "--yes")
        assert done.returncode == 1
        assert "damaged" in done.stderr
        assert "Traceback" not in done.stderr
    assert manage(env, "restore", str(good)).returncode == 1  # nobody said --yes
    assert everything(f"sqlite:///{database}") == before


def test_key_comes_back_with_the_database(tmp_path):
    env = migrated(tmp_path)
    links = manage(env, "create_session", "Budget evening", "--json").stdout
    backup = tmp_path / "backup.tar.gz"
    assert manage(env, "backup", str(backup)).returncode == 0
    new = migrated(tmp_path, "another-machine")
    assert manage(new, "restore", str(backup), "--yes").returncode == 0
    key = (tmp_path / "another-machine" / "secret-key").read_text()
    assert key == (tmp_path / "var" / "secret-key").read_text()
    assert links
    told = manage(new | {"SECRET_KEY": SECRET_KEY}, "restore", str(backup), "--yes")
    assert told.returncode == 0
    assert "SECRET_KEY is not the one" in told.stderr


def test_newest_copies_are_kept(tmp_path):
    env = migrated(tmp_path)
    backups = tmp_path / "var" / "backups"
    backups.mkdir()
    for day in range(1, 5):
        (backups / f"openfloor-2020010{day}T000000Z.tar.gz").touch()
    (backups / "notes.txt").touch()
    assert manage(env, "backup", "--keep", "3").returncode == 0
    names = sorted(path.name for path in backups.iterdir())
    assert names[:2] == ["notes.txt", "openfloor-20200103T000000Z.tar.gz"]
    assert len(names) == 4
