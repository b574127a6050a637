"""The live engine as it is in sessions/live, with times instead of work."""

import random
from bisect import bisect_right

from ..figures import Histogram
from . import case as engine
from .case import Case, attendees_tick
from .costs import Costs
from .parts import Clock, Servers, Slots

MEASURED_VOTES = 1500
RATES = ("acknowledged", "batches", "commits", "ticks", "frames", "messages")


class World:
    """All processes of a case with what they share, and what was seen of them."""

    def __init__(self, case: Case, costs: Costs, seed: int = 1) -> None:
        self.case, self.costs, self.clock = case, costs, Clock()
        self.chance = random.Random(seed)
        self.database = Servers(self.clock, case.database_cores)
        self.reads = Servers(self.clock, case.replica_cores) if case.replica_cores else self.database
        self.redis = Servers(self.clock)
        self.processes = [Process(self) for _ in range(case.processes)]
        self.sessions = [Session(self, number) for number in range(case.sessions)]
        self.batches = self.commits = self.ticks = self.frames = self.messages = 0
        self.sent = self.acknowledged = 0
        self.ack, self.phone, self.screen = (Histogram(0.001) for _ in range(3))
        # The bench measures every vote on every phone; here a sample of votes is enough.
        self._sampled = min(1.0, MEASURED_VOTES / max(1.0, case.votes_per_second * case.seconds))

    def run(self, drain: float = 60.0) -> None:
        """Let votes come, and then let all of them arrive, for at most `drain` seconds."""
        self.clock.at(0.0, self._vote)
        end = self.case.warm_up + self.case.seconds
        self.clock.run(end)
        self.cpu = [one.cpu.busy / end for one in self.processes]
        self.database_cores = self.database.busy / end
        self.read_cores = 0.0 if self.reads is self.database else self.reads.busy / end
        self.redis_core = self.redis.busy / end
        self.rates = {name: getattr(self, name) / end for name in RATES}
        self.clock.run(end + drain)

    def is_measured(self, time: float) -> bool:
        """Whether votes sent at this time are measured."""
        return time >= self.case.warm_up

    def _vote(self) -> None:
        if self.clock.now >= self.case.warm_up + self.case.seconds:
            return
        self.clock.at(self.clock.now + self.chance.expovariate(self.case.votes_per_second), self._vote)
        self.sent += 1
        hub = self.chance.choice(self.chance.choice(self.sessions).hubs)
        measured = self.is_measured(self.clock.now) and self.chance.random() < self._sampled
        vote = (hub.session, self.clock.now, measured)
        hub.process.cpu.do(self.costs.vote / 2, lambda: hub.process.writer.submit(vote))


class Process:
    """One worker: a core, threads for the database, and the writer of its votes."""

    def __init__(self, world: World) -> None:
        self.cpu = Servers(world.clock)
        self.threads = Slots(engine.LIVE_THREADS)
        self.writer = Writer(world, self)


class Session:
    """A lock, a revision, and the times of the measured votes by the revision they came to be in."""

    def __init__(self, world: World, number: int) -> None:
        self.number = number
        self.lock = Slots()
        self.revision = 0
        self.revisions: list[int] = []
        self.times: list[float] = []
        count = world.case.hubs_of_a_session
        first = number * count
        self.hubs = [
            Hub(
                world,
                self,
                world.processes[(first + i) % len(world.processes)],
                len(range(i, world.case.people, count)),
            )
            for i in range(count)
        ]
        self.hub_in = {hub.process: hub for hub in self.hubs}

    def shown(self, after: int, until: int) -> list[float]:
        """When the measured votes were sent that are in the revisions after the one, until the other."""
        return self.times[bisect_right(self.revisions, after) : bisect_right(self.revisions, until)]


Vote = tuple[Session, float, bool]


class Writer:
    """Commits the votes of one process in groups (`live/batches`, `questions/voting`)."""

    def __init__(self, world: World, process: Process) -> None:
        self._world, self._process = world, process
        self._waiting: list[Vote] = []
        self._is_busy = False
        self._began = -engine.APART_SECONDS

    def submit(self, vote: Vote) -> None:
        """Write a vote with the next batch."""
        self._waiting.append(vote)
        if not self._is_busy:
            self._is_busy = True
            self._plan()

    def _plan(self) -> None:
        self._world.clock.at(self._began + engine.APART_SECONDS, self._begin)

    def _begin(self) -> None:
        self._began = self._world.clock.now
        most = engine.MOST_IN_A_BATCH
        batch, self._waiting = self._waiting[:most], self._waiting[most:]
        sessions = sorted({session for session, _, _ in batch}, key=lambda session: session.number)
        self._process.threads.enter(lambda: self._lock(batch, sessions, 0))

    def _lock(self, batch: list[Vote], sessions: list[Session], held: int) -> None:
        if held < len(sessions):
            sessions[held].lock.enter(lambda: self._lock(batch, sessions, held + 1))
            return
        costs = self._world.costs
        here = costs.batch * len(sessions) + costs.vote / 2 * len(batch)
        there = costs.database_batch * len(sessions) + costs.database_vote * len(batch)
        clock = self._world.clock
        self._process.cpu.do(
            here,
            lambda: self._world.database.do(
                there, lambda: clock.at(clock.now + costs.commit, lambda: self._committed(batch, sessions))
            ),
        )

    def _committed(self, batch: list[Vote], sessions: list[Session]) -> None:
        world, now = self._world, self._world.clock.now
        world.batches += 1
        world.commits += len(sessions)
        for session in sessions:
            session.revision += 1
        for session, sent, measured in batch:
            world.acknowledged += 1
            if measured:
                world.ack.add(now - sent)
                session.revisions.append(session.revision)
                session.times.append(sent)
        self._process.threads.leave()
        for session in sessions:
            session.lock.leave()
            self._ring(session)
        if self._waiting:
            self._plan()
        else:
            self._is_busy = False

    def _ring(self, session: Session) -> None:
        world = self._world
        session.hub_in[self._process].ring()
        others = [hub for hub in session.hubs if hub.process is not self._process]
        world.messages += 1 + len(others)

        def deliver() -> None:
            for hub in others:
                hub.process.cpu.do(world.costs.hear, hub.ring)

        def say() -> None:
            in_redis = world.costs.redis * (1 + len(others))
            world.redis.do(in_redis, lambda: world.clock.at(world.clock.now + world.costs.bell, deliver))

        self._process.cpu.do(world.costs.say, say)


class Hub:
    """One session in one process (`live/hub`)."""

    def __init__(self, world: World, session: Session, process: Process, crowd: int) -> None:
        self.session, self.process, self.crowd = session, process, crowd
        self._world = world
        self._costs = world.costs
        self._revision = self._told = 0
        self._is_rung = self._is_ticking = self._is_telling = False
        self._began = self._told_at = -1e9

    def ring(self) -> None:
        """Something moved."""
        self._is_rung = True
        if not self._is_ticking:
            self._is_ticking = True
            self._world.clock.at(self._began + engine.TICK_SECONDS, self._tick)

    def _tick(self) -> None:
        self._began, self._is_rung = self._world.clock.now, False
        self._world.ticks += 1
        self.process.threads.enter(lambda: self._world.reads.do(self._costs.database_tick, self._read))

    def _read(self) -> None:
        revision = self.session.revision
        self.process.cpu.do(self._costs.tick, lambda: self._tell(revision))

    def _tell(self, revision: int) -> None:
        self.process.threads.leave()
        if self.session.hubs[0] is self:  # the big screen is here
            self._seen(self._world.screen, self._revision, revision, 1)
        self._revision = revision
        if not self._is_telling:
            self._is_telling = True
            self._world.clock.at(self._told_at + attendees_tick(self.crowd), self._tell_attendees)
        self._is_ticking = False
        if self._is_rung:
            self.ring()

    def _tell_attendees(self) -> None:
        before, self._told, self._told_at = self._told, self._revision, self._world.clock.now
        self._tell_portion(before, self._told, self.crowd)

    def _tell_portion(self, before: int, told: int, left: int) -> None:
        portion = min(left, engine.SOCKETS_IN_A_ROW)
        self.process.cpu.do(
            portion * self._costs.frame, lambda: self._told_portion(before, told, left, portion)
        )

    def _told_portion(self, before: int, told: int, left: int, portion: int) -> None:
        self._world.frames += portion
        self._seen(self._world.phone, before, told, portion)
        if left > portion:
            self._tell_portion(before, told, left - portion)
            return
        self._is_telling = False
        if self._told != self._revision:
            self.ring()

    def _seen(self, times: Histogram, before: int, until: int, sockets: int) -> None:
        now = self._world.clock.now
        for sent in self.session.shown(before, until):
            times.add(now - sent, sockets)
