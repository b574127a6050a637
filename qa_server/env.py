"""Strict readers of environment variables: a wrong value stops the start with one clear line."""

import contextlib
import ipaddress
import os
import re
import secrets
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ImproperlyConfigured

from .local_network import as_host
from .private_files import private_file, private_folder

SHORTEST_TOKEN = 16
SHORTEST_SECRET = 32
HOST_NAME = re.compile(r"\.?[\w-]+(\.[\w-]+)*\.?", re.ASCII)
DEFAULT_PORTS = {"http": 80, "https": 443}
MOST_DIGITS = 18
MOST_SAID = 100
LEAST_DIFFERENT_CHARACTERS = 8  # "xxxx…" is long and no secret
ENCODE = (
    "User name and password are written in percent code: %40 for @, %2F for /, %3A for :, %23 for #, %3F for ?, "
    "%25 for %."
)
MAKE_A_SECRET = 'python3 -c "import secrets; print(secrets.token_urlsafe(50))"'  # noqa: S105  (how to make one)


def text(name: str, default: str = "") -> str:
    """The value, without white space around it; `default` when unset or empty."""
    value = os.environ.get(name, "").strip()
    if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
        # Bytes that are no UTF-8: whatever writes them, signs with them or sends them would fail, and only later.
        raise ImproperlyConfigured(f"{name} must be UTF-8.")
    return value or default


def flag(name: str, default: bool = False) -> bool:
    """True for 1/true/yes/on, False for 0/false/no/off."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {_short(value)!r}.")


def number(name: str, default: int, lowest: int, highest: int) -> int:
    """A whole number from `lowest` to `highest`."""
    value = text(name)
    if not value:
        return default
    is_plain = value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS
    if not is_plain or not lowest <= int(value) <= highest:
        raise ImproperlyConfigured(
            f"{name} must be a number from {lowest} to {highest}, not {_short(value)!r}."
        )
    return int(value)


def token(name: str) -> str:
    """A secret others show us, empty when unset. Too short to be one is an error."""
    value = text(name)
    if value and (len(value) < SHORTEST_TOKEN or not value.isascii() or not value.isprintable()):
        raise ImproperlyConfigured(f"{name} must have at least {SHORTEST_TOKEN} plain characters.")
    return value


def choice(name: str, default: str, *others: str) -> str:
    """One of a closed list."""
    value, known = text(name, default), tuple(dict.fromkeys((default, *others)))
    if value not in known:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(known)}, not {_short(value)!r}.")
    return value


def folder(name: str, default: Path) -> Path:
    """A folder of ours, which is made, where only our account may read."""
    path = Path(text(name, str(default)))
    try:
        private_folder(path)
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(f"{name} must be a folder to keep files in: {error}") from error
    if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        raise ImproperlyConfigured(f"{name} must be a folder this account may write to, not {str(path)!r}.")
    return path


def words(name: str, default: list[str]) -> list[str]:
    """A comma-separated list."""
    return [word.strip() for word in text(name).split(",") if word.strip()] or default


def time_zone(name: str, default: str) -> str:
    """The name of a time zone, e.g. "Europe/Paris"."""
    value = text(name, default)
    try:
        ZoneInfo(value)
    except (ValueError, OSError, ZoneInfoNotFoundError) as error:
        raise ImproperlyConfigured(
            f"{name} must name a time zone such as Europe/Paris, not {_short(value)!r}."
        ) from error
    return value


def hosts(name: str, default: list[str]) -> list[str]:
    """Host names and addresses, separated by commas, as `Host` headers have them, without a port.

    "*" is refused: links of any host name would lead here, with whatever that host's cookies are.
    """
    given = words(name, [])
    for value in given:
        if not _is_host(value):
            raise ImproperlyConfigured(
                f"{name} must list host names such as ask.example.org, without scheme, port or *, "
                f"not {_short(value)!r}."
            )
    # Of a Host header Django drops the last dot before it looks here.
    return [as_host(value.rstrip(".")) for value in given or default]


def web_address(name: str, default: str) -> str:
    """An http(s) address without a path, as people reach the server and browsers write it in `Origin`.

    Nor with a slash at the end: Caddy, which reads the same variable, takes that for a path, and serves nothing else.
    """
    value = text(name, default)
    try:
        parts = urlsplit(value)
        host, port = as_host(parts.hostname or "").rstrip("."), parts.port
    except ValueError:  # e.g. half a bracket, a port that is no number
        host, port, parts = "", 0, urlsplit("")
    is_plain = (
        value.lower() == f"{parts.scheme}://{parts.netloc}".lower()
        and _is_host(host)
        and not host.startswith(".")
        and port != 0
        and "@" not in parts.netloc
    )
    if not is_plain or parts.scheme not in DEFAULT_PORTS:
        raise ImproperlyConfigured(
            f"{name} must look like https://ask.example.org, without a path or a slash at the end, "
            f"not {_short(value)!r}. (A name in other letters is written as xn--…)"
        )
    needs_port = port is not None and port != DEFAULT_PORTS[parts.scheme]
    return f"{parts.scheme}://{host}:{port}" if needs_port else f"{parts.scheme}://{host}"


def refuse_cut_short(name: str, url: str) -> None:
    """Raise ImproperlyConfigured where a `/`, `?` or `#` of a password ended the address of a service too early.

    What was taken for the host then is part of the password, and an error would print it. An `@` or `:` ends nothing.
    """
    try:
        parts = urlsplit(url)
        is_cut = "@" in parts.path or ("@" in parts.query and "@" not in parts.netloc) or "#" in url
        is_usable = parts.port != 0 and not re.search(r"\s", parts.hostname or "")
    except ValueError:  # half a bracket, a port that is no number
        is_cut, is_usable = "@" in url, False
    if is_cut:
        raise ImproperlyConfigured(f"{name} cannot be read. {ENCODE}")
    if not is_usable:
        raise ImproperlyConfigured(f"{name} has a host or a port that is none. {ENCODE}")


def secret(name: str, kept_in: Path) -> str:
    """A secret from the environment, else one made on the first start and kept in a file only we can read.

    Who can guess it can make every link and cookie, so one that can be guessed is an error.
    """
    if value := text(name):
        return _long_enough(value, name)
    try:
        kept = _kept_secret(kept_in)
    except (OSError, UnicodeError) as error:
        raise ImproperlyConfigured(f"The key in {kept_in.name} cannot be read: {error}") from error
    return _long_enough(kept, f"The key in {kept_in.name}")


def _kept_secret(kept_in: Path) -> str:
    if not kept_in.exists():
        kept_in.parent.mkdir(parents=True, exist_ok=True)
        # Write aside and link: two processes starting at once must end up with the same secret.
        fresh = kept_in.with_name(f"{kept_in.name}.{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            os.link(fresh, kept_in)
        fresh.unlink()
    private_file(kept_in)
    return kept_in.read_text("utf-8").strip()


def _is_host(value: str) -> bool:
    """Whether this is a host name or an address, IPv6 with or without brackets."""
    if HOST_NAME.fullmatch(value):
        last_label = value.rstrip(".").rpartition(".")[2]
        return not last_label.isdigit() or _is_ipv4(value.rstrip("."))
    bare = value[1:-1] if value.startswith("[") and value.endswith("]") else value
    with contextlib.suppress(ValueError):
        return ipaddress.IPv6Address(bare).scope_id is None
    return False


def _is_ipv4(value: str) -> bool:
    """Browsers take every host that ends in a number for an IPv4 address, and open none that is not one."""
    try:
        ipaddress.IPv4Address(value)
    except ValueError:
        return False
    return True


def _short(value: str) -> str:
    """What is said of a wrong value: enough to know it again."""
    return value if len(value) <= MOST_SAID else f"{value[:MOST_SAID]}…"


def _long_enough(value: str, name: str) -> str:
    if len(value) < SHORTEST_SECRET or len(set(value)) < LEAST_DIFFERENT_CHARACTERS:
        raise ImproperlyConfigured(
            f"{name} must be a random text of at least {SHORTEST_SECRET} characters: {MAKE_A_SECRET}"
        )
    return value
