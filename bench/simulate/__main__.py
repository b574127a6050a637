"""`script/simulate [--write]`: the tables of docs/scaling.md."""

import argparse
from dataclasses import replace

from ..machine import ROOT
from . import cases
from .costs import read_costs
from .pages import needs, simulated, times, unit_costs, write

PAGE = ROOT / "docs/scaling.md"


def main() -> None:
    """Simulate all cases; takes about a minute."""
    parser = argparse.ArgumentParser(
        prog="script/simulate", description="Simulates crowds, see docs/scaling.md."
    )
    parser.add_argument("--write", action="store_true", help="put the tables into docs/scaling.md")
    options = parser.parse_args()
    costs = read_costs()
    measured = [simulated(case, costs) for case in cases.MEASURED]
    tables = {"costs": unit_costs(costs), "as measured": times(measured)}
    for name, pairs in cases.TABLES.items():
        worlds = [simulated(case, replace(costs, **changes)) for case, changes in pairs]
        tables[name] = f"{needs(worlds)}\n\n{times(worlds)}"
    for name, made in tables.items():
        print(f"{name}\n\n{made}\n")
    if options.write:
        write(PAGE, tables)


if __name__ == "__main__":
    main()
