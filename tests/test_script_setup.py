"""`script/setup` on machines whose Python is not the right one."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# The real Python, except that it writes down what it is asked to make, and makes nothing.
RECORDS = f"""#!/bin/sh
case "$*" in *venv*) echo "$*" > asked; exit 7;; esac
exec {sys.executable} "$@"
"""
TOO_OLD = """#!/bin/sh
case "$1" in --version) echo Python 3.9.2;; *) exit 1;; esac
"""


@pytest.fixture
def project(tmp_path):
    """A fresh copy of what the script reads."""
    (tmp_path / "script").mkdir()
    shutil.copy(ROOT / "script" / "setup", tmp_path / "script")
    (tmp_path / "requirements.txt").write_text("")
    return tmp_path


def program(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return str(path)


def set_up(project, python):
    command = [project / "script" / "setup"]
    return subprocess.run(
        command, env={"PATH": "/usr/bin:/bin", "PYTHON": python}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(("text", "found"), [(TOO_OLD, "Python 3.9.2"), (None, "which does not start")])
def test_python_that_is_too_old_or_not_there_is_one_line(project, text, found):
    python = program(project / "old", text) if text else "/no/such/python"
    done = set_up(project, python)
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert "Openfloor needs Python 3.11 or newer" in line
    assert found in line
    assert "PYTHON=" in line


@pytest.mark.parametrize(
    "earlier",
    [
        "#!/bin/sh\nexit 1\n",
        f'#!/bin/sh\ncase "$*" in *print*) echo 3 99;; *) exec {sys.executable} "$@";; esac\n',
        # What Debian leaves where its python3-venv is missing, and what an interrupted start leaves.
        f'#!/bin/sh\ncase "$*" in *pip*) exit 1;; *) exec {sys.executable} "$@";; esac\n',
    ],
    ids=["too old", "another", "not finished"],
)
def test_environment_of_another_python_or_half_of_one_is_made_anew(project, earlier):
    program(project / ".venv" / "bin" / "python", earlier)
    done = set_up(project, program(project / "new", RECORDS))
    assert "made anew" in done.stdout
    assert (project / "asked").read_text() == "-m venv .venv\n"
    assert not (project / ".venv").exists()


def test_environment_of_the_same_python_stays(project):
    program(project / ".venv" / "bin" / "python", f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    done = set_up(project, program(project / "same", RECORDS))
    assert "made anew" not in done.stdout
    assert not (project / "asked").exists()
