"""The unit for systemd."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from qa_server.asgi import STARTUP_FAILURE
from tests.support.servers import ROOT

UNIT = ROOT / "deploy" / "openfloor.service"


def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    verify = shutil.which("systemd-analyze")
    if verify is None:
        pytest.skip("there is no systemd here")
    unit = tmp_path / UNIT.name
    unit.write_text(UNIT.read_text().replace("/srv/openfloor", str(ROOT)))
    done = subprocess.run([verify, "verify", unit], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_settings_that_cannot_work_do_not_start_again_and_again(tmp_path: Path) -> None:
    [status] = re.findall(r"^RestartPreventExitStatus=(\d+)$", UNIT.read_text(), re.MULTILINE)
    done = subprocess.run(
        [sys.executable, "manage.py", "create_session", "--demo"],
        cwd=ROOT,
        env={"VAR_DIR": str(tmp_path), "PUBLIC_URL": "https://ask.example.org/"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == int(status) == STARTUP_FAILURE
    assert len(done.stderr.splitlines()) == 1
