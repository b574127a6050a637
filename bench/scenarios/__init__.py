"""One module per scenario: `HELP`, `add_arguments(parser)` and `async measure(server, load, options) -> Report`."""

from types import ModuleType

from . import (
    costs,
    fanout,
    hostile,
    join_storm,
    many_sessions,
    mixed,
    poll_spike,
    reconnect_storm,
    slow_readers,
    soak,
    vote_spike,
)

SCENARIOS: dict[str, ModuleType] = {
    "join-storm": join_storm,
    "fanout": fanout,
    "vote-spike": vote_spike,
    "poll-spike": poll_spike,
    "reconnect-storm": reconnect_storm,
    "slow-readers": slow_readers,
    "soak": soak,
    "many-sessions": many_sessions,
    "mixed": mixed,
    "costs": costs,
    "hostile": hostile,
}
