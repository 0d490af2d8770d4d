"""A person's own account: roles held, who acts for whom, and keys to the API."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yizheng.accounts import permissions, selectors, services
from yizheng.accounts.forms import TokenForm
from yizheng.accounts.models import User
from yizheng.core.access import can
from yizheng.core.errors import Refused
from yizheng.core.http import Request

PAGE = "accounts/own.html"


@login_required
@require_http_methods(["GET", "POST"])
def own(request: Request) -> HttpResponse:
    """The person's own page; posting makes a token, whose text stands on this answer only."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    text = ""
    if form.is_valid():
        try:
            _, text = services.issue_token(by=request.actor, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            form = TokenForm()
    user = cast(User, request.user)
    given = list(selectors.assistance_of(user, request.actor))
    context = {
        "form": form,
        "text": text,
        "tokens": selectors.own_tokens(request.actor),
        "roles": selectors.roles_of(request.actor),
        "assistants": [one for one in given if one.member_id == user.pk],
        "members": [one for one in given if one.assistant_id == user.pk],
        "may_give": can(request.actor, permissions.give_assistance, user),
        "today": timezone.localdate(),
    }
    return render(request, PAGE, context, status=422 if form.errors else 200)


@login_required
@require_POST
def revoke(request: Request, pk: int) -> HttpResponse:
    """End one of the person's tokens."""
    token = get_object_or_404(selectors.own_tokens(request.actor), pk=pk)
    try:
        services.revoke_token(token, by=request.actor)
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"已停用令牌“{token.name}”")
    return redirect("accounts:own")
