"""CPU time of start-up and of the first result: writes reports/startup.md.

CPU seconds (user + system) of whole processes, median of several runs, beside an empty interpreter and a bare langdetect
in the same run. The article is one of the seeds where the shared data is there, else one of the demo corpus.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
from pathlib import Path

RUNS = 15
SHARED = Path(os.environ.get("AUDIT_SHARED", "../shared"))
SEED = SHARED / "seeds" / "000_f1c2c4edad754501.txt"
LONG = SHARED / "seeds" / "003_a4ddc1122599151a.txt"
DEMO = Path("corpora/reservoir/machine.de.txt")
PEER = "import langdetect; langdetect.detect('Im Hafen freuten sich viele Leute über das Schiff.')"


def cpu_seconds(*arguments: str) -> float:
    """Median CPU seconds of running the interpreter with these arguments."""
    times = []
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(times)


def main() -> None:
    """Measure and write the table."""
    article = SEED if SEED.exists() else DEMO
    rows = [
        ("an empty interpreter", ("-c", "pass"), None),
        ("`import audit`", ("-c", "import audit"), 0.05),
        ("`audit --help`", ("-m", "audit", "--help"), 0.15),
        ("langdetect alone, one sentence", ("-c", PEER), None),
        ("`audit run` on one article", ("-m", "audit", "run", str(article)), 1.5),
        ("the same with `--format json`", ("-m", "audit", "run", str(article), "--format", "json"), 1.5),
    ]
    if LONG.exists():
        rows.append(("`audit run` on a page of 27,000 characters", ("-m", "audit", "run", str(LONG)), 1.5))
    lines = [
        "# Start-up",
        "",
        f"Made by `scripts/bench_startup.py`: CPU milliseconds of whole processes, median of {RUNS} runs, and the ratio to an",
        "empty interpreter in the same run.",
        "",
        "| what | CPU ms | ratio | reach |",
        "|---|---:|---:|---:|",
    ]
    base = cpu_seconds("-c", "pass")
    for name, arguments, reach in rows:
        seconds = cpu_seconds(*arguments)
        wanted = f"{reach * 1000:.0f}" if reach else "–"
        lines.append(f"| {name} | {seconds * 1000:.0f} | {seconds / base:.1f} | {wanted} |")
        print(lines[-1])
    Path("reports/startup.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
