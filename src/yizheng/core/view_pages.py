"""The pages of saved views: keep the present list under a name, rename it, share it, drop it."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from . import saved_views
from .access import may
from .errors import Refused
from .forms import RefusableForm
from .http import Request, redirect_to, respond
from .idempotency import once
from .listing import chosen, in_words, known_part
from .registers import Register
from .saved_views import SavedView


class ViewForm(RefusableForm, forms.Form):
    """A view's name, and whether colleagues see it."""

    name = forms.CharField(label="视图名称", max_length=30, help_text="例如：待审查的、本月到期的")
    is_shared = forms.BooleanField(
        label="同事也能用",
        required=False,
        help_text=SavedView._meta.get_field("is_shared").help_text,
    )


def views_context(request: Request, register: Register) -> dict[str, Any]:
    """The saved views above a list, and the way to keep the present one. 1 query."""
    if request.actor.user_id is None:
        return {"views": []}
    here = known_part(register, request.GET)
    address = register.url("list")
    views = list(saved_views.seen(register, request.actor))
    mine = [view for view in views if view.user_id == request.actor.user_id]
    is_new = here and all(view.query != here for view in views)
    return {
        "views": [
            (view, f"{address}?{view.query}", view.query == here, view not in mine)
            for view in views
        ],
        "save_view_url": f"{register.url('view-new')}?{here}" if is_new else "",
        "views_url": register.url("views") if mine else "",
    }


@require_safe
def views_page(request: Request, register: Register) -> HttpResponse:
    """The reader's own views of a list."""
    _know(request, register)
    address = register.url("list")
    views = [(view, f"{address}?{view.query}") for view in saved_views.own(register, request.actor)]
    context = {"register": register, "views": views}
    return respond(request, "records/views.html", "views", context)


@once
@require_http_methods(["GET", "POST"])
def new_view(request: Request, register: Register) -> HttpResponse:
    """Keep the list of this address."""
    _know(request, register)
    form = ViewForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            facts = {"query": request.GET.urlencode(), **form.cleaned_data}
            view = saved_views.save(register, by=request.actor, **facts)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"已保存视图“{view}”")
            return redirect_to(request, f"{register.url('list')}?{view.query}")
    filters, _ = chosen(register, request.GET, request.actor)
    words = in_words(register, filters, request.GET)
    return _form_page(request, register, form, {"words": words})


@once
@require_http_methods(["GET", "POST"])
def edit_view(request: Request, register: Register, pk: int) -> HttpResponse:
    """Rename one's view, share it or no longer."""
    view = _find(request, register, pk)
    facts = {"name": view.name, "is_shared": view.is_shared}
    form = ViewForm(request.POST if request.method == "POST" else None, initial=facts)
    if form.is_valid():
        said = request.POST.get("version", "")
        version = int(said) if said.isdecimal() and len(said) < 10 else view.version
        try:
            saved_views.change(view, by=request.actor, version=version, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "已保存修改")
            return redirect_to(request, register.url("views"))
    return _form_page(request, register, form, {"view": view})


@require_POST
def remove_view(request: Request, register: Register, pk: int) -> HttpResponse:
    """Drop one's view."""
    view = _find(request, register, pk)
    saved_views.remove(view, by=request.actor)
    messages.success(request, f"已删除视图“{view.name}”")
    return redirect_to(request, register.url("views"))


def _know(request: Request, register: Register) -> None:
    if request.actor.user_id is None or not may(request.actor, register.view):
        raise Http404(register.slug)


def _find(request: Request, register: Register, pk: int) -> SavedView:
    """One's own view; others' do not exist, shared or not."""
    _know(request, register)
    return get_object_or_404(saved_views.own(register, request.actor), pk=pk)


def _form_page(
    request: Request, register: Register, form: ViewForm, about: dict[str, Any]
) -> HttpResponse:
    context = {
        "register": register,
        "form": form,
        "idempotency_key": request.POST.get("idempotency_key") or uuid.uuid4().hex,
        **about,
    }
    status = 422 if form.errors else 200
    return respond(request, "records/view_form.html", "form", context, status=status)
