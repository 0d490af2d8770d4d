"""A result as people read it: every line with its points and the records behind them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from yizheng.core.access import may
from yizheng.core.actors import Actor
from yizheng.core.registers import Panel
from yizheng.duty import permissions
from yizheng.duty.models import Assessment
from yizheng.duty.selectors.assessing import compare
from yizheng.duty.selectors.file import pages_of

# Of what meets a minimum some are enough; the file has them all.
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Told:
    """One fact behind points."""

    title: str
    on: str
    url: str
    points: str = ""


def result_context(result: dict[str, Any], actor: Actor) -> dict[str, Any]:
    """A stored or computed result with the addresses of its records. 1 query a kind of record."""
    urls = pages_of((name for fact in _facts(result) for name in _names(fact)), actor)

    def told(fact: dict[str, Any], points: str = "") -> Told:
        url = next((urls[name] for name in _names(fact) if name in urls), "")
        return Told(fact["title"], fact["on"], url, points)

    blocks = [
        block
        | {
            "is_cut": block["raw"] != block["points"],
            "lines": [
                line
                | {
                    "is_cut": line["raw"] != line["points"],
                    "told": [told(one["fact"], one["points"]) for one in line["scored"]],
                }
                for line in block["lines"]
            ],
        }
        for block in result["blocks"]
    ]
    findings = [
        finding
        | {
            "told": [told(fact) for fact in finding["facts"][:SHOWN]],
            "more": max(len(finding["facts"]) - SHOWN, 0),
            "is_veto": kind == "vetoes",
        }
        for kind in ("minimums", "vetoes")
        for finding in result[kind]
    ]
    return {
        "result": result,
        "blocks": blocks,
        "findings": findings,
        "is_cut": result["raw"] != result["total"],
    }


def _facts(result: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for block in result["blocks"]:
        for line in block["lines"]:
            yield from (one["fact"] for one in line["scored"])
    for kind in ("minimums", "vetoes"):
        for finding in result[kind]:
            yield from finding["facts"]


def _names(fact: dict[str, Any]) -> tuple[str, str]:
    return fact["record"], fact["about"]


def _frozen(assessment: Assessment, actor: Actor) -> dict[str, Any]:
    """The result as frozen; for the office also how it compares with today. Some 60 queries."""
    context = result_context(assessment.result, actor)
    context |= {"assessment": assessment}
    context |= {"file_url": reverse("duty:file", args=[assessment.mandate_id])}
    if may(actor, permissions.assess):
        context |= {"compared": compare(assessment)}
    return context


RESULT = Panel("评价结果", "duty/_result.html", _frozen, first=True)
