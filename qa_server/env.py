"""Strict readers of environment variables: a wrong value stops the start with one clear line."""

import contextlib
import os
import re
import secrets
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ImproperlyConfigured

from .local_network import as_host

SHORTEST_TOKEN = 16
SHORTEST_SECRET = 32
HOST_NAME = re.compile(r"\.?[\w-]+(\.[\w-]+)*\.?|\[[0-9a-fA-F:.]+\]", re.ASCII)
LEAST_DIFFERENT_CHARACTERS = 8  # "xxxx…" is long and no secret
MAKE_A_SECRET = 'python3 -c "import secrets; print(secrets.token_urlsafe(50))"'  # noqa: S105  (how to make one)


def text(name: str, default: str = "") -> str:
    """The value, without white space around it; `default` when unset or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    """True for 1/true/yes/on, False for 0/false/no/off."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def number(name: str, default: int, lowest: int, highest: int) -> int:
    """A whole number from `lowest` to `highest`."""
    value = text(name)
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or not lowest <= int(value) <= highest:
        raise ImproperlyConfigured(f"{name} must be a number from {lowest} to {highest}, not {value!r}.")
    return int(value)


def token(name: str) -> str:
    """A secret others show us, empty when unset. Too short to be one is an error."""
    value = text(name)
    if value and (len(value) < SHORTEST_TOKEN or not value.isascii() or not value.isprintable()):
        raise ImproperlyConfigured(f"{name} must have at least {SHORTEST_TOKEN} plain characters.")
    return value


def choice(name: str, default: str, *others: str) -> str:
    """One of a closed list."""
    value = text(name, default)
    if value not in (default, *others):
        raise ImproperlyConfigured(f"{name} must be one of {', '.join((default, *others))}, not {value!r}.")
    return value


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
            f"{name} must name a time zone such as Europe/Paris, not {value!r}."
        ) from error
    return value


def hosts(name: str, default: list[str]) -> list[str]:
    """Host names and addresses, separated by commas, as `Host` headers have them, without a port.

    "*" is refused: links of any host name would lead here, with whatever that host's cookies are.
    """
    values = words(name, default)
    for value in values:
        if not HOST_NAME.fullmatch(value):
            raise ImproperlyConfigured(
                f"{name} must list host names such as ask.example.org, without scheme, port or *, not {value!r}."
            )
    return values


def web_address(name: str, default: str) -> str:
    """An http(s) address without a path, as people reach the server."""
    value = text(name, default).rstrip("/")
    try:
        parts = urlsplit(value)
        is_plain = (
            value == f"{parts.scheme}://{parts.netloc}"
            and HOST_NAME.fullmatch(as_host(parts.hostname or ""))
            and parts.port != 0
        )
    except ValueError:  # e.g. half a bracket, a port that is no number
        is_plain = False
    if not is_plain or parts.scheme not in {"http", "https"} or "@" in parts.netloc:
        raise ImproperlyConfigured(
            f"{name} must look like https://ask.example.org, without a path, not {value!r}."
        )
    return value


def secret(name: str, kept_in: Path) -> str:
    """A secret from the environment, else one made on the first start and kept in a file only we can read.

    Who can guess it can make every link and cookie, so one that can be guessed is an error.
    """
    if value := text(name):
        return _long_enough(value, name)
    if not kept_in.exists():
        kept_in.parent.mkdir(parents=True, exist_ok=True)
        # Write aside and link: two processes starting at once must end up with the same secret.
        fresh = kept_in.with_name(f"{kept_in.name}.{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            os.link(fresh, kept_in)
        fresh.unlink()
    return _long_enough(kept_in.read_text().strip(), f"The key in {kept_in.name}")


def _long_enough(value: str, name: str) -> str:
    if len(value) < SHORTEST_SECRET or len(set(value)) < LEAST_DIFFERENT_CHARACTERS:
        raise ImproperlyConfigured(
            f"{name} must be a random text of at least {SHORTEST_SECRET} characters: {MAKE_A_SECRET}"
        )
    return value
