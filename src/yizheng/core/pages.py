"""The pages every register has: list, record, form, removal, export. Find, ask, answer."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from . import exports
from .access import can, may
from .bulk_pages import bulk_context, bulk_page, run_page
from .errors import Refused, Stale
from .forms import form_of, groups_of, move_form
from .http import Request, attached, redirect_to, respond
from .idempotency import once
from .listing import chosen, order_of, with_changes
from .paging import page_of
from .registers import REGISTERS, Column, Register, import_url
from .showing import record_context, rows_of
from .view_pages import edit_view, new_view, remove_view, views_context, views_page
from .workflow import Transition, offered, open_to

# More of a text is not looked at while somebody writes it.
MOST_CHARS = 20_000


def routes(register: Register) -> list[URLPattern]:
    """The addresses of a register's pages, named `slug-list`, `slug-detail` and so on."""
    slug = register.slug
    pages: dict[str, tuple[str, Callable[..., HttpResponse]]] = {
        "list": (f"{slug}/", list_page),
        "export": (f"{slug}/export.<str:form>", export),
        "views": (f"{slug}/views/", views_page),
        "view-new": (f"{slug}/views/new/", new_view),
        "view-edit": (f"{slug}/views/<int:pk>/", edit_view),
        "view-remove": (f"{slug}/views/<int:pk>/remove/", remove_view),
        "detail": (f"{slug}/<int:pk>/", detail_page),
    }
    if register.groups:
        pages |= {
            "new": (f"{slug}/new/", new_page),
            "edit": (f"{slug}/<int:pk>/edit/", edit_page),
            "remove": (f"{slug}/<int:pk>/remove/", remove_page),
        }
    if register.advise:
        pages["advise"] = (f"{slug}/advise/", advise_page)
    if offered(register.model):
        pages["move"] = (f"{slug}/<int:pk>/moves/<str:key>/", move_page)
    if register.bulk:
        pages["bulk"] = (f"{slug}/bulk/", bulk_page)
        pages["bulk-run"] = (f"{slug}/bulk/<int:pk>/", run_page)
    return [
        path(address, login_required(view), {"register": register}, name=f"{slug}-{name}")
        for name, (address, view) in pages.items()
    ]


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading: its label and, when it can be sorted by, the address that does so."""

    column: Column
    url: str
    direction: str


@require_safe
def list_page(request: Request, register: Register) -> HttpResponse:
    """The records a reader may see, filtered, sorted, a page at a time."""
    _know(request, register)
    filters, rows = chosen(register, request.GET, request.actor)
    order = order_of(register, request.GET)
    page = page_of(register.joined(rows), order=order, cursor=request.GET.get("after", ""))
    context = {
        "register": register,
        "filters": filters,
        "headings": [_heading(request, column, order) for column in register.list_columns],
        "rows": rows_of(register, page.rows),
        "page": page,
        "previous_url": with_changes(request.GET, after=page.previous) if page.previous else "",
        "next_url": with_changes(request.GET, after=page.next) if page.next else "",
        "export_urls": [
            (label, register_url_with(request.GET, register, form))
            for label, form in (("Excel 表格", "xlsx"), ("CSV 文件", "csv"))
        ],
        "new_url": register.new_url(request.actor),
        "import_url": import_url(register, request.actor),
        **bulk_context(request, register, page.count),
        **views_context(request, register),
    }
    return respond(request, "records/list.html", "table", context)


@require_safe
def export(request: Request, register: Register, form: str) -> HttpResponse:
    """All records of the filtered list, in every column, as CSV or Excel."""
    _know(request, register)
    makers = {"csv": (exports.as_csv, exports.CSV), "xlsx": (exports.as_xlsx, exports.XLSX)}
    if form not in makers:
        raise Http404(form)
    make, kind = makers[form]
    _, rows = chosen(register, request.GET, request.actor)
    order = order_of(register, request.GET)
    found = register.whole(rows).order_by(order, "pk")
    content = make(register, found.iterator(chunk_size=exports.AT_A_TIME))
    return attached(content, kind, f"{register.label}.{form}")


@require_safe
def detail_page(request: Request, register: Register, pk: int) -> HttpResponse:
    """One record: its facts, what can be done, what it is linked with, what happened to it."""
    record = _find(request, register, pk)
    return respond(request, "records/detail.html", "record", record_context(record, request.actor))


@once
@require_http_methods(["GET", "POST"])
def new_page(request: Request, register: Register) -> HttpResponse:
    """Enter a record. What was typed stays in the form when it is refused."""
    if not register.may_enter(request.actor):
        raise Http404(register.slug)
    parent = parent_of(request, register)
    initial = {name: request.GET[name] for name in request.GET if name in _typed(register)}
    form = form_of(register, data=_posted(request), initial=initial)
    if form.is_valid():
        try:
            facts = form.cleaned_data | ({register.parent: parent} if parent else {})
            record = register.create(by=request.actor, facts=facts)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"已登记{register.label}")
            return to_record(request, register, record)
    return _form_page(request, register, form, None, parent=parent)


@once
@require_http_methods(["GET", "POST"])
def edit_page(request: Request, register: Register, pk: int) -> HttpResponse:
    """Change a record. An edit of something older than what is stored answers 409 with both."""
    record = _find(request, register, pk)
    if register.enter is None or not can(request.actor, register.enter, record):
        raise Http404(register.slug)
    form = form_of(register, data=_posted(request), record=record)
    if form.is_valid():
        version = version_read(request, record)
        try:
            facts = form.cleaned_data
            record = register.revise(record, by=request.actor, facts=facts, version=version)
        except Stale as stale:
            stored = register.model._base_manager.get(pk=pk)
            return _form_page(request, register, form, stored, conflict=stale)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "已保存修改")
            return to_record(request, register, record)
    return _form_page(request, register, form, record)


@require_POST
def advise_page(request: Request, register: Register) -> HttpResponse:
    """What to look at again in the form as it stands. Stores nothing."""
    if register.advise is None or register.enter is None or not may(request.actor, register.enter):
        raise Http404(register.slug)
    typed = {name: request.POST.get(name, "")[:MOST_CHARS] for name in _typed(register)}
    return respond(request, "records/advice.html", "advice", {"found": register.advise(typed)})


@once
@require_http_methods(["GET", "POST"])
def remove_page(request: Request, register: Register, pk: int) -> HttpResponse:
    """Take back a record entered by mistake, with the reason."""
    record = _find(request, register, pk)
    if register.enter is None or not can(request.actor, register.enter, record):
        raise Http404(register.slug)
    form = RemoveForm(_posted(request))
    if form.is_valid():
        reason, version = form.cleaned_data["reason"], version_read(request, record)
        try:
            register.remove(record, by=request.actor, reason=reason, version=version)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"已撤销这条{register.label}，原内容留在办理记录中")
            return redirect_to(request, register.url("list"))
    context = {"register": register, "record": record, "form": form, **form_keys(record)}
    status = 422 if form.errors else 200
    return respond(request, "records/remove.html", "form", context, status=status)


@once
@require_http_methods(["GET", "POST"])
def move_page(request: Request, register: Register, pk: int, key: str) -> HttpResponse:
    """Perform one transition. 404 when it is not open to this reader now.

    What is sent off after somebody else moved the record is refused in its form, and stays in it.
    """
    record = _find(request, register, pk)
    posted = request.method == "POST"
    moves = _allowed(request, record) if posted else open_to(request.actor, record)
    step = next((move for move in moves if move.key == key), None)
    if step is None:
        raise Http404(key)
    said = {name: request.GET[name] for name in request.GET if name in step.inputs}
    form = move_form(step)(_posted(request), initial=said)
    if form.is_valid():
        try:
            version = version_read(request, record)
            facts = form.cleaned_data
            record = step.perform(record, by=request.actor, version=version, **facts)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"已{step.label}")
            return to_record(request, register, record)
    context = {
        "register": register,
        "record": record,
        "move": step,
        "form": form,
        **form_keys(record),
    }
    status = 422 if form.errors else 200
    return respond(request, "records/move.html", "form", context, status=status)


def _allowed(request: Request, record: Any) -> list[Transition]:
    """The moves the reader may make on the record in some state."""
    rights = [(move, move.right) for move in offered(type(record))]
    return [move for move, right in rights if right and can(request.actor, right, record)]


class RemoveForm(forms.Form):
    """Why a record is taken back."""

    reason = forms.CharField(
        label="撤销的原因",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=200,
        help_text="例如：与另一条重复。原因和原内容都会留在办理记录中。",
    )

    def refuse(self, refusal: Refused) -> None:
        """Show a refusal at its field."""
        self.add_error(refusal.field if refusal.field in self.fields else None, refusal.message)


def to_record(request: Request, register: Register, record: Any) -> HttpResponse:
    """Go to a record's page after a write."""
    return redirect_to(request, register.url("detail", record.pk))


def register_url_with(query: QueryDict, register: Register, form: str) -> str:
    """The address of an export with the list's filters."""
    kept = query.copy()
    kept.pop("after", None)
    address = register.url("list") + f"export.{form}"
    return f"{address}?{kept.urlencode()}" if kept else address


def _know(request: Request, register: Register) -> None:
    """A register nobody may show this reader does not exist for him."""
    if not may(request.actor, register.view):
        raise Http404(register.slug)


def _find(request: Request, register: Register, pk: int) -> Any:
    return get_object_or_404(register.rows(request.actor), pk=pk)


def parent_of(request: Request, register: Register) -> Any:
    """The record that the address names as the one a new record hangs on; 404 without it."""
    parents = register.parents(request.actor)
    if parents is None:
        return None
    said = request.GET.get(register.parent, "")
    pk = int(said) if said.isdecimal() and len(said) < 10 else 0
    return get_object_or_404(parents, pk=pk)


def _heading(request: Request, column: Column, order: str) -> Heading:
    if not column.sort:
        return Heading(column, "", "")
    direction = ""
    if order.lstrip("-") == column.sort:
        direction = "descending" if order.startswith("-") else "ascending"
    turned = f"-{column.sort}" if direction == "ascending" else column.sort
    return Heading(column, with_changes(request.GET, sort=turned, after=""), direction)


def _typed(register: Register) -> set[str]:
    return {name for group in register.groups for name in group.fields}


def _posted(request: Request) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def version_read(request: Request, record: Any) -> int:
    said = request.POST.get("version", "")
    return int(said) if said.isdecimal() and len(said) < 10 else record.version


def form_keys(record: Any) -> dict[str, Any]:
    """What every form carries: a key under which it is stored once, and the version read."""
    return {"idempotency_key": uuid.uuid4().hex, "version": record.version if record else ""}


def _form_page(
    request: Request,
    register: Register,
    form: Any,
    record: Any,
    *,
    conflict: Stale | None = None,
    parent: Any = None,
) -> HttpResponse:
    keys = form_keys(record)
    if request.method == "POST" and not conflict:
        keys["idempotency_key"] = request.POST.get("idempotency_key") or keys["idempotency_key"]
        keys["version"] = request.POST.get("version", keys["version"])
    context = {
        "register": register,
        "record": record,
        "form": form,
        "groups": groups_of(register, form),
        "parent": (REGISTERS[parent._meta.label_lower], parent) if parent else None,
        "conflict": conflict,
        "stored": differences(form, record) if conflict else [],
        "advise_url": register.url("advise") if register.advise else "",
        **keys,
    }
    status = 409 if conflict else 422 if form.errors else 200
    return respond(request, "records/form.html", "form", context, status=status)


def differences(form: Any, stored: Any) -> list[tuple[str, str, str]]:
    """Where the stored record and the typed form differ: `(label, stored, typed)`."""
    register = REGISTERS[stored._meta.label_lower]
    fresh = form_of(register, record=stored)
    pairs = []
    for name in form.fields:
        kept, typed = fresh[name].value(), form[name].value()
        if str(kept or "") != str(typed or ""):
            pairs.append((str(form.fields[name].label), str(kept or ""), str(typed or "")))
    return pairs
