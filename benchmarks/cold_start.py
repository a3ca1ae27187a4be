"""Times one question from the start of a process: `onrecord ask` beside a plain LangChain script.

Both indexes are built first, both sides get the same model, passages and question, and runs
alternate, so that whatever else the machine does slows both. Needs the extra `benchmark`.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from common import ROOT, console, megabytes, print_table

QUESTION = "Has NATO confirmed that North Korean troops are in Russia?"
BAR_SECONDS, BAR_RATIO = 4.0, 4.0
_OURS = (sys.executable, "-c", "from bot.cli import main; main()")
_BASELINE = (sys.executable, str(ROOT / "benchmarks" / "langchain_baseline.py"))


@dataclass(frozen=True, slots=True)
class Run:
    """Wall seconds and peak memory of one process."""

    seconds: float
    megabytes: float


def timed(command: Sequence[str], home: Path) -> Run:
    """Runs a command to its end. Exits with its error output when it fails."""
    environment = os.environ | {"ONRECORD_HOME": str(home), "HF_HUB_OFFLINE": "1"}
    with tempfile.TemporaryFile() as errors:
        started = perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=errors
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            sys.stderr.write(errors.read().decode(errors="replace"))
            raise SystemExit(f"exit code {process.returncode}: {' '.join(command)}")
    return Run(seconds, megabytes(usage.ru_maxrss))


def main() -> None:
    """Builds both, runs both, prints the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=7, help="processes a side (default 7)")
    parser.add_argument("--question", default=QUESTION)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home, theirs = Path(folder, "home"), str(Path(folder, "langchain"))
        console.print("building both indexes ...")
        timed((*_OURS, "index"), home)
        timed((*_BASELINE, "--build", theirs), home)
        sides: dict[str, list[Run]] = {"onrecord ask": [], "plain LangChain": []}
        commands = ((*_OURS, "ask", arguments.question), (*_BASELINE, theirs, arguments.question))
        for _ in range(arguments.runs):
            for runs, command in zip(sides.values(), commands, strict=True):
                runs.append(timed(command, home))
    _report(sides)


def _report(sides: dict[str, list[Run]]) -> None:
    rows = []
    for name, runs in sides.items():
        seconds = [r.seconds for r in runs]
        cells = (f"{median(seconds):.2f}", f"{min(seconds):.2f}", f"{max(seconds):.2f}")
        rows.append((name, *cells, f"{max(r.megabytes for r in runs):.0f}"))
    columns = ("new process, index built", "median s", "fastest", "slowest", "peak MB")
    print_table("cold start", columns, rows)
    ours, theirs = (median(r.seconds for r in runs) for runs in sides.values())
    bars = f"bars: at most {BAR_SECONDS:.0f} s, at least {BAR_RATIO:.0f} times faster"
    console.print(f"{theirs / ours:.2f} times faster ({bars})")


if __name__ == "__main__":
    main()
