"""What the pages of a report and of a bulletin show beside their facts."""

from datetime import date
from typing import Any

from django.urls import reverse

from yizheng.core.access import can, may, restrict
from yizheng.core.actors import Actor
from yizheng.core.differences import differences
from yizheng.core.registers import Panel, Step
from yizheng.instructions import selectors as instructions

from . import permissions, selectors
from .models import Bulletin, Forwarding, OpinionReport
from .states import IN_USE, UNSETTLED, AdoptionLevel, State

# What comes next, while it is not known what becomes of a report.
NEXT = {
    State.RECEIVED: "研究室正在看，看后编辑或者留存",
    State.EDITED: "已经编辑，等待签发",
    State.WITHDRAWN: "反映人已撤回",
}


def _text(report: OpinionReport, actor: Actor) -> dict[str, Any]:
    """The original and, once compiled, what was changed in it. No query beyond the right."""
    changes = differences(report.original, report.edited) if report.edited else []
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


def _way(report: OpinionReport, actor: Actor) -> dict[str, Any]:
    """How far it is, in plain words, for its reporter above all. 5 queries at most."""
    steps = [Step("收到", report.received_on)]
    if report.state == State.JOINED:
        return {"steps": [*steps, Step("并入同一件事的另一篇", None, str(report.joined_to))]}
    if report.state == State.KEPT:
        return {"steps": [*steps, Step("留存，没有编报", report.kept_on, report.kept_reason)]}
    if report.state != State.COMPILED:
        return {"steps": steps, "next": NEXT[State(report.state)]}
    steps.append(Step("编辑、签发", report.compiled_on))
    issues = list(selectors.issues_of(report))
    for issue in issues:
        label = f"编入{issue.get_series_display()}{issue.printed_number}"
        steps.append(Step(label, issue.sent_on, "已撤回" if issue.withdrawn_on else ""))
    steps += [
        Step(f"{row.organ}{row.get_mode_display()}", row.adopted_on)
        for row in selectors.adoptions_of(report)
    ]
    for given in selectors.forwardings_of(report):
        steps.append(Step(f"转送{given.unit}", given.forwarded_on))
        if given.answered_on:
            steps.append(Step(f"{given.unit}反馈", given.answered_on, given.answer))
    steps += instructions.steps_on([report, *issues])
    steps.sort(key=lambda step: step.on or date.max)
    return {"steps": steps}


def _joined(report: OpinionReport, actor: Actor) -> dict[str, Any] | None:
    """Other reports on the same matter that go on with this one, as far as one may see them."""
    rows = restrict(selectors.joined_to(report), permissions.view, actor)
    found = [(row, reverse("opinions:reports-detail", args=[row.pk])) for row in rows]
    return {"rows": found} if found else None


def _similar(report: OpinionReport, actor: Actor) -> dict[str, Any] | None:
    """Where earlier reports like it are asked for, while it can still go on with one. No query."""
    if report.state not in UNSETTLED or not may(actor, permissions.keep):
        return None
    return {"url": reverse("opinions:similar", args=[report.pk])}


def _forwardings(report: OpinionReport, actor: Actor) -> dict[str, Any] | None:
    """The units it was forwarded to, and the way to forward it. 2 queries at most."""
    rows = restrict(selectors.forwardings_of(report), permissions.view_forwarding, actor)
    found = [(row, reverse("opinions:forwardings-detail", args=[row.pk])) for row in rows]
    adds = may(actor, permissions.keep) and report.state in IN_USE
    new_url = f"{reverse('opinions:forwardings-new')}?report={report.pk}" if adds else ""
    return {"rows": found, "new_url": new_url} if found or new_url else None


def _forwarded(forwarding: Forwarding, _actor: Actor) -> dict[str, Any]:
    """What the unit is given to read: the text that went out, or came in; never who said it."""
    report = forwarding.report
    return {"title": str(report), "text": report.edited or report.original}


def _reports(bulletin: Bulletin, actor: Actor) -> dict[str, Any]:
    """The reports an issue carries, as far as the reader may see them. 1 query."""
    found = bulletin.reports.select_related("reporter", "informant")
    rows = restrict(found, permissions.view, actor)
    return {
        "rows": [(row, reverse("opinions:reports-detail", args=[row.pk])) for row in rows],
        "digest": bulletin.digest,
        "file_url": reverse("opinions:bulletin-file", args=[bulletin.pk]),
    }


WAY = Panel("办到哪一步", "records/_way.html", _way, first=True)
JOINED = Panel("同一件事的其他信息", "opinions/_joined.html", _joined)
SIMILAR = Panel("可能是同一件事的信息", "opinions/_similar_later.html", _similar, first=True)
FORWARDINGS = Panel("转送", "opinions/_forwardings.html", _forwardings)
FORWARDED = Panel("转送的信息", "opinions/_forwarded.html", _forwarded, first=True)
TEXT = Panel("原稿和编报稿", "opinions/_text.html", _text)
ADOPTIONS = Panel("刊用和采用", "opinions/_adoptions.html", _adoptions)
REPORTS = Panel("编入的信息", "opinions/_reports.html", _reports)
