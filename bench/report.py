"""docs/performance.md, made from one JSON file for each row; rows can be measured one by one."""

import argparse
import json
import sys
from typing import Any

from .figures import Figure, Report, plain
from .machine import ROOT, BenchError
from .options import read_arguments
from .rows import ROWS, Aim, Row, derived
from .run import run_scenario

PAGE = ROOT / "docs/performance.md"
RESULTS = ROOT / "docs/performance"
BUSY_PERCENT = 15.0
LOAD_LIMITS_PERCENT = 85.0

INTRODUCTION = """\
# Performance

Made by `script/bench report` from the measurements in [performance/](performance/); do not edit. Anyone can repeat
them: `script/bench report ROW` measures one row again and keeps the others, `script/bench --help` lists all else.

Server, load, PostgreSQL and Redis share one machine. Sockets are real ones, from processes of their own. CPU is what
the operating system accounts to the server's processes; times are from sending a vote until another socket was told.
Every row checks that votes acknowledged = stored = shown on every socket. Peers were measured on two cores too, with
the same work (November 2026). “Other CPU” is what everything else on the machine used meanwhile: times suffer most.
"""


def run_rows(options: argparse.Namespace) -> int:
    """Measure the rows asked for (all without any), and write the page.

    1 where something was lost, 2 where a row could not be measured.
    """
    if unknown := set(options.rows) - ROWS.keys():
        raise BenchError(f"no such rows: {', '.join(sorted(unknown))}; there are {', '.join(ROWS)}")
    if options.list:
        print("\n".join(f"{name:22} script/bench {row.command}" for name, row in ROWS.items()))
        return 0
    RESULTS.mkdir(exist_ok=True)
    lost = broken = False
    for name in [] if options.write else options.rows or ROWS:
        try:
            report = measure(name, ROWS[name], options.runs)
        except (BenchError, TimeoutError, ConnectionError) as error:
            print(f"bench: {name} keeps its figures: {str(error) or 'it took too long'}", file=sys.stderr)
            broken = True
            continue
        (RESULTS / f"{name}.json").write_text(report.as_json() + "\n")
        PAGE.write_text(page(read_results()))
        lost = lost or bool(report.problems)
    PAGE.write_text(page(read_results()))
    return 2 if broken else int(lost)


def measure(name: str, row: Row, runs: int) -> Report:
    """The median of some runs by the row's first aim; it has the problems of all of them."""
    reports = []
    for number in range(runs):
        print(f"bench: {name}, run {number + 1} of {runs}", file=sys.stderr)
        reports.append(run_scenario(read_arguments(row.command.split())))
        print(reports[-1].as_text() + "\n")
    key = row.aims[0].figure if row.aims else "frame_us"
    reports.sort(key=lambda report: next((one.value for one in report.figures if one.key == key), 0.0))
    median = reports[(len(reports) - 1) // 2]
    median.problems = [problem for report in reports for problem in report.problems]
    median.about["runs"] = runs
    return median


def read_results() -> dict[str, dict[str, Any]]:
    """What was measured so far, in the order of the rows."""
    files = {name: RESULTS / f"{name}.json" for name in ROWS}
    results = {name: json.loads(file.read_text()) for name, file in files.items() if file.exists()}
    figures = {name: result["figures"] for name, result in results.items()}
    for name, result in results.items():
        result["figures"] |= derived(name, figures)
    return results


def page(results: dict[str, dict[str, Any]]) -> str:
    """The page."""
    lines = [
        INTRODUCTION,
        "## Aims",
        "",
        "| what | aim | measured | | nearest peer | row |",
        "|---|---|---|---|---|---|",
    ]
    lines += [aim_line(name, aim, results.get(name)) for name, row in ROWS.items() for aim in row.aims]
    lines += ["", "## Rows", ""]
    lines += [line for name, result in results.items() for line in row_lines(name, result)]
    return "\n".join(lines).rstrip() + "\n"


def aim_line(name: str, aim: Aim, result: dict[str, Any] | None) -> str:
    """One line of the table of aims."""
    value = result["figures"].get(aim.figure, {}).get("value") if result else None
    said = "not yet" if value is None else f"{plain(value)} {aim.unit}".strip()
    verdict = {None: "", True: "reached", False: "**missed**"}[aim.reached(value)]
    if result and result["problems"]:
        verdict = "**lost something**"
    command = ROWS[name].command
    return f"| {aim.name}<br>`{command}` | {aim.words} | {said} | {verdict} | {aim.peers or '–'} | [{name}](#{name}) |"


def row_lines(name: str, result: dict[str, Any]) -> list[str]:
    """Everything about one row."""
    about, figures = result["about"], result["figures"]
    machine = f"{about['cores']} × {about['processor']}, {about['memory_gib']} GiB, {about['system']}"
    when = f"{about['date']}, commit `{about['commit']}`, Python {about['python']}, {machine}"
    median = f" Median of {about['runs']} runs." if about.get("runs", 1) > 1 else ""
    lines = [
        f"### {name}",
        "",
        f"`script/bench {ROWS[name].command}` · {when}.{median}{busy(result)}",
        "",
        "```",
    ]
    taken = Report(
        [Figure(key, one["name"], nan_of(one["value"]), one["unit"]) for key, one in figures.items()]
    )
    taken.notes, taken.problems = result["notes"], result["problems"]
    lines += [taken.as_text().strip(), "```", ""]
    remarks = RESULTS / f"{name}.md"
    return [*lines, remarks.read_text().strip(), ""] if remarks.exists() else lines


def busy(result: dict[str, Any]) -> str:
    """What to know before believing times."""
    words, figures = "", result["figures"]
    processes = result["about"]["options"]["load_processes"]
    others, load = (figures.get(key, {}).get("value") or 0.0 for key in ("others_cpu", "load_cpu"))
    if others > BUSY_PERCENT:
        words += f" **The machine was busy: others used {others:.0f} % of a core.**"
    if load > LOAD_LIMITS_PERCENT * processes:
        words += " **The load needed all it could get: times may be its own.**"
    return words


def nan_of(value: float | None) -> float:
    """The figure as it was before JSON."""
    return float("nan") if value is None else value
