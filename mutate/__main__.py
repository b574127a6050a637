"""Makes wrong changes in copies of the tree, runs the tests of what they change, and lists those nobody noticed."""

import argparse
import contextlib
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from queue import SimpleQueue

from tests.support import guard

from . import durations, written
from .changes import ROOT, Change
from .copies import Copy
from .layers import Layer, all_layers, files_of_tests


@dataclass(frozen=True)
class Trial:
    """A change that is to be tried, and the tests that ought to notice it."""

    layer: Layer
    change: Change
    tests: list[str]
    told: str

    def __str__(self) -> str:
        return self.told


def main() -> None:
    """Choose, try, tell."""
    options = _options()
    same = {(each.file, each.old, each.new) for each in written.equivalents()}
    trials: list[Trial] = []
    for layer in _layers(options.layer):
        changes = written.changes(layer.name) if options.written else layer.changes()
        changes = [change for change in changes if fnmatchcase(change.file, options.file)]
        changes = [change for change in changes if (change.file, *_lines(change)) not in same]
        chosen = random.Random(options.seed).sample(
            changes, min(options.sample or len(changes), len(changes))
        )
        print(f"{layer.title}: {len(chosen)} of {len(changes)} changes")
        tests = options.tests and files_of_tests(tuple(options.tests))
        trials += [Trial(layer, change, tests or layer.tests_of(change), _told(change)) for change in chosen]
    if options.list:
        print(*trials, sep="\n")
        return
    guard.start()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    started = time.monotonic()
    done: list[Trial] = []
    survivors: list[Trial] = []
    with contextlib.suppress(KeyboardInterrupt):
        for trial, noticed in tried(trials, options.jobs):
            done.append(trial)
            if not noticed:
                survivors.append(trial)
                print(f"\nunnoticed: {trial}", flush=True)
            print(f"\r{len(done)}/{len(trials)}, {len(survivors)} unnoticed", end="", flush=True)
    print(f"\n\n{(time.monotonic() - started) / 60:.0f} minutes, seed {options.seed}\n")
    print(*table(done, survivors), sep="\n")


def tried(trials: list[Trial], jobs: int) -> Iterator[tuple[Trial, bool]]:
    """Each trial with whether it was noticed, as they end."""
    results: SimpleQueue[tuple[Trial, bool] | BaseException] = SimpleQueue()
    with tempfile.TemporaryDirectory(prefix="mutate-") as folder:
        copies = [Copy(Path(folder) / str(number)) for number in range(jobs)]
        seconds = durations.measured(copies[0], {test for trial in trials for test in trial.tests}, jobs)
        free: SimpleQueue[Copy] = SimpleQueue()
        for copy in copies:
            free.put(copy)
        tests = Tests(seconds)

        def run(trial: Trial) -> None:
            copy = free.get()
            try:
                results.put((trial, tests.notice(trial, copy)))
            except BaseException as error:  # told to whoever waits for the result
                results.put(error)
            finally:
                free.put(copy)

        with ThreadPoolExecutor(jobs) as pool:
            for trial in trials:
                pool.submit(run, trial)
            try:
                for _ in trials:
                    result = results.get()
                    if isinstance(result, BaseException):
                        raise result
                    yield result
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
                for copy in copies:
                    copy.stop()


class Tests:
    """What is known of the test files: how long they take, and which pass while nothing is changed."""

    def __init__(self, seconds: dict[str, float]) -> None:
        self._seconds = seconds
        self._sound: set[str] = set()
        self._broken: set[str] = set()

    def notice(self, trial: Trial, copy: Copy) -> bool:
        """Whether a test fails with the change. Each file that says so first shows, once, that it passes without."""
        tests = sorted(set(trial.tests) - self._broken, key=self._seconds.__getitem__)
        patience = durations.patience(tests, self._seconds)
        failed = copy.first_failure_with(trial.change, tests, patience)
        if failed is None:
            return False
        unknown = sorted(set(failed) - self._sound)
        if unknown and (broken := copy.first_failure(unknown, patience)):
            print(f"\nfails without any change, and is left out: {', '.join(broken)}")
            self._broken.update(broken)
            return self.notice(trial, copy)
        self._sound.update(unknown)
        return True


def table(trials: list[Trial], survivors: list[Trial]) -> Iterator[str]:
    """What was noticed, by layer, as it is pasted into docs/testing.md."""
    yield "| layer | wrong changes | noticed | |"
    yield "|---|--:|--:|--:|"
    for layer in dict.fromkeys(trial.layer.name for trial in trials):
        made = [trial for trial in trials if trial.layer.name == layer]
        missed = sum(trial.layer.name == layer for trial in survivors)
        noticed = len(made) - missed
        yield f"| {made[0].layer.title} | {len(made)} | {noticed} | {noticed / len(made):.0%} |"


def _layers(names: list[str] | None) -> list[Layer]:
    known = all_layers()
    if unknown := set(names or ()) - known.keys():
        sys.exit(f"mutate: no layer {', '.join(unknown)}; there are {', '.join(known)}")
    return [known[name] for name in names or known]


def _lines(change: Change) -> tuple[str, str]:
    return change.lines((ROOT / change.file).read_text())


def _told(change: Change) -> str:
    old, new = _lines(change)
    line = change.line((ROOT / change.file).read_text())
    return f"{change.file}:{line}\n    - {old}\n    + {new}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/mutate", description=__doc__)
    parser.add_argument("--layer", action="append", help=f"one of {', '.join(all_layers())}; can be repeated")
    parser.add_argument(
        "--file", default="*", help="only changes of these files, e.g. 'sessions/live/hub*.py'"
    )
    parser.add_argument(
        "--written", action="store_true", help="only changes that are written by hand: mutate/lists/"
    )
    parser.add_argument("--tests", action="append", help="these instead of those of the map; can be repeated")
    parser.add_argument("--sample", type=int, metavar="N", help="try only N changes of each layer")
    parser.add_argument("--seed", type=int, default=1, help="which N: the same number, the same ones")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="copies that run side by side")
    parser.add_argument("--list", action="store_true", help="say what would be changed, and run nothing")
    return parser.parse_args()


if __name__ == "__main__":
    main()
