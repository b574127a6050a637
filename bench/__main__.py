"""`script/bench SCENARIO [options]`: one scenario; `script/bench report [ROW …]`: docs/performance.md;
`script/bench faults`: crashes, and a ledger of what was acknowledged.
"""

import argparse
import sys

from .machine import BenchError
from .options import read_arguments


def main() -> int:
    """Run what is asked. 0: nothing was lost. 1: something was. 2: it could not be run."""
    options = read_arguments()
    try:
        return run(options)
    except (BenchError, TimeoutError, ConnectionError) as error:
        print(f"bench: {str(error) or 'it took too long'}", file=sys.stderr)
        return 2


def run(options: argparse.Namespace) -> int:
    """Run a scenario, once or against another revision, or the rows of the report."""
    if options.scenario == "report":
        from .report import run_rows

        return run_rows(options)
    if options.scenario == "faults":
        from .faults import run_faults

        return run_faults(options)
    if options.compare:
        from .compare import compare

        return compare(options)
    from .run import run_scenario

    report = run_scenario(options)
    print(report.as_text())
    if options.json:
        options.json.write_text(report.as_json() + "\n")
    return 1 if report.problems else 0


if __name__ == "__main__":
    sys.exit(main())
