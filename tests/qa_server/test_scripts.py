"""One script for each page: whole, in order, and valid as one module."""

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


def of_folders(*folders: str) -> set[str]:
    """The modules in folders below static/js."""
    paths = (path for folder in folders for path in (JS / folder).rglob("*.js"))
    return {path.relative_to(JS).with_suffix("").as_posix() for path in paths}


def test_every_module_is_in_a_page() -> None:
    found = {module for entry in scripts.PAGES.values() for module in scripts.modules_from(entry)}
    assert found == of_folders("wire", "live", "attendee", "desk", "screen", "remote")


@pytest.mark.parametrize("page", scripts.PAGES)
def test_modules_come_after_what_they_import(page: str) -> None:
    modules = scripts.modules_from(scripts.PAGES[page])
    texts = [(JS / f"{module}.js").read_text() for module in modules]
    for place, (module, text) in enumerate(zip(modules, texts, strict=True)):
        found = re.findall(r'^import .*? from "(.*?)\.js";$', text, re.MULTILINE | re.DOTALL)
        needed = {normpath(join(module, "..", path)) for path in found if "vendor/" not in path}
        assert needed - set(modules[:place]) == set(), module


@pytest.mark.parametrize("page", scripts.PAGES)
def test_modules_export_nothing_that_changes(page: str) -> None:
    texts = [(JS / f"{module}.js").read_text() for module in scripts.modules_from(scripts.PAGES[page])]
    exports = [line for text in texts for line in re.findall(r"^export (?:\{|\w+)", text, re.MULTILINE)]
    assert set(exports) <= {"export const", "export function", "export async", "export {"}


@pytest.mark.parametrize("page", scripts.PAGES)
def test_script_imports_only_vendored_files(page: str) -> None:
    found = set(re.findall(r'from "(.*?)"', scripts.script(page)))
    lit = f"{settings.STATIC_URL}vendor/lit-html/"
    assert {f"{lit}lit-html.js"} <= found <= {f"{lit}lit-html.js", f"{lit}directives/repeat.js"}


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
