"""One script for the phone: whole, in order, and valid as one module."""

import gzip
import re
import shutil
import subprocess
from pathlib import Path
from posixpath import join, normpath

import pytest
from django.conf import settings
from django.test import Client

from qa_server import scripts, stylesheets

JS = Path(settings.BASE_DIR) / "static" / "js"


def imports(module: str) -> list[tuple[str, str]]:
    """What a module imports: names and module, e.g. ("html, render", "live/kit")."""
    found = re.findall(r'^import (.*?) from "(.*?)\.js";$', (JS / f"{module}.js").read_text(), re.MULTILINE)
    return [(names, normpath(join(module, "..", path))) for names, path in found]


@pytest.mark.parametrize("page", scripts.PAGES)
def test_modules_come_after_what_they_import(page: str) -> None:
    before: set[str] = set()
    for module in scripts.PAGES[page]:
        needed = {path for _, path in imports(module) if not path.startswith("../vendor/")}
        assert needed - before == set(), module
        before.add(module)


@pytest.mark.parametrize("page", scripts.PAGES)
def test_imports_rename_nothing(page: str) -> None:
    renaming = [
        (module, names) for module in scripts.PAGES[page] for names, _ in imports(module) if " as " in names
    ]
    assert renaming == []


@pytest.mark.parametrize("page", scripts.PAGES)
def test_script_imports_only_vendored_files(page: str) -> None:
    found = re.findall(r'from "(.*?)"', scripts.script(page))
    assert found == [f"{settings.STATIC_URL}vendor/lit-html/lit-html.js"]


@pytest.mark.skipif(not shutil.which("node"), reason="needs node")
@pytest.mark.parametrize("page", scripts.PAGES)
def test_script_is_one_valid_module(page: str, tmp_path: Path) -> None:
    path = tmp_path / "page.mjs"
    path.write_text(scripts.script(page))
    checked = subprocess.run(["node", "--check", path], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_script_is_kept_for_good_under_its_version_only() -> None:
    client = Client()
    current = client.get(f"/js/{settings.ASSET_VERSION}/attendee.js")
    other = client.get("/js/000000000000/attendee.js")
    assert current["Cache-Control"] == "public, max-age=31536000, immutable"
    assert other["Cache-Control"] == "no-cache"
    assert current.content == other.content == scripts.script("attendee").encode()


def test_script_is_sent_compressed_where_asked() -> None:
    response = Client(headers={"accept-encoding": "gzip, br"}).get(
        f"/js/{settings.ASSET_VERSION}/attendee.js"
    )
    assert (response["Content-Encoding"], "Accept-Encoding" in response["Vary"]) == ("gzip", True)
    assert gzip.decompress(response.content) == scripts.script("attendee").encode()


def test_unknown_pages_are_not_found() -> None:
    client = Client()
    assert [client.get(f"/{kind}/1/nothing.{kind}").status_code for kind in ("css", "js")] == [404, 404]


@pytest.mark.parametrize("page", stylesheets.PAGES)
def test_stylesheet_has_every_component(page: str) -> None:
    sheet = stylesheets.stylesheet(page)
    assert [name for name in stylesheets.PAGES[page] if _component(name) not in sheet] == []


def _component(name: str) -> str:
    return (Path(settings.BASE_DIR) / "static" / "css" / f"{name}.css").read_text()
