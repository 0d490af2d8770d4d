"""One part of a benchmark at several sizes, each in a process and a database of its own."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path


def measured(part: str, size: int) -> dict[str, float]:
    """What `parts/<part>` printed with `size`: seconds by name, a line each, parted by a tab.

    Its database is in a folder that is thrown away.
    """
    script = Path(__file__).parent / part
    with tempfile.TemporaryDirectory(prefix="yizheng-bench-") as folder:
        answer = subprocess.run(
            [sys.executable, str(script), str(size)],
            env=os.environ | {"YIZHENG_DATA": folder},
            check=True,
            capture_output=True,
            text=True,
        )
    lines = [line.rpartition("\t") for line in answer.stdout.splitlines() if "\t" in line]
    return {name: float(seconds) for name, _, seconds in lines}
