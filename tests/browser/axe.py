"""Accessibility and policy checks of a page in Chromium, for every app's browser tests."""

from pathlib import Path

import pytest

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (tags) => {
  const found = await axe.run(document, { runOnly: { type: "tag", values: tags } });
  return found.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")} — ${node.failureSummary}`));
}"""


def violations(page, rules=RULES):
    """What axe finds wrong on the page as it is now, one line a node; empty when all is well.

    The page's policy forbids foreign scripts, so axe comes in through the debugging protocol.
    """
    if not AXE.exists():
        pytest.skip(f"no axe-core at {AXE}: run ./run setup")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate(RUN, rules)


def watch(page):
    """Collect what the page complains about: errors of scripts, refused styles, failed requests."""
    complaints = []
    page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    page.on(
        "console",
        lambda message: message.type in ("error", "warning") and complaints.append(message.text),
    )
    return complaints


def sideways(page):
    """How many pixels the page can be scrolled sideways; 0 on a page that fits."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
