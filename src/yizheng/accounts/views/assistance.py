"""Who acts for whom: given by the member or the security officer, used by the assistant."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from yizheng.accounts import permissions, selectors, services, sessions
from yizheng.accounts.forms import AssistanceForm
from yizheng.accounts.models import User
from yizheng.core.access import restrict
from yizheng.core.confirming import again, confirmed
from yizheng.core.errors import Refused, Unconfirmed
from yizheng.core.http import Request


@login_required
@require_http_methods(["GET", "POST"])
@confirmed
def give(request: Request, pk: int) -> HttpResponse:
    """Name an assistant for a member, after the password was given again."""
    members = restrict(User.objects.all(), permissions.give_assistance, request.actor)
    member = get_object_or_404(members, pk=pk)
    form = AssistanceForm(request.POST if request.method == "POST" else None, member=member)
    if form.is_valid():
        try:
            made = services.give_assistance(member, by=request.actor, **form.cleaned_data)
        except Unconfirmed:
            form.add_error(None, again(request))
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"已委托{made.assistant}代{made.member}办理")
            return _back(request, member.pk)
    context = {"form": form, "member": member}
    status = 422 if form.errors else 200
    return render(request, "accounts/assistance.html", context, status=status)


@login_required
@require_POST
def end(request: Request, pk: int) -> HttpResponse:
    """End it, by the member, the assistant or the security officer."""
    rows = restrict(selectors.current_assistance(), permissions.end_assistance, request.actor)
    assistance = get_object_or_404(rows, pk=pk)
    try:
        services.end_assistance(assistance, by=request.actor)
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"已终止{assistance.assistant}代{assistance.member}办理")
    return _back(request, assistance.member_id, assistance.assistant_id)


@login_required
@require_POST
def act(request: Request, pk: int) -> HttpResponse:
    """Begin to act for the member; everything opened in one's own name must be opened again."""
    rows = restrict(selectors.current_assistance(), permissions.act_for, request.actor)
    assistance = get_object_or_404(rows, pk=pk)
    try:
        services.act_for(assistance, by=request.actor)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("accounts:own")
    sessions.begin_acting(request, assistance)
    return redirect("/")


@login_required
@require_POST
def stop(request: Request) -> HttpResponse:
    """Be oneself again."""
    if sessions.is_acting(request):
        sessions.stop_acting(request)
        messages.success(request, "已停止代办，现在是您本人的账号")
    return redirect("accounts:own")


def _back(request: Request, *parties: int) -> HttpResponse:
    """To the own page for the parties themselves, for the officer to the member's account."""
    if request.user.pk in parties:
        return redirect("accounts:own")
    return redirect("accounts:account", parties[0])
