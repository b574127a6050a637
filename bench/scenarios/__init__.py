"""One module per scenario: `HELP`, `add_arguments(parser)` and `async run(options) -> Report`."""

from types import ModuleType

from . import fanout

SCENARIOS: dict[str, ModuleType] = {"fanout": fanout}
