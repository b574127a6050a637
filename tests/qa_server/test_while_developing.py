"""A changed script or stylesheet is in the page at the next look while DEBUG is on, and only then."""

import shutil

import pytest
from django.conf import settings as configured

from qa_server import scripts, stylesheets


@pytest.fixture
def tree(settings, tmp_path):
    """A copy of the static files, to be changed."""
    shutil.copytree(configured.BASE_DIR / "static", tmp_path / "static")
    settings.BASE_DIR = tmp_path
    scripts._script_once.cache_clear()
    stylesheets._read_once.cache_clear()
    yield tmp_path / "static"
    scripts._script_once.cache_clear()
    stylesheets._read_once.cache_clear()


@pytest.mark.parametrize(("kind", "file"), [("js", "js/attendee/main.js"), ("css", "css/tokens.css")])
@pytest.mark.parametrize("debug", [True, False])
def test_changed_file_is_seen_at_once_only_while_developing(tree, settings, client, kind, file, debug):
    settings.DEBUG = debug
    address = f"/{kind}/{configured.ASSET_VERSION}/attendee.{kind}"
    before = client.get(address)
    assert before.status_code == 200
    with (tree / file).open("a") as changed:
        changed.write(
            "\n.changed-just-now { color: red }\n"
            if kind == "css"
            else '\nconsole.log("changed-just-now");\n'
        )
    after = client.get(address)
    assert (b"changed-just-now" in after.content) is debug
    assert ("immutable" in after["Cache-Control"]) is not debug
