"""The people of an activity: shown, added, changed, removed."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yizheng.activities import people, permissions
from yizheng.activities.forms import AddPeopleForm, PersonForm
from yizheng.activities.models import Activity, Participation
from yizheng.activities.panels import people_context
from yizheng.activities.registers import ACTIVITIES
from yizheng.core.access import can
from yizheng.core.errors import Refused
from yizheng.core.http import Request, respond
from yizheng.core.idempotency import once
from yizheng.core.pages import to_record

REMOVED = "名单登记有误"


@login_required
@require_safe
def all_page(request: Request, pk: int) -> HttpResponse:
    """Everybody in the list."""
    activity = get_object_or_404(ACTIVITIES.rows(request.actor), pk=pk)
    given = people_context(activity, request.actor, limit=None)
    if given is None:
        raise Http404(pk)
    context = {"register": ACTIVITIES, "record": activity, **given}
    return respond(request, "activities/people.html", "people", context)


@login_required
@once
@require_http_methods(["GET", "POST"])
def add_page(request: Request, pk: int) -> HttpResponse:
    """Add people, by name or as a body."""
    activity = _kept(request, pk)
    form = AddPeopleForm(activity, request.POST if request.method == "POST" else None)
    if form.is_valid():
        chosen = {name: form.cleaned_data[name] for name in ("role", "attendance")}
        try:
            added = people.add_people(activity, by=request.actor, people=form.chosen(), **chosen)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"已加入{len(added)}人")
            return to_record(request, ACTIVITIES, activity)
    context = {"register": ACTIVITIES, "record": activity, "form": form, "title": "添加参加人员"}
    return _form_page(request, context)


@login_required
@require_POST
def settle(request: Request, pk: int) -> HttpResponse:
    """Everybody who was invited came."""
    return _settled(request, pk, people.settle_attendance, "到会")


@login_required
@require_POST
def absent(request: Request, pk: int) -> HttpResponse:
    """Who was invited and did not sign in was not there."""
    return _settled(request, pk, people.note_the_rest_absent, "缺席")


def _settled(request: Request, pk: int, settle: Callable[..., int], what: str) -> HttpResponse:
    activity = _kept(request, pk)
    try:
        number = settle(activity, by=request.actor)
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"已将{number}人记为{what}")
    return to_record(request, ACTIVITIES, activity)


@login_required
@once
@require_http_methods(["GET", "POST"])
def edit_page(request: Request, pk: int) -> HttpResponse:
    """Change what one person did and whether he was there, or take him out of the list."""
    participation = get_object_or_404(
        Participation.objects.select_related("activity", "person"), pk=pk
    )
    activity = _kept(request, participation.activity_id)
    form = PersonForm(participation, request.POST if request.method == "POST" else None)
    removing = request.POST.get("act") == "remove"
    if request.method == "POST" and (removing or form.is_valid()):
        version = _version(request, participation)
        try:
            if removing:
                people.remove_participation(
                    participation, by=request.actor, reason=REMOVED, version=version
                )
            else:
                facts = form.cleaned_data
                people.change_participation(
                    participation, by=request.actor, version=version, **facts
                )
        except Refused as refusal:
            form.is_valid()
            form.refuse(refusal)
        else:
            messages.success(request, "已从名单中移除" if removing else "已保存修改")
            return to_record(request, ACTIVITIES, activity)
    context = {
        "register": ACTIVITIES,
        "record": activity,
        "form": form,
        "title": participation.person.name,
        "participation": participation,
    }
    return _form_page(request, context)


def _kept(request: Request, pk: int) -> Activity:
    """An activity whose list this reader keeps; for others it has no such page."""
    activity: Activity = get_object_or_404(ACTIVITIES.rows(request.actor), pk=pk)
    if not can(request.actor, permissions.enter, activity):
        raise Http404(pk)
    return activity


def _version(request: Request, participation: Participation) -> int:
    said = request.POST.get("version", "")
    return int(said) if said.isdecimal() and len(said) < 10 else participation.version


def _form_page(request: Request, context: dict[str, Any]) -> HttpResponse:
    status = 422 if context["form"].errors else 200
    context |= {"idempotency_key": uuid.uuid4().hex}
    return respond(request, "activities/people_form.html", "form", context, status=status)
