"""`python -m tests.support.with_services COMMAND…` runs a command with a PostgreSQL and a Redis of its own."""

import os
import subprocess
import sys

from .services import PostgreSQL, Redis


def main(command: list[str]) -> int:
    """Run `command` with DATABASE_URL and REDIS_URL set; returns its exit status."""
    postgres = PostgreSQL()
    try:
        redis = Redis()
        try:
            services = {"DATABASE_URL": postgres.new_database(), "REDIS_URL": redis.url}
            return subprocess.run(command, env=os.environ | services, check=False).returncode
        finally:
            redis.remove()
    finally:
        postgres.remove()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
