"""The audit officer's pages: the trail, found and taken away, and its verification."""

from types import SimpleNamespace
from typing import Any, cast

import django_filters
from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from yizheng.accounts import permissions
from yizheng.core import exports
from yizheng.core.access import may
from yizheng.core.history import Event
from yizheng.core.http import Request, respond
from yizheng.core.paging import page_of
from yizheng.core.registers import Register
from yizheng.desk import services
from yizheng.desk.selectors import trail

DATE = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
YES_NO = [("", "全部"), ("true", "是"), ("false", "否")]
MOST_EXPORTED = 20_000


class TrailFilters(django_filters.FilterSet):  # type: ignore[misc]
    """Who, which record, what, when, refused or not."""

    by_name = django_filters.CharFilter(label="经办人", method="named")
    record = django_filters.CharFilter(label="记录", lookup_expr="icontains")
    action = django_filters.CharFilter(label="事项", lookup_expr="icontains")
    first = django_filters.DateFilter(
        label="自", field_name="recorded_at", lookup_expr="date__gte", **DATE
    )
    last = django_filters.DateFilter(
        label="至", field_name="recorded_at", lookup_expr="date__lte", **DATE
    )
    refused = django_filters.TypedChoiceFilter(
        label="被拒绝", choices=YES_NO, coerce=lambda text: text == "true"
    )

    class Meta:
        model = Event
        fields: tuple[str, ...] = ()

    def named(self, rows: QuerySet[Event], _: str, words: str) -> QuerySet[Event]:
        """Who did it, or in whose name it was done."""
        return rows.filter(Q(by_name__icontains=words) | Q(on_behalf_of__name__icontains=words))


@login_required
@require_safe
def show_trail(request: Request) -> HttpResponse:
    """The trail, newest first, a page at a time."""
    filters, rows = _chosen(request)
    page = page_of(rows, order="-number", cursor=request.GET.get("after", ""))
    context = {
        "filters": filters,
        "lines": [(event, trail.verb_of(event)) for event in page.rows],
        "page": page,
        "head": trail.head(request.actor),
        "export_urls": _export_urls(request),
    }
    return respond(request, "desk/trail.html", "table", context)


@login_required
@require_safe
def export_trail(request: Request, form: str) -> HttpResponse:
    """The filtered trail as CSV or Excel, the newest entries first."""
    makers = {"csv": (exports.as_csv, exports.CSV), "xlsx": (exports.as_xlsx, exports.XLSX)}
    if form not in makers:
        raise Http404(form)
    make, kind = makers[form]
    _, rows = _chosen(request)
    sheet = SimpleNamespace(columns=trail.COLUMNS, label="审计记录")
    content = make(cast(Register, sheet), rows[:MOST_EXPORTED])
    name = f'attachment; filename="audit.{form}"'
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": name})


@login_required
@require_POST
def verify(request: Request) -> HttpResponse:
    """Start recomputing every digest; the answer is the job's page."""
    _know(request)
    return redirect("desk:job", services.start_verification(by=request.actor).pk)


def _know(request: Request) -> None:
    if not may(request.actor, permissions.read_trail):
        raise Http404


def _chosen(request: Request) -> tuple[Any, QuerySet[Event]]:
    _know(request)
    filters = TrailFilters(request.GET, queryset=trail.events(request.actor))
    rows = filters.qs if filters.is_valid() else Event.objects.none()
    return filters, rows


def _export_urls(request: Request) -> list[tuple[str, str]]:
    kept = request.GET.copy()
    kept.pop("after", None)
    query = f"?{kept.urlencode()}" if kept else ""
    formats = (("Excel 表格", "xlsx"), ("CSV 文件", "csv"))
    return [(label, f"export.{form}{query}") for label, form in formats]
