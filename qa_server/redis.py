"""Where Redis is, from REDIS_URL: one server, or whichever one Sentinel says is the primary."""

import re
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from redis.asyncio import ConnectionPool
from redis.exceptions import RedisError

from .env import ENCODE, refuse_cut_short

SENTINEL = "redis+sentinel"
SENTINEL_PORT = 26379
DATABASE_NUMBER = re.compile("[0-9]{0,5}")
# The pages wait no longer for a sentinel that is gone than until the next one is asked.
SENTINEL_SECONDS = 1.0


def parse(url: str) -> dict[str, Any]:
    """The channel layer's host for `url`. Raises ImproperlyConfigured.

    redis://[user:password@]host:6379/0 (rediss:// with TLS), or
    redis+sentinel://[user:password@]host:26379,host:26379/name/0, where `name` is what the sentinels call it. User and
    password are Redis's own.
    """
    scheme = url.partition("://")[0]
    if scheme != SENTINEL:  # which may have several hosts, each with a port
        refuse_cut_short("REDIS_URL", url)
    try:
        parts = urlsplit(url)
    except ValueError as error:  # half a bracket
        raise ImproperlyConfigured(f"REDIS_URL cannot be read. {ENCODE}") from error
    if scheme in {"redis", "rediss", "unix"} and "://" in url:
        if scheme != "unix" and not DATABASE_NUMBER.fullmatch(parts.path.strip("/")):
            raise ImproperlyConfigured(
                "REDIS_URL ends with the number of a database, as in redis://host:6379/0."
            )
        _refuse_unusable(url)
        return {"address": url}
    if scheme != SENTINEL:
        raise ImproperlyConfigured("REDIS_URL must be a redis://, rediss:// or redis+sentinel:// address.")
    login, _, hosts = parts.netloc.rpartition("@")
    name, _, database = parts.path.strip("/").partition("/")
    is_cut = "@" in parts.path or "#" in url
    if is_cut or not hosts or not name or not DATABASE_NUMBER.fullmatch(database):
        raise ImproperlyConfigured(
            f"REDIS_URL must look like redis+sentinel://user:password@host:26379,host:26379/name/0. {ENCODE}"
        )
    user, _, password = login.partition(":")
    secrets = {"username": unquote(user) or None, "password": unquote(password)} if login else {}
    return {
        "master_name": name,
        "sentinels": [_host_and_port(host) for host in hosts.split(",")],
        "sentinel_kwargs": {"socket_connect_timeout": SENTINEL_SECONDS, "socket_timeout": SENTINEL_SECONDS},
        "db": int(database or 0),
        **secrets,
    }


def _refuse_unusable(url: str) -> None:
    """Raise ImproperlyConfigured where no connection could be made of `url`: a port that is none, an unknown option."""
    try:
        ConnectionPool.from_url(url).make_connection()  # nothing is opened yet
    except (ValueError, TypeError, RedisError) as error:
        raise ImproperlyConfigured(f"REDIS_URL cannot be used: {error}") from error


def _host_and_port(host: str) -> tuple[str, int]:
    try:
        parts = urlsplit(f"//{host}")
        port = parts.port or SENTINEL_PORT
    except ValueError as error:
        raise ImproperlyConfigured(f"REDIS_URL names a sentinel that is none: {host}.") from error
    if not parts.hostname or re.search(r"\s", parts.hostname):
        raise ImproperlyConfigured("REDIS_URL names a sentinel without a host.")
    return parts.hostname, port
