"""The shared marked set: the goals of the design hold on it."""

import json
import subprocess
import sys

import pytest
from bench.claims import predict

from tests.claims.marked import SHARED

SET = SHARED / "bench" / "claims" / "dev"
pytestmark = pytest.mark.skipif(not SET.exists(), reason="../shared is not beside this checkout")


@pytest.fixture(scope="module")
def scores(tmp_path_factory):
    out = tmp_path_factory.mktemp("predictions")
    predict(SET, out)
    scorer, result = SET.parent / "score.py", out / "scores.json"
    subprocess.run(
        [sys.executable, str(scorer), str(SET), str(out), "--json", str(result)],
        check=True,
        capture_output=True,
    )
    return json.loads(result.read_text(encoding="utf-8"))


def test_finding_and_values(scores):
    assert scores["detection"]["F1"] >= 0.97
    assert scores["exact_span"]["F1"] >= 0.95
    assert scores["value"]["F1"] >= 0.95


def test_linking(scores):
    assert scores["link_accuracy_top1"] >= 0.92
    assert scores["false_link_rate_on_null"] <= 0.02


def test_contradictions(scores):
    assert scores["relation_errors"]["P"] >= 0.95
    assert scores["relation_errors"]["R"] >= 0.95
