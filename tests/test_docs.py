"""What the docs say of files, links and commands is so."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "deploy/local/README.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)#?([^)\s]*)\)")
_CODE_BLOCK = re.compile(r"^( *)```.*?^\1```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"`((?:script|tests|deploy|docs|qa_server|sessions|static|bench|locale)/[\w./-]+)`")
_HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)


def prose(page: Path) -> str:
    """A page without its blocks of code."""
    return _CODE_BLOCK.sub("", page.read_text())


def anchor(heading: str) -> str:
    """The address GitHub and GitLab give a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def block(after: str) -> str:
    """The first block of code of docs/operations.md after some words."""
    return re.search(r"```\w*\n(.*?)```", OPERATIONS.partition(after)[2], re.DOTALL)[1]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_of_a_page_lead_somewhere(page):
    broken = []
    for path, part in _LINK.findall(prose(page)):
        target = page.parent / path if path else page
        anchors = (
            [anchor(title) for _, title in _HEADING.findall(prose(target))] if target.suffix == ".md" else []
        )
        if not target.exists() or (part and part not in anchors):
            broken.append(f"{path}#{part}")
    assert broken == []


@pytest.mark.parametrize(
    "name",
    ["README.md", "CONTRIBUTING.md", "docs/operations.md", "docs/architecture.md", "docs/first-run.md"],
)
def test_files_a_page_names_exist(name):
    names = {path.rstrip("/.") for path in _FILE.findall(prose(ROOT / name)) if "NAME" not in path}
    # What an administrator may write is not there yet.
    assert {one for one in names if not one.endswith(".caddy") and not (ROOT / one).exists()} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_management_commands_a_page_names_exist(page):
    assert set(re.findall(r"(?:manage\.py|script/manage) ([a-z_]+)", page.read_text())) <= set(get_commands())


def test_contents_of_operations_have_every_chapter_in_its_order():
    contents, _, _ = OPERATIONS.partition("\n## ")
    chapters = [anchor(title) for level, title in _HEADING.findall(OPERATIONS) if level == "##"]
    listed = [part for path, part in _LINK.findall(contents) if not path]
    assert [part for part in listed if part in chapters] == chapters


def test_settings_for_systemd_start_a_server(tmp_path):
    """As systemd reads them: a comment has a line of its own, and all behind "=" is the value."""
    lines = [line for line in block("`/etc/openfloor.env`").splitlines() if not line.startswith("#")]
    settings = dict(line.split("=", 1) for line in lines)
    assert settings.keys() == {"PUBLIC_URL", "DATABASE_URL", "REDIS_URL", "WORKERS", "HOST"}
    show = "from django.conf import settings as s; print(s.PUBLIC_URL, s.HOSTING, s.DATABASES['default']['NAME'])"
    done = subprocess.run(
        [sys.executable, "-c", show],
        cwd=ROOT,
        env={
            **settings,
            "WEB_CONCURRENCY": settings["WORKERS"],
            "VAR_DIR": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "qa_server.settings",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("https://ask.example.org accounts openfloor\n", "")


@pytest.mark.parametrize("works", [True, False])
def test_backup_by_cron_keeps_the_earlier_one_when_it_fails(tmp_path, works):
    docker = tmp_path / "docker"
    docker.write_text(f"#!/bin/sh\necho half of a backup\nexit {0 if works else 1}\n")
    docker.chmod(0o755)
    [line] = [line for line in OPERATIONS.splitlines() if re.match(r"0 3 \* \* \* cd .*docker", line)]
    command = line.removeprefix("0 3 * * * ").replace("\\%u", "1")  # cron takes the backslash away
    command = command.replace("/srv/openfloor", str(tmp_path)).replace("/var/backups", str(tmp_path))
    kept = tmp_path / "openfloor-1.tar.gz"
    kept.write_text("of a week ago\n")
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(["sh", "-c", command], env=environment, check=False)
    assert (done.returncode == 0) is works
    assert kept.read_text() == ("half of a backup\n" if works else "of a week ago\n")
    if works:
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
