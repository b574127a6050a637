"""The simulation is the engine it speaks of, loses nothing, and says what was measured where it can be."""

import json
from pathlib import Path

import pytest

from bench.machine import ROOT
from bench.simulate import case, cases
from bench.simulate.case import Case
from bench.simulate.costs import Costs, read_costs
from bench.simulate.engine import World
from bench.simulate.pages import BEGIN, needs, times, write
from bench.simulate.parts import Clock, Servers, Slots
from sessions.live import batches, hub

MEASURED = Path(__file__).parent / "measured" / "fanout-1000-20.json"
SMALL = Case("small", 5, 60, 50, processes=4, seconds=4)


def run(what, seed=1, **costs):
    world = World(what, Costs(**costs), seed)
    world.run()
    return world


def test_it_has_the_settings_of_the_engine(settings):
    for name in ("TICK_SECONDS", "FRAME_CPU_SECONDS", "SOCKETS_IN_A_ROW"):
        assert getattr(case, name) == getattr(hub, name)
    assert (case.APART_SECONDS, case.MOST_IN_A_BATCH) == (batches.APART_SECONDS, batches.MOST_IN_A_BATCH)
    assert case.FANOUT_CPU_PERCENT == settings.FANOUT_CPU_PERCENT
    assert case.LIVE_THREADS == settings.LIVE_THREADS


def test_the_same_seed_is_the_same_world():
    one, again, other = run(SMALL), run(SMALL), run(SMALL, seed=2)
    assert (needs([one]), times([one])) == (needs([again]), times([again]))
    assert one.sent != other.sent


@pytest.mark.parametrize("spread", [0, 1, 3])
def test_every_vote_is_committed_and_every_phone_is_told(spread):
    world = run(Case("small", 5, 60, 50, processes=4, seconds=4, spread=spread))
    measured = sum(len(session.times) for session in world.sessions)
    assert world.acknowledged == world.sent
    assert measured == world.ack.count == world.screen.count
    assert world.phone.count == measured * 60


def test_servers_work_on_one_thing_each_and_slots_keep_their_line():
    clock, done = Clock(), []
    servers = Servers(clock, 2)
    for name in "abc":
        servers.do(1.0, lambda name=name: done.append((clock.now, name)))
    clock.run(10)
    assert done == [(1.0, "a"), (1.0, "b"), (2.0, "c")]
    slots, entered = Slots(1), []
    for name in "abc":
        slots.enter(lambda name=name: entered.append(name))
    assert entered == ["a"]
    slots.leave()
    slots.leave()
    assert entered == ["a", "b", "c"]


def test_a_lock_is_what_one_session_cannot_pass_and_many_can():
    one = run(Case("one", 1, 2000, 6000, processes=8, seconds=2))
    many = run(Case("many", 40, 50, 6000, processes=8, spread=1, seconds=2, database_cores=64), batch=1e-4)
    assert one.rates["acknowledged"] < 5500
    assert one.ack.percentile(99) > 3 * many.ack.percentile(99)


def test_it_says_about_what_was_measured():
    """Orders of magnitude only: the machine that measured had other work, and clocks of the world have no noise."""
    figures = {key: one["value"] for key, one in json.loads(MEASURED.read_text())["figures"].items()}
    world = run(Case("1,000", 1, 1000, 20, processes=1, seconds=20))
    said = {
        "phone_p50_ms": world.phone.percentile(50) * 1000,
        "phone_p99_ms": world.phone.percentile(99) * 1000,
        "screen_p99_ms": world.screen.percentile(99) * 1000,
        "ack_p50_ms": world.ack.percentile(50) * 1000,
        "frames_per_second": world.rates["frames"],
        "server_cpu": world.cpu[0] * 100,
        "services_cpu": world.database_cores * 100,
    }
    for name, value in said.items():
        assert figures[name] / 3 < value < figures[name] * 3, name


def test_costs_are_the_benchs_where_it_measured_them(tmp_path):
    (tmp_path / "costs.json").write_text(
        json.dumps({"figures": {"frame_us": {"value": 5.0}, "vote_us": {"value": None}}})
    )
    costs = read_costs(tmp_path)
    assert costs.frame == pytest.approx(5e-6)
    assert costs.vote == Costs().vote
    sources = {about: source for about, _, source in costs.sources(tmp_path)}
    assert sources["server CPU: a frame to one socket"] == "`script/bench report costs`"


def test_the_page_has_a_place_for_every_table(tmp_path):
    page = tmp_path / "scaling.md"
    page.write_text((ROOT / "docs" / "scaling.md").read_text())
    write(page, dict.fromkeys(("costs", "as measured", *cases.TABLES), "| table |"))
    assert page.read_text().count("| table |") == 2 + len(cases.TABLES)
    with pytest.raises(ValueError, match="no place"):
        write(page, {"nowhere": ""})
    for name in cases.TABLES:
        begin = BEGIN.format(name)
        assert all(
            one.name in (ROOT / "docs" / "scaling.md").read_text().partition(begin)[2]
            for one, _ in cases.TABLES[name]
        )
