"""The page of a call for topics: who may suggest where, and what came in."""

from collections import Counter
from typing import Any

from django.urls import reverse

from yizheng.consultations import permissions
from yizheng.consultations.models import PlanItem, TopicCall, TopicSuggestion
from yizheng.consultations.states import SuggestionState
from yizheng.core.access import may, restrict
from yizheng.core.actors import Actor
from yizheng.core.registers import Panel


def _call(call: TopicCall, actor: Actor) -> dict[str, Any]:
    """Part and whole of what came in, and the ways to suggest. 1 query."""
    rows = restrict(call.suggestions.all(), permissions.view_suggestion, actor)
    counted = Counter(rows.values_list("state", flat=True))
    keeps = may(actor, permissions.keep_topics)
    listed = f"{reverse('consultations:topics-list')}?call={call.pk}"
    tiles = [("收到建议", counted.total(), listed)]
    tiles += [(state.label, counted[state], f"{listed}&state={state}") for state in SuggestionState]
    may_suggest = may(actor, permissions.suggest) and (keeps or call.is_open())
    page = "topics-new" if keeps else "my-topics-new"
    return {
        "call": call,
        "tiles": tiles if keeps else [],
        "new_url": f"{reverse(f'consultations:{page}')}?call={call.pk}" if may_suggest else "",
        "new_label": "登记建议" if keeps else "我提议题",
        "public_url": reverse("consultations:public-topic", args=[call.committee.code, call.code])
        if call.is_public
        else "",
        "poster_url": reverse("consultations:poster", args=[call.pk])
        if call.is_public and keeps
        else "",
    }


def _sources(item: PlanItem, actor: Actor) -> dict[str, Any] | None:
    """The suggestions a topic comes from, as far as one may see them. 1 query."""
    rows = restrict(TopicSuggestion.objects.filter(item=item), permissions.view_suggestion, actor)
    found = [
        (row, reverse("consultations:topics-detail", args=[row.pk]))
        for row in rows.select_related("person")
    ]
    return {"rows": found} if found else None


CALL = Panel("征集", "consultations/_call.html", _call, first=True)
SOURCES = Panel("议题的来源", "consultations/_sources.html", _sources)
