"""Strict readers of environment variables: a wrong value stops the start with one clear line."""

import contextlib
import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

SHORTEST_TOKEN = 16


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


def web_address(name: str, default: str) -> str:
    """An http(s) address without a path, as people reach the server."""
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise ImproperlyConfigured(f"{name} must look like https://ask.example.org, not {value!r}.")
    return value


def secret(name: str, kept_in: Path) -> str:
    """A secret from the environment, else one made on the first start and kept in a file only we can read."""
    if value := text(name):
        return value
    if not kept_in.exists():
        kept_in.parent.mkdir(parents=True, exist_ok=True)
        # Write aside and link: two processes starting at once must end up with the same secret.
        fresh = kept_in.with_name(f"{kept_in.name}.{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            os.link(fresh, kept_in)
        fresh.unlink()
    return kept_in.read_text().strip()
