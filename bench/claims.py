"""Measure `yizheng.claims` on a marked set, and its speed.

.venv/bin/python bench/claims.py [SET]      scores of score.py; SET is ../shared/bench/claims/dev
.venv/bin/python bench/claims.py --speed    characters a second, and the ratio to a bare regex
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from yizheng.claims import Claim, Relation, read, shipped  # noqa: E402

DEFAULT = ROOT.parent / "shared" / "bench" / "claims" / "dev"
ROLES = {"rate": ("part", "whole"), "growth": ("now", "before"), "subset": ("whole",)}
BARE = re.compile(r"\d+(?:\.\d+)?%?")


def claim_line(claim: Claim) -> dict[str, object]:
    """One claim as the scorer reads it."""
    return {
        "start": claim.start,
        "end": claim.end,
        "value": number(claim.value),
        "low": number(claim.low),
        "high": number(claim.high),
        "unit": claim.unit,
        "indicator": claim.indicator,
        "period": claim.period,
    }


def relation_line(doc: str, relation: Relation) -> dict[str, object]:
    """One relation as the scorer reads it."""
    spans = [[claim.start, claim.end] for claim in relation.claims]
    return {"doc": doc, "kind": relation.kind, "holds": relation.holds, "spans": spans}


def number(value: Decimal | None) -> float | None:
    """A value as JSON has it."""
    return None if value is None else float(value)


def predict(folder: Path, out: Path) -> None:
    """Read every text of a set and write what was found."""
    terms = shipped()
    relations = []
    for source in sorted(folder.glob("*.txt")):
        reading = read(source.read_text(encoding="utf-8"), terms)
        lines = [json.dumps(claim_line(c), ensure_ascii=False) for c in reading.claims]
        (out / f"{source.stem}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        relations += [relation_line(source.stem, r) for r in reading.relations]
    text = "\n".join(json.dumps(r, ensure_ascii=False) for r in relations)
    (out / "relations.jsonl").write_text(text + "\n", encoding="utf-8")


def score(folder: Path, errors: int) -> int:
    """Predict and run the scorer of the set."""
    scorer = folder.parent / "score.py"
    if not scorer.exists():
        print(f"no scorer beside {folder}: nothing is scored", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory() as out:
        predict(folder, Path(out))
        command = [sys.executable, str(scorer), str(folder), out, "--errors", str(errors)]
        return subprocess.run(command, check=False).returncode


def speed(folder: Path) -> int:
    """Characters a second with the shipped terms, beside a bare regex on the same text."""
    sources = sorted(folder.glob("*.txt")) or sorted((ROOT / "tests/claims/passages").glob("*.txt"))
    text = "\n".join(source.read_text(encoding="utf-8") for source in sources)
    text *= max(1, 200_000 // len(text))
    terms = shipped()
    read(text[:1000], terms)
    ours = min(_seconds(lambda: read(text, terms)) for _ in range(3))
    bare = min(_seconds(lambda: BARE.findall(text)) for _ in range(3))
    print(f"{len(text)} characters: {len(text) / ours:,.0f} a second")
    print(f"bare regex: {len(text) / bare:,.0f} a second; ratio {ours / bare:.0f}")
    return 0


def _seconds(work: object) -> float:
    begin = time.process_time()
    work()  # type: ignore[operator]
    return time.process_time() - begin


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    result = 0 if options.speed else score(options.set, options.errors)
    return result or speed(options.set)


if __name__ == "__main__":
    sys.exit(main())
