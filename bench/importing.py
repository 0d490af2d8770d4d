"""A table of 50,000 people: read, checked, stored, checked again, taken back; beside 5,000.

Each size gets a database of its own in a folder that is thrown away. Reading the same file with
the spreadsheet reader alone is the measure beside it.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

SIZES = (5_000, 50_000)
PART = Path(__file__).parent / "parts" / "importing_steps.py"


def measured(size: int) -> dict[str, float]:
    """Seconds of each step with `size` lines, in a process and a database of its own."""
    with tempfile.TemporaryDirectory(prefix="yizheng-bench-") as folder:
        answer = subprocess.run(
            [sys.executable, str(PART), str(size)],
            env=os.environ | {"YIZHENG_DATA": folder},
            check=True,
            capture_output=True,
            text=True,
        )
    lines = [line.rpartition("\t") for line in answer.stdout.splitlines() if "\t" in line]
    return {name: float(seconds) for name, _, seconds in lines}


if __name__ == "__main__":
    small, large = (measured(size) for size in SIZES)
    alone = large["reader alone"]
    print(f"{'step':32}{SIZES[0]:>10,}{SIZES[1]:>10,}  growth  beside the reader alone")
    for name, seconds in small.items():
        long = large[name]
        growth, beside = long / seconds, long / alone
        print(f"{name:32}{seconds:>8.2f} s{long:>8.1f} s{growth:>7.1f}{beside:>9.1f}")
