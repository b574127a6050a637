"""One case: how many people, what they do, on what."""

from dataclasses import dataclass

# As in sessions/live; a test holds them together.
TICK_SECONDS = 0.1
FRAME_CPU_SECONDS = 20e-6
FANOUT_CPU_PERCENT = 30
SOCKETS_IN_A_ROW = 250
APART_SECONDS = 0.02
MOST_IN_A_BATCH = 400
LIVE_THREADS = 4


@dataclass(frozen=True)
class Case:
    """`spread`: over how many processes the people of one session are spread; 0 is over all, as by any balancer."""

    name: str
    sessions: int
    people: int  # in each session
    votes_per_second: float  # over all sessions
    processes: int
    spread: int = 0
    database_cores: int = 8
    replica_cores: int = 0  # for the reads of ticks; 0: the primary does them
    seconds: float = 6.0  # while votes come
    warm_up: float = 1.5

    @property
    def hubs_of_a_session(self) -> int:
        """In how many processes a session is."""
        return min(self.people, self.spread or self.processes, self.processes)

    @property
    def sockets(self) -> int:
        """All sockets."""
        return self.sessions * self.people


def attendees_tick(crowd: int) -> float:
    """How often a process tells a crowd of this size, in seconds."""
    return max(TICK_SECONDS, crowd * FRAME_CPU_SECONDS * 100 / FANOUT_CPU_PERCENT)
