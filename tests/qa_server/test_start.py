"""What the server refuses to start with: in one clear line, which names the variable."""

import os
import stat
import subprocess
import sys
from urllib.parse import quote

import pytest
from django.core.exceptions import ImproperlyConfigured
from redis import ConnectionPool

from qa_server import env, redis
from qa_server.asgi import STARTUP_FAILURE
from qa_server.local_network import as_host, is_local, names_of_this_machine
from qa_server.private_files import private_database, private_folder
from qa_server.server_lock import ServerLock
from tests.support.processes import PATIENCE_SECONDS, Process, free_port, wait_until
from tests.support.servers import ROOT

KEY = "only-for-this-test-and-long-enough-to-be-taken-for-a-secret-key"
NOTHING = dict.fromkeys(
    ["DATABASE_URL", "REDIS_URL", "PUBLIC_URL", "SECRET_KEY", "ALLOWED_HOSTS", "HOSTING", "DEBUG"], ""
)


def start(tmp_path, *command, **settings) -> subprocess.CompletedProcess[str]:
    """`manage.py check`, or another command, with these settings."""
    return subprocess.run(
        [sys.executable, "manage.py", *(command or ("check", "--deploy"))],
        cwd=ROOT,
        env=os.environ | NOTHING | {"VAR_DIR": str(tmp_path / "var")} | settings,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "settings",
    [
        {"ALLOWED_HOSTS": "*"},
        {"ALLOWED_HOSTS": "ask.example.org, *"},
        {"SECRET_KEY": "x"},
        {"DEBUG": "1", "PUBLIC_URL": "https://ask.example.org"},
        {"DEBUG": "1", "ALLOWED_HOSTS": "localhost,ask.example.org"},
        {"PUBLIC_URL": "http://["},
        {"TIME_ZONE": "Paris"},
        {"LOG_LEVEL": "LOUD"},
        {"LIVE_THREADS": "9" * 5000},
        {"VAR_DIR": "/dev/null/var"},
        {"DATABASE_URL": "sqlite:////dev/null/x"},
        {"DATABASE_URL": "postgres://me@host/talks?nonsense=1"},
        {"REDIS_URL": "redis://host:port"},
        {"ALLOWED_HOSTS": "https://ask.example.org"},
        {"HOSTING": "everybody"},
        {"METRICS_TOKEN": "short"},
        {"WEB_CONCURRENCY": "two"},
        {"WEB_CONCURRENCY": "2"},
    ],
)
def test_unsafe_setting_stops_the_start_in_one_line_that_names_it(tmp_path, settings):
    done = start(tmp_path, **settings)
    assert done.returncode == STARTUP_FAILURE
    [line] = (done.stdout + done.stderr).splitlines()
    assert line.startswith("Openfloor cannot start: ")
    assert next(iter(settings)) in line


SERVERS = {
    "daphne": "-m daphne -p {port} qa_server.asgi:application",
    "migrate": "manage.py migrate",
    "runserver": "manage.py runserver --noreload {port}",
    "uvicorn": "-m uvicorn qa_server.asgi:application --port {port}",
}


@pytest.mark.parametrize("command", SERVERS.values(), ids=SERVERS)
def test_whatever_is_started_ends_with_one_line_and_a_status_that_says_not_to_try_again(tmp_path, command):
    done = subprocess.run(
        [sys.executable, *command.format(port=free_port()).split()],
        cwd=ROOT,
        env=os.environ | NOTHING | {"VAR_DIR": str(tmp_path), "TIME_ZONE": "Europe/Nowhere"},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )
    assert done.returncode == STARTUP_FAILURE
    [line] = (done.stdout + done.stderr).splitlines()
    assert line.startswith("Openfloor cannot start: TIME_ZONE ")


@pytest.mark.parametrize(
    ("settings", "named"), [({"TIME_ZONE": "Europe/Nowhere"}, "TIME_ZONE"), ({}, "REDIS_URL")]
)
def test_several_workers_that_cannot_start_are_not_started_again_and_again(tmp_path, settings, named):
    command = [sys.executable, "-m", "uvicorn", "qa_server.asgi:application", "--workers", "2", "--port"]
    settings = NOTHING | {"VAR_DIR": str(tmp_path / "var")} | settings
    server = Process([*command, str(free_port())], tmp_path / "log", settings)
    try:
        wait_until(lambda: not server.is_running, "it gave up")
    finally:
        server.stop()
    assert "Openfloor cannot start: " in server.output
    assert named in server.output
    assert "Traceback" not in server.output


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "9" * 99),
        ("WORKERS", "two"),
        ("WORKERS", "-1"),
    ],
)
def test_script_says_which_of_its_own_settings_cannot_work(name, value):
    done = subprocess.run(
        [ROOT / "script" / "server"],
        env=os.environ | {name: value},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == STARTUP_FAILURE
    [line] = (done.stdout + done.stderr).splitlines()
    assert line.startswith(f"Openfloor cannot start: {name} must be a number from 1 to ")


def test_page_and_health_checks_are_answered_whatever_other_names_are(tmp_path):
    show = "from django.conf import settings; print(settings.ALLOWED_HOSTS)"
    settings = {"PUBLIC_URL": "http://hall.lan", "ALLOWED_HOSTS": "ask.example.org"}
    done = start(tmp_path, "shell", "--no-imports", "--command", show, **settings)
    assert done.stdout.strip() == "['hall.lan', '127.0.0.1', 'ask.example.org']"


def test_database_out_of_reach_or_broken_is_one_line(tmp_path):
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"no database" * 100)
    nobody = f"postgres://me@127.0.0.1:{free_port()}/talks"
    for url in (f"sqlite:///{broken}", nobody):
        done = start(tmp_path, "migrate", "--verbosity", "0", DATABASE_URL=url)
        assert done.returncode == 1
        assert done.stderr.splitlines()[-1].startswith("Openfloor cannot use its database: ")
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "settings",
    [{"PUBLIC_URL": "https://ask.example.org", "SECRET_KEY": KEY}, {"PUBLIC_URL": "http://hall:8000"}],
)
def test_what_is_safe_starts_and_deployment_checks_are_silent(tmp_path, settings):
    done = start(tmp_path, **settings)
    assert (done.returncode, done.stderr) == (0, "")
    assert "no issues" in done.stdout


@pytest.mark.parametrize(
    "value",
    [
        "*",
        "*.example.org",
        "https://a.example",
        "a.example:8000",
        "a:80",
        "a b",
        "a/b",
        "[::1",
        "a..b",
        "[a:80]",
        "1.2.3.999",
    ],
)
def test_allowed_hosts_are_names(monkeypatch, value):
    monkeypatch.setenv("ALLOWED_HOSTS", value)
    with pytest.raises(ImproperlyConfigured, match="ALLOWED_HOSTS"):
        env.hosts("ALLOWED_HOSTS", [])


@pytest.mark.parametrize(
    "value", ["ask.example.org", ".example.org", "hall", "10.0.0.5", "[fe80::1]", "my_host"]
)
def test_names_and_addresses_are_hosts(monkeypatch, value):
    monkeypatch.setenv("ALLOWED_HOSTS", value)
    assert env.hosts("ALLOWED_HOSTS", []) == [value]


def test_own_names_of_a_machine_are_hosts_whatever_they_are(monkeypatch):
    monkeypatch.delenv("ALLOWED_HOSTS", raising=False)
    assert env.hosts("ALLOWED_HOSTS", ["123456789012"]) == ["123456789012"]  # as of a container


@pytest.mark.parametrize("name", ["SECRET_KEY", "REDIS_URL", "DATABASE_URL", "VAR_DIR"])
def test_value_that_is_no_utf8_is_refused(monkeypatch, name):
    monkeypatch.setenv(name, os.fsdecode(b"caf\xe9"))
    with pytest.raises(ImproperlyConfigured, match=name):
        env.text(name)


@pytest.mark.parametrize(
    "url",
    [
        *(
            "redis+sentinel://a,,b/name",
            "redis+sentinel://a/name/999999",
            "redis+sentinel://a:x/name",
            "http://a",
        ),
        *(
            "redis+sentinel://a b/name",
            "redis://a/first",
            "redis://a/0/1",
            "redis://a b/0",
            "redis://a:0",
            "a:6379",
        ),
        *("redis://a/0?db=first", "redis://a/0?nonsense=1"),
    ],
)
def test_redis_that_cannot_be_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="REDIS_URL"):
        redis.parse(url)


@pytest.mark.parametrize("scheme", ["redis", "rediss", "redis+sentinel"])
@pytest.mark.parametrize(
    "password", ["hunt/er2", "hunt#er2", "hunt?er2", "12/er2", "12#er2", "12?er2", "hunt[er2"]
)
def test_password_of_redis_that_cuts_the_address_short_is_not_repeated_and_how_to_write_it_is(
    scheme, password
):
    with pytest.raises(ImproperlyConfigured, match="REDIS_URL") as caught:
        redis.parse(
            f"{scheme}://me:{password}@host:6379/name/0".replace(
                "/name/0", "/0" if "+" not in scheme else "/name/0"
            )
        )
    assert "%2F for /" in str(caught.value)
    assert "hunt" not in str(caught.value)
    assert "er2" not in str(caught.value)


@pytest.mark.parametrize("password", ["p@/:#?%[]é '\\", "12/34"])
def test_password_of_redis_in_percent_code_is_read(password):
    written = quote(password, safe="")
    address = redis.parse(f"redis://me:{written}@host:6379/0")["address"]
    assert ConnectionPool.from_url(address).make_connection().password == password
    assert redis.parse(f"redis+sentinel://me:{written}@host/name")["password"] == password


def test_hosts_are_as_a_host_header_is_compared(monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", "ask.example.org., fe80::1,")
    assert env.hosts("ALLOWED_HOSTS", []) == ["ask.example.org", "[fe80::1]"]


@pytest.mark.parametrize("value", ["x", "x" * 64, "changeme" * 3 + "1234567", "ab" * 40])
def test_secret_that_can_be_guessed_is_refused(monkeypatch, tmp_path, value):
    monkeypatch.setenv("SECRET_KEY", value)
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        env.secret("SECRET_KEY", tmp_path / "secret-key")


def test_key_file_that_was_cut_short_is_refused(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    (tmp_path / "secret-key").write_text("")
    with pytest.raises(ImproperlyConfigured, match="secret-key"):
        env.secret("SECRET_KEY", tmp_path / "secret-key")


@pytest.mark.parametrize("kept", [b"\xff\xfe" * 40, None, "folder"], ids=["bytes", "gone", "a folder"])
def test_key_file_that_cannot_be_read_is_refused(monkeypatch, tmp_path, kept):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    file = tmp_path / "secret-key"
    if kept is None:
        file.symlink_to(tmp_path / "nowhere")
    elif kept == "folder":
        file.mkdir()
    else:
        file.write_bytes(kept)
    with pytest.raises(ImproperlyConfigured, match="secret-key"):
        env.secret("SECRET_KEY", file)


def test_key_file_is_for_us_alone(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    file = tmp_path / "secret-key"
    file.write_text(KEY)
    file.chmod(0o644)
    assert env.secret("SECRET_KEY", file) == KEY
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("value", ["9" * 5000, "-1", "1.5", "１", '"1"', "True", "nan", "0x1"])
def test_number_that_is_none_is_refused_and_not_repeated_at_length(monkeypatch, value):
    monkeypatch.setenv("LIVE_THREADS", value)
    with pytest.raises(ImproperlyConfigured, match="from 1 to 64") as caught:
        env.number("LIVE_THREADS", 4, 1, 64)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("HTTPS://Ask.Example.ORG", "https://ask.example.org"),
        ("https://ask.example.org.", "https://ask.example.org"),
        ("https://ask.example.org:443", "https://ask.example.org"),
        ("http://hall:80", "http://hall"),
        ("http://hall:", "http://hall"),
        ("https://ask.example.org:0444", "https://ask.example.org:444"),
        ("http://[FE80::1]:8000", "http://[fe80::1]:8000"),
    ],
)
def test_public_url_is_as_browsers_write_it(monkeypatch, written, meant):
    monkeypatch.setenv("PUBLIC_URL", written)
    assert env.web_address("PUBLIC_URL", "") == meant


@pytest.mark.parametrize(
    "value",
    [
        *(
            "http://[",
            "http://a:99999",
            "http://a:x",
            "https://x/",
            "https://x/qa",
            "https://x?y=1",
            "https://x#y",
            "ftp://x",
        ),
        *("x", "https://", "https://me:secret@x", "http://a b", "http://.x", "https://münchen.example"),
        *("http://192.168.1.300:8000", "http://192.168.1:8000", "http://10"),
    ],
)
def test_public_url_is_an_address_without_a_path(monkeypatch, value):
    monkeypatch.setenv("PUBLIC_URL", value)
    with pytest.raises(ImproperlyConfigured, match="PUBLIC_URL"):
        env.web_address("PUBLIC_URL", "http://localhost:8000")


@pytest.mark.parametrize(
    "host",
    [
        *("localhost", "talk.localhost", "laptop.local", "LAPTOP.LOCAL.", "hall", "hall.lan", "qa.home.arpa"),
        *("10.0.0.5", "192.168.1.2", "172.16.0.1", "127.0.0.1", "169.254.3.4", "100.64.0.1"),
        *("::1", "[fe80::1]", "fd00::5"),
    ],
)
def test_local_hosts(host):
    assert is_local(host)


@pytest.mark.parametrize(
    "host", ["ask.example.org", "8.8.8.8", "[2a00:1450::1]", "local.org", "hall.local.org"]
)
def test_public_hosts(host):
    assert not is_local(host)


def test_ipv6_addresses_are_hosts_in_brackets():
    assert [as_host(host) for host in ("fe80::1", "[fe80::1]", "10.0.0.5", "hall")] == [
        "[fe80::1]",
        "[fe80::1]",
        "10.0.0.5",
        "hall",
    ]


def test_this_machine_knows_its_own_addresses():
    assert "127.0.0.1" in names_of_this_machine()


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_folder_and_database_are_private(tmp_path):
    old = tmp_path / "var"
    old.mkdir(mode=0o755)
    for name in ("db.sqlite3", "db.sqlite3-wal"):
        (old / name).touch(mode=0o644)
    private_folder(old)
    private_database(old / "db.sqlite3")
    private_database(private_folder(tmp_path / "new") / "db.sqlite3")
    assert [mode(old), mode(old / "db.sqlite3"), mode(old / "db.sqlite3-wal")] == [0o700, 0o600, 0o600]
    assert [mode(tmp_path / "new"), mode(tmp_path / "new" / "db.sqlite3")] == [0o700, 0o600]


def test_key_is_readable_by_our_account_only_also_one_made_by_an_earlier_version(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    key = tmp_path / "secret-key"
    made = env.secret("SECRET_KEY", key)
    assert (mode(key), [file.name for file in tmp_path.iterdir()]) == (0o600, ["secret-key"])
    key.chmod(0o644)
    assert (env.secret("SECRET_KEY", key), mode(key)) == (made, 0o600)


def test_folder_for_everybody_stays_so(tmp_path):
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared").chmod(0o1777)
    private_folder(tmp_path / "shared")
    assert mode(tmp_path / "shared") == 0o1777


def test_folder_that_others_use_too_stays_so(tmp_path):
    (tmp_path / "system" / "somebody").mkdir(parents=True)
    (tmp_path / "system").chmod(0o755)
    private_folder(tmp_path / "system")
    assert mode(tmp_path / "system") == 0o755


def test_address_of_a_database_that_is_a_folder_changes_nothing_there(tmp_path):
    (tmp_path / "home").mkdir(mode=0o755)
    private_database(tmp_path / "home")
    assert mode(tmp_path / "home") == 0o755


def test_lock_is_shared_or_held_alone(tmp_path):
    first, second, other = (ServerLock(tmp_path, url) for url in ("a", "a", "b"))
    assert first.take(alone=True)
    assert not second.take(alone=False)
    assert other.take(alone=True)
    first.free()
    assert second.take(alone=False)
    assert first.take(alone=False)
