"""PostgreSQL and Redis for a server: those at given addresses, or started for the run."""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import psutil
import psycopg

from tests.support.services import PostgreSQL, Redis

OWN = "own"
# As safe as it comes: what is acknowledged is on the disk. The extension counts statements.
SETTINGS = ("fsync=on", "shared_preload_libraries=pg_stat_statements", "pg_stat_statements.track=top")
# What frames transactions, and what PostgreSQL asks itself to check foreign keys.
_FRAME = "BEGIN|COMMIT|ROLLBACK|SET|DISCARD|SAVEPOINT|RELEASE|SELECT \\S+ FROM ONLY"


@dataclass
class Services:
    """Their addresses (empty: not used), and the processes of those that were started here."""

    database_url: str = ""
    redis_url: str = ""
    processes: list[psutil.Process] = field(default_factory=list)
    counts_statements: bool = False

    def cpu_seconds(self) -> float:
        """What those started here used so far; backends that ended meanwhile are not in it."""
        family = [one for process in self.processes for one in (process, *process.children(recursive=True))]
        total = 0.0
        for process in family:
            with contextlib.suppress(psutil.NoSuchProcess):
                total += sum(process.cpu_times()[:2])
        return total

    def forget_statements(self) -> None:
        """Count statements from now on."""
        with psycopg.connect(self.database_url) as connection:
            connection.execute("SELECT pg_stat_statements_reset()")

    def statements(self) -> list[tuple[int, str]]:
        """Those run since, most first: (how often, which), but for what frames transactions and our own."""
        sql = (
            "SELECT calls, query FROM pg_stat_statements WHERE query !~* %s AND query !~ 'pg_stat_statements'"
            " ORDER BY calls DESC"
        )
        with psycopg.connect(self.database_url) as connection:
            rows = connection.execute(sql, [rf"^\s*({_FRAME})"]).fetchall()
        return [(calls, shortened(query)) for calls, query in rows]


def shortened(query: str) -> str:
    """A statement without its columns."""
    return re.sub(r"SELECT .*? FROM", "SELECT … FROM", " ".join(query.split()).replace('"', ""))


@contextlib.contextmanager
def start_services(postgres: str, redis: str) -> Iterator[Services]:
    """`postgres` and `redis` are addresses, "own" (start one), or empty."""
    services = Services(postgres, redis)
    with contextlib.ExitStack() as stack:
        if postgres == OWN:
            cluster = PostgreSQL(*SETTINGS)
            stack.callback(cluster.remove)
            services.database_url, services.counts_statements = cluster.url("postgres"), True
            services.processes.append(psutil.Process(cluster.pid))
            with psycopg.connect(services.database_url) as connection:
                connection.execute("CREATE EXTENSION pg_stat_statements")
        if redis == OWN:
            store = Redis()
            stack.callback(store.remove)
            services.redis_url = store.url
            services.processes.append(psutil.Process(store.process.pid))
        yield services
