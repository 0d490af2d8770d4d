"""The officers' pages: accounts for the system officer, roles for the security officer."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yizheng.accounts import permissions, selectors, services
from yizheng.accounts.forms import RoleForm, account_form
from yizheng.accounts.models import User
from yizheng.accounts.roles import Role
from yizheng.core.access import can, may
from yizheng.core.errors import Refused
from yizheng.core.http import Request, respond
from yizheng.core.paging import page_of


@login_required
@require_safe
def list_accounts(request: Request) -> HttpResponse:
    """The committee's accounts, found by name."""
    _know(request, permissions.view)
    words = request.GET.get("q", "").strip()
    rows = selectors.accounts(request.actor, words)
    page = page_of(rows, order="username", cursor=request.GET.get("after", ""))
    context = {
        "page": page,
        "words": words,
        "may_open": may(request.actor, permissions.keep),
    }
    return respond(request, "accounts/list.html", "table", context)


@login_required
@require_http_methods(["GET", "POST"])
def open_account(request: Request) -> HttpResponse:
    """A new account with a one-time password, which is on this answer and never again."""
    _know(request, permissions.keep)
    form = account_form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        facts, password = form.cleaned_data, services.one_time_password()
        try:
            user = services.open_account(
                facts["username"],
                by=request.actor,
                name=facts["name"],
                committee_id=request.actor.committee_id or 0,
                person_id=getattr(facts["person"], "pk", None),
                unit_id=getattr(facts["unit"], "pk", None),
                password=password,
                must_change_password=True,
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return render(request, "accounts/password.html", {"account": user, "text": password})
    status = 422 if form.errors else 200
    return render(request, "accounts/new.html", {"form": form}, status=status)


@login_required
@require_safe
def show_account(request: Request, pk: int) -> HttpResponse:
    """One account: its roles, what the officer can do with it."""
    return _page(request, _find(request, pk), RoleForm())


@login_required
@require_POST
def reset_password(request: Request, pk: int) -> HttpResponse:
    """A one-time password for somebody who lost his, shown on this answer only."""
    user = _find(request, pk)
    try:
        text = services.reset_password(user, by=request.actor)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("accounts:account", pk)
    return render(request, "accounts/password.html", {"account": user, "text": text})


@login_required
@require_POST
def disable(request: Request, pk: int) -> HttpResponse:
    """Close an account."""
    return _do(request, pk, services.disable_account, "已停用")


@login_required
@require_POST
def enable(request: Request, pk: int) -> HttpResponse:
    """Open a closed account again."""
    return _do(request, pk, services.enable_account, "已恢复")


@login_required
@require_POST
def grant(request: Request, pk: int) -> HttpResponse:
    """Give a role."""
    user, form = _find(request, pk), RoleForm(request.POST)
    if form.is_valid():
        try:
            services.grant_role(user, by=request.actor, role=form.cleaned_data["role"])
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"已授予“{form.cleaned_data['role'].label}”")
            return redirect("accounts:account", pk)
    return _page(request, user, form)


@login_required
@require_POST
def revoke(request: Request, pk: int, role: str) -> HttpResponse:
    """Take a role back."""
    if role not in Role.values:
        raise Http404(role)
    return _do(request, pk, services.revoke_role, "已收回角色", role=Role(role))


def _do(
    request: Request, pk: int, act: Callable[..., Any], done: str, **facts: Any
) -> HttpResponse:
    user = _find(request, pk)
    try:
        act(user, by=request.actor, **facts)
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"{done}：{user}")
    return redirect("accounts:account", pk)


def _page(request: Request, user: User, form: RoleForm) -> HttpResponse:
    actor, others = request.actor, user.pk != request.actor.user_id
    context = {
        "account": user,
        "form": form,
        "may_keep": others and can(actor, permissions.keep, user),
        "may_give": others and can(actor, permissions.give_roles, user),
        "assistance": selectors.assistance_of(user, actor),
        "may_name": can(actor, permissions.give_assistance, user),
    }
    return render(request, "accounts/account.html", context, status=422 if form.errors else 200)


def _know(request: Request, right: Any) -> None:
    if not may(request.actor, right):
        raise Http404


def _find(request: Request, pk: int) -> User:
    return get_object_or_404(selectors.accounts(request.actor), pk=pk)
