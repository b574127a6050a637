"""How long each test file takes where nothing is wrong. Nothing is measured twice for the same tree."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

from .changes import ROOT
from .copies import Copy

KEPT = ROOT / "var" / "mutate-durations.json"
MEASURING_SECONDS = 3600
# Of tests that run beside others, and of servers that start: only what hangs takes so long.
PATIENCE_FACTOR, PATIENCE_SECONDS = 4, 30


def measured(copy: Copy, tests: set[str], processes: int) -> dict[str, float]:
    """Seconds of each file, after a run in which all of them passed."""
    tree = copy.fingerprint()
    kept = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    seconds: dict[str, float] = kept.get(tree, {})
    if missing := sorted(tests - seconds.keys()):
        print(f"Running {len(missing)} test files on the code as it is …", flush=True)
        seconds |= _run(copy, missing, processes)
        KEPT.parent.mkdir(exist_ok=True)
        KEPT.write_text(json.dumps({tree: seconds}, indent=1))
    return seconds


def patience(tests: list[str], seconds: dict[str, float]) -> float:
    """How long these tests may take before they are taken to hang."""
    return PATIENCE_SECONDS + PATIENCE_FACTOR * sum(seconds[test] for test in tests)


def _run(copy: Copy, tests: list[str], processes: int) -> dict[str, float]:
    seconds = dict.fromkeys(tests, 0.0)
    failed: set[str] = set()
    report = copy.folder.with_suffix(".xml")
    options = ["-n", str(processes), "--dist", "loadfile", f"--junitxml={report}"]
    if copy.fails(tests, MEASURING_SECONDS, options):
        failed = set(tests)
    if report.exists():
        failed = {test for test in failed if test.endswith(".js")}
        for case in ET.parse(report).iter("testcase"):
            file = _file_of(copy.folder, case.get("classname", ""))
            seconds[file] += float(case.get("time", 0))
            if case.find("failure") is not None or case.find("error") is not None:
                failed.add(file)
    # What is only late where several share the machine passes alone.
    if failed and copy.fails(sorted(failed), MEASURING_SECONDS):
        raise SystemExit(f"{copy.output[-6000:]}\nmutate: tests fail before anything is changed")
    return seconds


def _file_of(folder: Path, module: str) -> str:
    """tests.live.test_hub.TestName → tests/live/test_hub.py"""
    parts = module.split(".")
    while not (folder / "/".join(parts)).with_suffix(".py").is_file():
        parts.pop()
    return "/".join(parts) + ".py"
