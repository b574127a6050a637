"""One module per scenario: `HELP`, `add_arguments(parser)` and `async run(options) -> Report`."""

from types import ModuleType

from . import fanout, poll_spike

SCENARIOS: dict[str, ModuleType] = {"fanout": fanout, "poll-spike": poll_spike}
