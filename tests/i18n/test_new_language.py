"""A language is added by its folder in locale/ alone: pages, scripts and the choice of languages speak it."""

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

from tests.support.servers import ROOT

from .words import DOMAINS

# Northern Sami, which Django does not know, with three forms: one, two, many; and a language that nobody knows.
CODE, MADE_UP = "se", "xx"
PLURALS = {CODE: "nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);", MADE_UP: "nplurals=2; plural=(n != 1);"}
ASK = """
import json, django
django.setup()
from django.test import Client
from django.conf import settings
from sessions.live.words import catalog
from sessions.wire.roles import Role
settings.ALLOWED_HOSTS.append("testserver")
def ask(code):
    page = Client(headers={"Accept-Language": code}).get("/accounts/sign-in/").content.decode()
    chosen = Client().post("/language", {"language": code}).cookies["django_language"].value
    return page, chosen, catalog(code, Role.ATTENDEE)
print(json.dumps([ask(code) for code in ("se", "xx")]))
"""


def translated(forms: str | tuple[str, str], count: int) -> str | tuple[str, ...]:
    """Made-up words for a message, with its number of forms."""
    return f"«{forms}»" if isinstance(forms, str) else tuple(f"«{forms[0]}» {form}" for form in range(count))


def add_language(locale: Path, code: str) -> None:
    """A folder of a language, as `script/messages` makes it, translated."""
    folder = locale / code / "LC_MESSAGES"
    folder.mkdir(parents=True)
    for domain in DOMAINS:
        text = (ROOT / f"locale/fr/LC_MESSAGES/{domain}.po").read_text()
        text = text.replace("nplurals=2; plural=(n > 1);", PLURALS[code]).replace(
            "Language: fr", f"Language: {code}"
        )
        catalogue = read_po(io.BytesIO(text.encode()), domain=domain)
        for message in catalogue:
            if message.id:
                message.string = translated(message.id, catalogue.num_plurals)
        with (folder / f"{domain}.po").open("wb") as file:
            write_po(file, catalogue)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of ours with a folder more for each language, compiled as script/setup does."""
    tree = tmp_path_factory.mktemp("tree")
    for name in ("qa_server", "sessions", "locale"):
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    (tree / "static").symlink_to(ROOT / "static")
    for code in PLURALS:
        add_language(tree / "locale", code)
    for domain in DOMAINS:
        pybabel = [
            str(Path(sys.executable).with_name("pybabel")),
            "--quiet",
            "compile",
            "--directory",
            "locale",
        ]
        subprocess.run([*pybabel, "--domain", domain], cwd=tree, check=True)
    return tree


def test_pages_scripts_and_the_choice_of_languages_speak_it(tree: Path):
    environment = {
        "DJANGO_SETTINGS_MODULE": "qa_server.settings",
        "VAR_DIR": str(tree / "var"),
        "DATABASE_URL": "",
    }
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=tree,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout)
    for code, own_name, (page, chosen, words) in zip(
        PLURALS, ("Davvisámegiella", "Xx"), answers, strict=True
    ):
        assert f'<html lang="{code}"' in page
        assert "«Sign in»" in page
        assert f'value="{code}" lang="{code}" aria-current="true">{own_name}</button>' in page
        assert 'value="fr" lang="fr">Français</button>' in page
        assert chosen == code
        assert words["catalog"]["Write something first."] == "«Write something first.»"
        assert len(words["plural"]) == 200
        assert words["plural"][:4] == {CODE: "2012", MADE_UP: "1011"}[code]


def test_what_is_missing_is_named_and_the_status_tells(tree: Path):
    report = [sys.executable, str(ROOT / "script" / "untranslated.py")]

    def ask() -> subprocess.CompletedProcess[str]:
        return subprocess.run(report, cwd=tree, capture_output=True, text=True, check=False)

    done = ask()
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 2 * len(list((tree / "locale").iterdir()))
    path = tree / "locale" / CODE / "LC_MESSAGES" / "djangojs.po"
    whole = path.read_text()
    path.write_text(
        whole.replace('msgstr "«Your answer is in.»"', 'msgstr ""').replace(
            'msgid "Your question is withdrawn."', '#, fuzzy\nmsgid "Your question is withdrawn."'
        )
    )
    done = ask()
    assert done.returncode == 1
    [said] = [line for line in done.stdout.splitlines() if f"{CODE}/LC_MESSAGES/djangojs.po" in line]
    complete, _, count = said.partition(": ")[2].removesuffix(" messages").partition(" of ")
    assert int(count) - int(complete) == 2
    assert "missing: 'Your answer is in.'  static/js/attendee/answering.js" in done.stdout
    assert "fuzzy: 'Your question is withdrawn.'" in done.stdout
    path.write_text(whole.replace("nplurals=3;", "nplurals=three;"))
    assert "djangojs.po: cannot be read" in ask().stdout
    path.unlink()
    assert f"{path.relative_to(tree)}: is not there" in ask().stdout


def test_heading_that_gettext_leaves_open_is_filled_in(tree: Path):
    """What `msginit` leaves to the translator: pybabel passes over a catalogue whose heading is fuzzy."""
    path = tree / "locale" / CODE / "LC_MESSAGES" / "django.po"
    whole = path.read_text()
    heading = f'"Language: {CODE}\\n"'
    assert heading in whole
    path.write_text(
        whole.replace(PLURALS[CODE], "nplurals=INTEGER; plural=EXPRESSION;")
        .replace(heading, '"Language: \\n"')
        .replace('msgid ""', '#, fuzzy\nmsgid ""', 1)
    )
    subprocess.run(
        [sys.executable, str(ROOT / "script" / "untranslated.py")], cwd=tree, capture_output=True, check=False
    )
    filled = path.read_text()
    assert heading in filled
    assert "INTEGER" not in filled
    assert "#, fuzzy" not in filled
    assert filled.partition("\n\n")[2] == whole.partition("\n\n")[2]
