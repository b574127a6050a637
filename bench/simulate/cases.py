"""The cases of docs/scaling.md."""

from dataclasses import replace

from .case import Case

Changes = dict[str, float]  # of the costs

# Everybody votes once in 50 s on average, as in the bench's fanout of 1,000 with 20 votes a second.
CALM = 0.02

HALL = Case("100,000 in one session", 1, 100_000, 100_000 * CALM, processes=20)
MANY = Case(
    "1,000 × 1,000", 1_000, 1_000, 1_000_000 * CALM, processes=256, spread=1, database_cores=64, seconds=3
)
ROOMS = Case(
    "10,000 × 100", 10_000, 100, 1_000_000 * CALM, processes=320, spread=1, database_cores=96, seconds=3
)
SMALL = Case("100 × 100", 100, 100, 10_000 * CALM, processes=8, seconds=4)

MEASURED = (
    Case("1,000 in one session, 20 votes/s", 1, 1_000, 20, processes=1, seconds=20),
    Case("1,000 in one session, 200 votes/s", 1, 1_000, 200, processes=1, seconds=20),
    Case("5,000 in one session, 200 votes/s", 1, 5_000, 200, processes=1, seconds=20),
    Case("10,000 in one session, 100 votes/s", 1, 10_000, 100, processes=1, seconds=20),
)
ONE_SESSION = (
    HALL,
    replace(HALL, name="… over twice the processes", processes=40),
    replace(HALL, name="… all answer a poll within 5 s", votes_per_second=20_000, seconds=3.5),
)
BALANCING = (
    replace(SMALL, name="100 × 100, any process"),
    replace(SMALL, name="100 × 100, a session in two processes", spread=2),
    replace(SMALL, name="100 × 100, a session in one process", spread=1),
)
MILLION = (
    MANY,
    replace(MANY, name="… each session in two processes", spread=2, processes=384, database_cores=96),
    ROOMS,
    replace(ROOMS, name="… ticks read from replicas", database_cores=48, replica_cores=64),
)

# What to make cheaper first: the same cases with other costs.
SPIKE = ONE_SESSION[2]
NEXT: tuple[tuple[Case, Changes], ...] = (
    (replace(ROOMS, name="10,000 × 100, as it is"), {}),
    (
        replace(ROOMS, name="… a tick for 1 ms and 0.5 ms of PostgreSQL"),
        {"tick": 1e-3, "database_tick": 0.5e-3},
    ),
    (replace(SPIKE, name="100,000 answer within 5 s, as it is"), {}),
    (replace(SPIKE, name="… an answer for 40 µs and 15 µs"), {"vote": 40e-6, "database_vote": 15e-6}),
)

TABLES: dict[str, tuple[tuple[Case, Changes], ...]] = {
    "one session": tuple((case, {}) for case in ONE_SESSION),
    "balancing": tuple((case, {}) for case in BALANCING),
    "a million": tuple((case, {}) for case in MILLION),
    "next": NEXT,
}
