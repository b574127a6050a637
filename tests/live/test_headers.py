"""What every kind of answer says to browsers and proxies, whole: over plain http, and over https behind a proxy."""

import http.client
import json
import re
import resource
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest

from tests.support.servers import UVICORN_SQLITE, Deployment
from tests.support.sockets import LiveSocket

PUBLIC_URL, TOKEN = "https://ask.example.org", "a-token-only-for-this-test"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
LARGE = "x" * 70_000

CSP = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
UNUSED = (
    "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), encrypted-media=(),"
    " geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(),"
    " publickey-credentials-get=(), serial=(), usb=(), xr-spatial-tracking=()"
)
HSTS = "max-age=31536000"
WATCHED = [
    "content-security-policy",
    "x-frame-options",
    "x-content-type-options",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "strict-transport-security",
    "cache-control",
]

# What an answer has besides its Cache-Control. FRAME is all that scripts read, made before Django.
FILE = {"x-content-type-options": "nosniff", "cross-origin-resource-policy": "same-origin"}
FRAME = FILE | {"referrer-policy": "same-origin", "permissions-policy": UNUSED}
PAGE = FRAME | {"content-security-policy": CSP, "x-frame-options": "DENY"}
SCRIPT = FILE | {"content-security-policy": CSP, "x-frame-options": "DENY", "referrer-policy": "same-origin"}
PREVIEW = PAGE | {
    "content-security-policy": CSP - {"frame-ancestors 'none'"} | {"frame-ancestors 'self'"},
    "x-frame-options": "SAMEORIGIN",
}
PICTURE = PAGE | {"cross-origin-resource-policy": "cross-origin"}
LINK = PAGE | {"referrer-policy": "no-referrer"}

NOBODYS = "private, no-cache"
NOT_KEPT = "private, no-store"
NEVER = "no-store"
SIGN_IN = "max-age=0, no-cache, no-store, must-revalidate, private"
ASSET = "public, max-age=31536000, immutable"
STATIC = "max-age=315360000, public, immutable"
A_DAY = "public, max-age=86400"

# name: status, headers, Cache-Control, cookies that are set
Expected = tuple[int, dict[str, Any], str, set[str]]
TABLE: dict[str, Expected] = {
    "home": (200, PAGE, NOBODYS, {"csrftoken"}),
    "attendee, from memory": (200, PAGE, NOBODYS, {"attendee"}),
    "attendee": (200, PAGE, NOBODYS, {"attendee", "csrftoken"}),
    "desk": (200, PAGE, NOT_KEPT, {"csrftoken"}),
    "screen": (200, PAGE, NOT_KEPT, {"csrftoken"}),
    "remote": (200, PAGE, NOT_KEPT, {"csrftoken"}),
    "preview": (200, PREVIEW, NOT_KEPT, {"csrftoken"}),
    "host's sessions": (200, PAGE, NOBODYS, {"csrftoken"}),
    "sign-in": (200, PAGE, SIGN_IN, {"csrftoken"}),
    "signed in": (302, PAGE, SIGN_IN, {"csrftoken", "sessionid"}),
    "started": (303, PAGE, NOBODYS, {"host", "moderator"}),
    "title refused": (422, PAGE, NOBODYS, {"csrftoken"}),
    "poster": (200, PAGE, NOBODYS, set()),
    "report": (200, PAGE, NOT_KEPT, {"csrftoken"}),
    "questions.csv": (200, PAGE, NOT_KEPT, set()),
    "polls.csv": (200, PAGE, NOT_KEPT, set()),
    "session.json": (200, PAGE, NOT_KEPT, set()),
    "host's link": (302, LINK, NEVER, {"host", "moderator", "screen"}),
    "moderators' link": (302, LINK, NEVER, {"moderator", "screen"}),
    "screen's link": (302, LINK, NEVER, {"screen"}),
    "link that is none": (404, PAGE, NOBODYS, set()),
    "state for attendees": (200, FRAME, NOBODYS, set()),
    "nothing moved": (204, FRAME, NOBODYS, set()),
    "state for moderators": (200, PAGE, NOBODYS, set()),
    "one's own": (200, PAGE, NOT_KEPT, set()),
    "command": (200, FRAME, NOT_KEPT, {"attendee"}),
    "form refused": (422, PAGE, NOBODYS, {"attendee", "csrftoken"}),
    "QR code": (200, PICTURE, A_DAY, set()),
    "script": (200, SCRIPT, ASSET, set()),
    "stylesheet": (200, SCRIPT, ASSET, set()),
    "file": (200, FILE, STATIC, set()),
    "language": (302, PAGE, NOBODYS, {"django_language"}),
    "right code": (303, PAGE, NOBODYS, set()),
    "wrong code": (404, PAGE, NOBODYS, {"csrftoken"}),
    "code with a dash": (302, PAGE, NOBODYS, set()),
    "no slash": (301, PAGE, NOBODYS, set()),
    "healthz": (200, PAGE, NOBODYS, set()),
    "readyz": (200, PAGE, NOBODYS, set()),
    "metrics": (200, FRAME, NEVER, set()),
    "metrics without token": (404, PAGE, NOBODYS, set()),
    "no such page": (404, PAGE, NOBODYS, set()),
    "no such session": (404, PAGE, NOBODYS, set()),
    "another host": (400, PAGE, NOBODYS, set()),
    "another origin": (403, PAGE, NOBODYS, set()),
    "another method": (405, PAGE, NOBODYS, set()),
    "too large": (413, FRAME, NEVER, set()),
    "another encoding": (415, FRAME, NEVER, set()),
    "database away": (503, PAGE, NOBODYS, set()),
}
MONTH, YEAR = "Max-Age=2592000", "Max-Age=31536000"
AGES = {
    **dict.fromkeys(("attendee", "host", "moderator", "screen"), MONTH),
    "csrftoken": "Max-Age=31449600",
    "django_language": YEAR,
    "sessionid": "Max-Age=1209600",
}


class Answer(NamedTuple):
    status: int
    headers: list[tuple[str, str]]
    text: str

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key == name), "")

    @property
    def cookies(self) -> dict[str, str]:
        """What was set, by name, as it was written."""
        return {
            value.partition("=")[0]: value.partition("=")[2]
            for key, value in self.headers
            if key == "set-cookie"
        }


class Site:
    """A server by one of its two schemes, with a session, its cookies, and an account."""

    def __init__(self, deployment: Deployment, origin: str, **always: str) -> None:
        self.deployment, self.origin, self._always = deployment, origin, always
        self.started = self.post("/host/start", "title=Trust")
        self.code = urlsplit(self.started.header("location")).path.split("/")[2]
        self.path = f"/s/{self.code}/"
        self.cookies = "; ".join(
            f"{name}={value.partition(';')[0]}" for name, value in self.started.cookies.items()
        )
        self.desk = self.ask(f"{self.path}desk/", Cookie=self.cookies)
        [page] = re.findall(r'<script id="page" type="application/json">(.*?)</script>', self.desk.text)
        self.links = {role: urlsplit(link).path for role, link in json.loads(page)["links"].items()}

    def ask(self, path: str, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
        line = http.client.HTTPConnection("127.0.0.1", self.deployment.servers[0].port, timeout=20)
        named = {name.replace("_", "-"): value for name, value in {**self._always, **headers}.items()}
        line.request(method, path, body, named)
        answer = line.getresponse()
        told = Answer(
            answer.status,
            [(name.lower(), value) for name, value in answer.getheaders()],
            answer.read().decode("utf-8", "replace"),
        )
        line.close()
        return told

    def post(self, path: str, body: str, **headers: str) -> Answer:
        return self.ask(path, "POST", body, **{"Origin": self.origin, "Content-Type": FORM, **headers})

    def as_host(self, path: str) -> Answer:
        return self.ask(path, Cookie=self.cookies)

    def every_answer(self) -> dict[str, Answer]:
        """One answer of each kind in the table."""
        path, page = self.path, self.ask(self.path)
        css, js = re.findall(r'"(/(?:css|js)/[^"]+)"', page.text)
        [icon, *_] = re.findall(r'"(/static/[^"]+)"', page.text)
        poll = self._poll()
        return {
            "home": self.ask("/"),
            "attendee, from memory": page,
            "attendee": self.ask(f"{path}?tab=polls"),
            "desk": self.desk,
            "screen": self.ask(f"{path}screen/", Cookie=self._screen()),
            "remote": self.as_host(f"{path}remote/"),
            "preview": self.as_host(f"{path}preview/{poll}/"),
            "host's sessions": self.as_host("/host/"),
            "sign-in": self.ask("/accounts/sign-in/"),
            "signed in": self.post("/accounts/sign-in/", "username=hana&password=a-long-enough-one"),
            "started": self.started,
            "title refused": self.post("/host/start", "title="),
            "poster": self.ask(f"{path}poster/"),
            "report": self.as_host(f"{path}report/"),
            "questions.csv": self.as_host(f"{path}report/questions.csv"),
            "polls.csv": self.as_host(f"{path}report/polls.csv"),
            "session.json": self.as_host(f"{path}report/session.json"),
            "host's link": self.ask(self.links["host"]),
            "moderators' link": self.ask(self.links["moderator"]),
            "screen's link": self.ask(self.links["screen"]),
            "link that is none": self.ask(f"{path}m/{'x' * 22}"),
            "state for attendees": self.ask(f"{path}state?role=attendee"),
            "nothing moved": self.ask(f"{path}state?role=attendee&rev={self._revision()}"),
            "state for moderators": self.as_host(f"{path}state?role=moderator"),
            "one's own": self.ask(f"{path}you"),
            "command": self.post(f"{path}do?role=attendee", "{}", Content_Type=JSON),
            "form refused": self.post(f"{path}do", "t=question.ask&text="),
            "QR code": self.ask(f"{path}qr.svg"),
            "script": self.ask(js),
            "stylesheet": self.ask(css),
            "file": self.ask(icon),
            "language": self.post("/language", "language=fr&next=/"),
            "right code": self.ask(f"/join?code={self.code}"),
            "wrong code": self.ask("/join?code=1000001"),
            "code with a dash": self.ask(f"/s/{self.code[:3]}-{self.code[3:]}/"),
            "no slash": self.ask(path[:-1]),
            "healthz": self.ask("/healthz"),
            "readyz": self.ask("/readyz"),
            "metrics": self.ask("/metrics", Authorization=f"Bearer {TOKEN}"),
            "metrics without token": self.ask("/metrics"),
            "no such page": self.ask("/nothing"),
            "no such session": self.ask("/s/1000001/"),
            "another host": self.ask("/", Host="evil.example"),
            "another origin": self.post("/host/start", "title=Trust", Origin="https://evil.example"),
            "another method": self.ask("/host/start"),
            "too large": self.post("/host/start", LARGE),
            "another encoding": self.post("/host/start", "x", Content_Type="text/plain; charset=nix"),
            "database away": self._without_database(),
        }

    def _screen(self) -> str:
        opened = self.ask(self.links["screen"]).cookies
        return "; ".join(f"{name}={value.partition(';')[0]}" for name, value in opened.items())

    def _poll(self) -> int:
        frame = {"t": "poll.create", "id": "p", "d": {"title": "Where?", "options": ["Here", "There"]}}
        made = self.post(
            f"{self.path}do?role=moderator", json.dumps(frame), Content_Type=JSON, Cookie=self.cookies
        )
        return json.loads(made.text)["d"]["poll"]

    def _revision(self) -> int:
        return json.loads(self.ask(f"{self.path}state?role=attendee").text)["rev"]

    def _without_database(self) -> Answer:
        """Nothing can be written: what a full disk does."""
        pid = self.deployment.servers[0].process.pid
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        told = self.post("/host/start", "title=Full")
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        return told


@pytest.fixture(scope="module")
def deploy(grounds):
    """A server with an account and metrics."""
    started = []

    def start(**settings: str) -> Deployment:
        deployment = grounds.deploy(UVICORN_SQLITE, METRICS_TOKEN=TOKEN, **settings)
        started.append(deployment)
        account = {"DJANGO_SUPERUSER_PASSWORD": "a-long-enough-one", "VAR_DIR": str(grounds.var)}
        grounds.manage(
            "createsuperuser --noinput --username hana --email h@example.org",
            account | {"DATABASE_URL": deployment.database_url},
        )
        return deployment

    yield start
    for deployment in started:
        deployment.stop()


@pytest.fixture(scope="module")
def plain(deploy) -> Site:
    """Over http, in a room. What somebody says of a proxy is nothing to it."""
    deployment = deploy()
    return Site(deployment, deployment.base, X_Forwarded_Proto="https")


@pytest.fixture(scope="module")
def secure(deploy) -> Site:
    """Behind a proxy with https. Uvicorn does not believe it (another address); Django reads what it says itself."""
    deployment = deploy(PUBLIC_URL=PUBLIC_URL, FORWARDED_ALLOW_IPS="192.0.2.1")
    return Site(deployment, PUBLIC_URL, X_Forwarded_Proto="https")


def told(answer: Answer) -> Expected:
    """An answer as the table has it."""
    headers: dict[str, Any] = {name: answer.header(name) for name in WATCHED if answer.header(name)}
    if policy := headers.get("content-security-policy"):
        headers["content-security-policy"] = set(policy.split("; "))
    names = {name.partition("-")[0] for name in answer.cookies}
    return answer.status, headers, headers.pop("cache-control", ""), names


def different(answers: dict[str, Answer], expected: dict[str, Expected]) -> dict[str, dict[str, Any]]:
    """What was told, beside what was expected, where they are not the same."""
    found = {}
    for name, answer in answers.items():
        (status, headers, *rest), (wanted_status, wanted, *wanted_rest) = told(answer), expected[name]
        names = {key for key in headers.keys() | wanted.keys() if headers.get(key) != wanted.get(key)}
        if names or (status, *rest) != (wanted_status, *wanted_rest):
            found[name] = {
                "told": (status, *rest),
                "expected": (wanted_status, *wanted_rest),
                **{key: (headers.get(key), wanted.get(key)) for key in names},
            }
    return found


def flags(answer: Answer) -> dict[str, set[str]]:
    """What the cookies of an answer may do, by kind, but for the moment they end."""
    return {
        name.partition("-")[0]: {
            part for part in value.split("; ")[1:] if not part.startswith("expires=") and part != 'Path="/"'
        }
        for name, value in answer.cookies.items()
    }


def wanted_flags(answer: Answer, *more: str) -> dict[str, set[str]]:
    kinds = {name.partition("-")[0] for name in answer.cookies}
    return {kind: {"HttpOnly", "Path=/", "SameSite=Lax", AGES[kind], *more} for kind in kinds}


def test_answers_over_http(plain):
    answers = plain.every_answer()
    assert answers.keys() == TABLE.keys()
    assert different(answers, TABLE) == {}
    for answer in answers.values():
        assert flags(answer) == wanted_flags(answer)


def test_answers_over_https(secure):
    answers = secure.every_answer()
    expected = {}
    for name, (status, headers, kept, cookies) in TABLE.items():
        opener = {} if "immutable" in kept else {"cross-origin-opener-policy": "same-origin"}
        # Of the pages; browsers know it from there when they ask for scripts and frames.
        by_django = headers not in (FILE, FRAME, SCRIPT)
        expected[name] = (
            status,
            headers | opener | ({"strict-transport-security": HSTS} if by_django else {}),
            kept,
            cookies,
        )
    assert different(answers, expected) == {}
    for answer in answers.values():
        assert flags(answer) == wanted_flags(answer, "Secure")


@pytest.mark.parametrize("path", ["/", "{path}", "{path}?tab=polls", "/healthz"])
def test_who_comes_past_the_proxy_is_told_nothing_of_https_and_gets_no_cookie_for_http(secure, path):
    past = secure.ask(path.format(path=secure.path), X_Forwarded_Proto="http")
    assert (past.status, past.header("strict-transport-security")) == (200, "")
    assert flags(past) == wanted_flags(past, "Secure")


@pytest.mark.parametrize("site", ["plain", "secure"])
async def test_cookie_of_a_socket(request, site):
    site = request.getfixturevalue(site)
    socket = await LiveSocket.open(site.deployment.base, f"/ws/s/{site.code}/attendee", origin=site.origin)
    cookies = [("set-cookie", value) for value in socket.handshake.get_all("Set-Cookie")]
    await socket.close()
    answer = Answer(101, cookies, "")
    assert list(flags(answer)) == ["attendee"]
    assert flags(answer) == wanted_flags(answer, *(["Secure"] if site.origin == PUBLIC_URL else []))
