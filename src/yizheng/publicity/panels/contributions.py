"""A contribution's way, its words and what was changed in them; what a call is about."""

from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from yizheng.core.access import can, may
from yizheng.core.actors import Actor
from yizheng.core.differences import differences
from yizheng.core.registers import Panel, Step
from yizheng.publicity import permissions, selectors
from yizheng.publicity.models import Contribution, ContributionCall
from yizheng.publicity.states import ContributionState

# What comes next, while it is not known what becomes of it.
NEXT = {
    ContributionState.SUBMITTED: "等编辑部初审",
    ContributionState.REVIEWED: "已经初审，等另一位同志决定采用不采用",
    ContributionState.RETURNED: "请改好以后再次提交",
    ContributionState.ACCEPTED: "等编入图书或会刊",
}


def _way(contribution: Contribution, actor: Actor) -> dict[str, Any]:
    """How far it is, in plain words, for its author above all. 3 queries at most."""
    steps = [Step("收到", contribution.submitted_on)]
    is_editor = may(actor, permissions.review) or may(actor, permissions.decide)
    state = ContributionState(contribution.state)
    if contribution.return_note:
        is_back = state == ContributionState.RETURNED
        label = "退回修改" if is_back else "曾经退回修改，已再次提交"
        steps.append(Step(label, None, contribution.return_note))
    if contribution.reviewed_on and state != ContributionState.RETURNED:
        steps.append(
            Step("初审", contribution.reviewed_on, contribution.opinion if is_editor else "")
        )
    if contribution.declined_on:
        reason = contribution.declined_reason
        steps.append(Step("决定不采用", contribution.declined_on, reason))
    if contribution.accepted_on:
        steps.append(Step("采用", contribution.accepted_on))
    entry = getattr(contribution, "entry", None)
    if entry and can(actor, permissions.view_entry, entry):
        out = entry.publication.published_on
        pages = f"第{entry.pages}页" if entry.pages else ""
        steps.append(Step(f"刊用于《{_bare(entry.publication.title)}》", out, pages))
    if state == ContributionState.WITHDRAWN:
        steps.append(Step("作者已撤回", None))
    # Editors have the button of every page; an author changes what he himself filled in.
    writes = can(actor, permissions.write, contribution)
    is_his = writes and not can(actor, permissions.enter, contribution)
    return {
        "steps": steps,
        "next": "" if entry else NEXT.get(state, ""),
        "edit_url": reverse("publicity:my-contributions-edit", args=[contribution.pk])
        if is_his
        else "",
        "is_back": state == ContributionState.RETURNED,
    }


def _bare(title: str) -> str:
    """A title without the marks it may already carry around a name."""
    return title.replace("《", "").replace("》", "")


def _text(contribution: Contribution, actor: Actor) -> dict[str, Any]:
    """The words as they stand, and what was changed since they came in. 1 query."""
    versions = selectors.versions_of(contribution)
    # Readers read; how it came about is for those who made it.
    made_it = contribution.author_id == actor.person_id or may(actor, permissions.review)
    earlier = versions[0] if made_it and len(versions) > 1 else None
    changes = differences(earlier.text, contribution.text) if earlier else []
    return {
        "contribution": contribution,
        "changes": [] if all(change.kind == "same" for change in changes) else changes,
        "versions": [
            (one, reverse("publicity:version", args=[contribution.pk, one.number]))
            for one in reversed(versions)
        ]
        if earlier
        else [],
    }


def _called(call: ContributionCall, actor: Actor) -> dict[str, Any]:
    """The way to answer it while it is open, and what came. 1 query."""
    is_open = call.opens_on <= localdate() <= call.closes_on
    edits = may(actor, permissions.review)
    slug = "contributions" if edits else "my-contributions"
    writes = may(actor, permissions.write) and (edits or is_open)
    given = f"?call={call.pk}&kind={call.kind}"
    counted = call.contributions.count() if edits else None
    return {
        "call": call,
        "is_open": is_open,
        "write_url": reverse(f"publicity:{slug}-new") + given if writes else "",
        "count": counted,
        "list_url": f"{reverse('publicity:contributions-list')}?call={call.pk}",
    }


WAY = Panel("办到哪一步", "publicity/_way.html", _way, first=True)
TEXT = Panel("正文", "publicity/_text.html", _text, first=True)
CALLED = Panel("投稿", "publicity/_called.html", _called, first=True)
