"""How a filtered list of proposals and one proposal's page grow: 100,000 records beside 1,000.

Each size gets a database of its own in a folder that is thrown away. Printed are medians of whole
requests through the test client, signed in as the proposal committee's staff, and their ratio.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

SIZES = (1_000, 100_000)
PART = Path(__file__).parent / "parts" / "proposal_pages.py"


def measured(size: int) -> dict[str, float]:
    """Seconds of each page with `size` proposals, in a process and a database of its own."""
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
    print(f"{'page':32}{SIZES[0]:>10,}{SIZES[1]:>10,}  ratio")
    for name, seconds in small.items():
        ratio = large[name] / seconds
        print(f"{name:32}{seconds:>8.3f} s{large[name]:>8.3f} s  {ratio:.1f}")
