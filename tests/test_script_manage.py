"""`script/manage`, as an administrator runs it beside the service."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Says who it is, where, with what.
PYTHON = '#!/bin/sh\necho "$(id -un) $(pwd) $DATABASE_URL $*"\n'
DATABASE = "postgres://one:a%20b@db/name?sslmode=require&connect_timeout=5"


@pytest.fixture
def project(tmp_path):
    """A project whose Python tells how it was called."""
    folder = tmp_path / "project"
    (folder / "script").mkdir(parents=True)
    shutil.copy(ROOT / "script" / "manage", folder / "script")
    python = folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(PYTHON)
    python.chmod(0o755)
    return folder


def manage(project, settings):
    done = subprocess.run(
        [project / "script" / "manage", "backup", "to here"],
        cwd="/",
        env={"PATH": os.environ["PATH"], "OPENFLOOR_SETTINGS": str(settings)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()


@pytest.fixture
def settings(tmp_path):
    file = tmp_path / "openfloor.env"
    file.write_text(f"# of the service\nDATABASE_URL='{DATABASE}'\n")
    return file


def test_command_gets_the_settings_of_the_service(project, settings):
    assert manage(project, settings).split(" ", 1)[1] == f"{project} {DATABASE} manage.py backup to here"


def test_command_runs_without_a_file_of_settings(project, tmp_path):
    assert manage(project, tmp_path / "none").endswith(f"{project}  manage.py backup to here")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_root_becomes_the_account_of_the_service(project, settings):
    assert manage(project, settings).startswith("root ")
    for folder in (project, *project.parents):
        if folder == Path("/tmp"):
            break
        folder.chmod(0o755)
    shutil.chown(project, "nobody")
    assert manage(project, settings).startswith("nobody ")
