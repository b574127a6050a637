"""Where Redis is, from REDIS_URL: one server, or whichever one Sentinel says is the primary."""

import re
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from redis.asyncio import ConnectionPool
from redis.exceptions import RedisError

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
    try:
        parts = urlsplit(url)
    except ValueError as error:  # half a bracket
        raise ImproperlyConfigured(f"REDIS_URL cannot be read: {error}") from error
    if parts.scheme in {"redis", "rediss", "unix"} and "://" in url:
        _refuse_unusable(url)
        return {"address": url}
    if parts.scheme != SENTINEL:
        raise ImproperlyConfigured("REDIS_URL must be a redis://, rediss:// or redis+sentinel:// address.")
    login, _, hosts = parts.netloc.rpartition("@")
    name, _, database = parts.path.strip("/").partition("/")
    if not hosts or not name or not DATABASE_NUMBER.fullmatch(database):
        raise ImproperlyConfigured("REDIS_URL must look like redis+sentinel://host:26379,host:26379/name/0.")
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
    if not parts.hostname:
        raise ImproperlyConfigured("REDIS_URL names a sentinel without a host.")
    return parts.hostname, port
