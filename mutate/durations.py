"""How long each test file takes. They are run in this order, so it need not be exact, and is measured once."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

from .changes import ROOT
from .copies import Copy

KEPT = ROOT / "var" / "mutate-durations.json"
MEASURING_SECONDS = 3600
# Of tests that run beside others, and of servers that start: only what hangs takes so long.
PATIENCE_FACTOR, PATIENCE_SECONDS = 4, 60


def measured(copy: Copy, tests: set[str], processes: int) -> dict[str, float]:
    """Seconds of each file."""
    seconds: dict[str, float] = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    if missing := sorted(tests - seconds.keys()):
        print(f"Measuring {len(missing)} test files …", flush=True)
        report = copy.folder.with_suffix(".xml")
        options = ["-n", str(processes), "--dist", "loadfile", f"--junitxml={report}"]
        copy.first_failure(missing, MEASURING_SECONDS, options)
        seconds |= dict.fromkeys(missing, 0.0)
        if report.exists():
            for case in ET.parse(report).iter("testcase"):
                seconds[_file_of(copy.folder, case.get("classname", ""))] += float(case.get("time", 0))
            report.unlink()
        KEPT.parent.mkdir(exist_ok=True)
        KEPT.write_text(json.dumps(seconds, indent=1, sort_keys=True))
    return seconds


def patience(tests: list[str], seconds: dict[str, float]) -> float:
    """How long these tests may take before they are taken to hang."""
    return PATIENCE_SECONDS + PATIENCE_FACTOR * sum(seconds[test] for test in tests)


def _file_of(folder: Path, module: str) -> str:
    """tests.live.test_hub.TestName → tests/live/test_hub.py"""
    parts = module.split(".")
    while not (folder / "/".join(parts)).with_suffix(".py").is_file():
        parts.pop()
    return "/".join(parts) + ".py"
