"""What the pages of a report and of a bulletin show beside their facts."""

from typing import Any

from django.urls import reverse

from yizheng.core.access import can, may, restrict
from yizheng.core.actors import Actor
from yizheng.core.registers import Panel

from . import permissions, selectors
from .models import Bulletin, OpinionReport
from .states import AdoptionLevel, State


def _text(report: OpinionReport, actor: Actor) -> dict[str, Any]:
    """The original and, once compiled, what was changed in it. No query beyond the right."""
    changes = selectors.differences(report.original, report.edited) if report.edited else []
    may_edit = can(actor, permissions.write, report) and not can(actor, permissions.enter, report)
    edit_url = reverse("opinions:mine-edit", args=[report.pk]) if may_edit else ""
    return {"report": report, "changes": changes, "edit_url": edit_url}


def _adoptions(report: OpinionReport, actor: Actor) -> dict[str, Any] | None:
    """Issues that carry it and organs that took it up. 2-3 queries."""
    if report.state != State.COMPILED:
        return None
    issues = list(selectors.issues_of(report))
    open_to_reader = may(actor, permissions.view_bulletin)
    adoptions = list(selectors.adoptions_of(report))
    levels = [
        (level.label, sum(row.level == level for row in adoptions)) for level in AdoptionLevel
    ]
    add_url = reverse("opinions:adoptions-new") + f"?report={report.pk}"
    return {
        "issues": [
            (row, reverse("opinions:bulletins-detail", args=[row.pk]) if open_to_reader else "")
            for row in issues
        ],
        "levels": [(label, count) for label, count in levels if count],
        "add_url": add_url if may(actor, permissions.keep) else "",
    }


def _reports(bulletin: Bulletin, actor: Actor) -> dict[str, Any]:
    """The reports an issue carries, as far as the reader may see them. 1 query."""
    rows = restrict(bulletin.reports.select_related("reporter"), permissions.view, actor)
    return {
        "rows": [(row, reverse("opinions:reports-detail", args=[row.pk])) for row in rows],
    }


TEXT = Panel("原稿和编报稿", "opinions/_text.html", _text)
ADOPTIONS = Panel("刊用和采用", "opinions/_adoptions.html", _adoptions)
REPORTS = Panel("编入的信息", "opinions/_reports.html", _reports)
