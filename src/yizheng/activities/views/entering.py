"""Lists by row of work, and entering an activity: its kind first, its number suggested."""

from dataclasses import replace
from itertools import groupby
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from yizheng.activities import ordinals
from yizheng.activities.models import ActivityKind
from yizheng.activities.registers import ACTIVITIES
from yizheng.activities.states import KindGroup, Series
from yizheng.core import pages
from yizheng.core.http import Request, respond


@login_required
@require_safe
def list_page(
    request: Request, *, group: str = "", section: str = "", label: str = ""
) -> HttpResponse:
    """The register's list, of one row of work at first; missing numbers of meetings are told."""
    register = ACTIVITIES
    if group:
        register = replace(ACTIVITIES, section=section, label=label)
        asked = request.GET.copy()
        asked.setdefault("kind__group", group)
        request.GET = cast(Any, asked)
    is_page = not request.headers.get("HX-Request")
    if is_page and group in ("", KindGroup.MEETING) and ACTIVITIES.may_enter(request.actor):
        for sentence in ordinals.gap_sentences(on=localdate()):
            messages.warning(request, sentence)
    return pages.list_page(request, register)


@login_required
@require_http_methods(["GET", "POST"])
def new_page(request: Request) -> HttpResponse:
    """Choose a kind; the form then opens with the kind filled in, and the next number."""
    if not ACTIVITIES.may_enter(request.actor):
        raise Http404(ACTIVITIES.slug)
    if request.method == "POST" or request.GET.get("kind"):
        return pages.new_page(request, ACTIVITIES)
    kinds = ActivityKind.offered().order_by("order", "pk")
    suggested = {
        series: ordinals.suggested(series, on=localdate()) for series in Series.values if series
    }
    by_group = sorted(kinds, key=lambda kind: KindGroup.values.index(kind.group))
    groups = [
        (KindGroup(group).label, [(kind, _address(kind, suggested)) for kind in members])
        for group, members in groupby(by_group, key=lambda kind: kind.group)
    ]
    context = {"register": ACTIVITIES, "groups": groups}
    return respond(request, "activities/choose.html", "kinds", context)


def _address(kind: ActivityKind, suggested: dict[str, int | None]) -> str:
    query = QueryDict(mutable=True)
    query["kind"] = str(kind.pk)
    if ordinal := suggested.get(kind.series):
        query["ordinal"] = str(ordinal)
    return f"?{query.urlencode()}"
