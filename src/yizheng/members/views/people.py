"""Mandates in mid-term, dated facts, somebody's number, and the roster of a day."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yizheng.core.access import can, may
from yizheng.core.errors import Refused
from yizheng.core.http import Request, redirect_to, respond
from yizheng.core.idempotency import once
from yizheng.core.pages import version_read
from yizheng.core.registers import Register
from yizheng.members import permissions, selectors, services
from yizheng.members.forms import CoOptForm, EndForm, PartyForm, ReasonForm, SectorForm
from yizheng.members.models import Person
from yizheng.members.registers import MANDATES, PEOPLE

FORM = "members/act.html"


@login_required
@once
@require_http_methods(["GET", "POST"])
def end_page(request: Request, pk: int) -> HttpResponse:
    """A member leaves before the term is over."""
    mandate = _kept(request, MANDATES, pk)

    def work(form: EndForm) -> Any:
        version = version_read(request, mandate)
        return services.end_mandate(mandate, by=request.actor, version=version, **form.facts())

    note = "最后一天以后不再计入委员和应到人数；担任的职务同日结束，以前的履职记录不变"
    return _act(request, EndForm(_posted(request)), work, MANDATES, mandate, "登记离任", note)


@login_required
@once
@require_http_methods(["GET", "POST"])
def change_sector_page(request: Request, pk: int) -> HttpResponse:
    """A member goes over to another sector."""
    mandate = _kept(request, MANDATES, pk)

    def work(form: SectorForm) -> Any:
        version = version_read(request, mandate)
        return services.change_sector(
            mandate, by=request.actor, version=version, **form.cleaned_data
        )

    note = f"现在是{mandate.sector}；以前的日子仍按原来的界别计"
    return _act(request, SectorForm(_posted(request)), work, MANDATES, mandate, "改变界别", note)


@login_required
@once
@require_http_methods(["GET", "POST"])
def change_party_page(request: Request, pk: int) -> HttpResponse:
    """Somebody joins another party, or leaves his."""
    person = _kept(request, PEOPLE, pk)

    def work(form: PartyForm) -> Any:
        version = version_read(request, person)
        return services.change_party(person, by=request.actor, version=version, **form.cleaned_data)

    note = f"现在是{person.party or '未填'}；以前的日子仍按原来的党派计"
    return _act(request, PartyForm(_posted(request)), work, PEOPLE, person, "改变党派", note)


@login_required
@once
@require_http_methods(["GET", "POST"])
def co_opt_page(request: Request) -> HttpResponse:
    """Somebody becomes a member in the middle of a term."""
    if not may(request.actor, permissions.keep_roster):
        raise Http404
    said = request.GET.get("replaces", "")
    initial: dict[str, Any] = {}
    if said.isdecimal() and len(said) < 10:
        left = MANDATES.rows(request.actor).filter(pk=int(said)).first()
        initial = {"replaces": left, "sector": left.sector_id} if left else {}

    def work(form: CoOptForm) -> Any:
        return services.co_opt(by=request.actor, **form.facts())

    form = CoOptForm(_posted(request), initial)
    note = "任职日期起计入委员和应到人数，以前不计"
    return _act(request, form, work, MANDATES, None, "增补委员", note)


def _act(
    request: Request,
    form: Any,
    work: Callable[[Any], Any],
    register: Register,
    record: Any,
    title: str,
    note: str,
) -> HttpResponse:
    """Show a form, do the work it asks for, go to the record."""
    if form.is_valid():
        try:
            done = work(form)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"已{title}")
            return redirect_to(request, register.url("detail", done.pk))
    up = register.url("detail", record.pk) if record else register.url("list")
    context = {
        "form": form,
        "title": title,
        "note": note,
        "record": record,
        "register": register,
        "up": up,
        "version": request.POST.get("version") or (record.version if record else ""),
        "idempotency_key": request.POST.get("idempotency_key") or uuid.uuid4().hex,
    }
    return respond(request, FORM, "form", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def contact_page(request: Request, pk: int) -> HttpResponse:
    """Somebody's number, for a reason; that it was read is recorded."""
    person: Person = get_object_or_404(PEOPLE.rows(request.actor), pk=pk)
    if not can(request.actor, permissions.read_person, person):
        raise Http404
    form, phone = ReasonForm(_posted(request)), ""
    if form.is_valid():
        try:
            phone = services.read_person(
                person, by=request.actor, reason=form.cleaned_data["reason"]
            )
        except Refused as refusal:
            form.refuse(refusal)
    context = {"person": person, "form": form, "phone": phone}
    status = 422 if form.errors else 200
    return respond(request, "members/contact.html", "contact", context, status=status)


@login_required
@require_safe
def roster_page(request: Request) -> HttpResponse:
    """Who was a member on a day, in which sector, with which posts."""
    if not may(request.actor, permissions.view_mandate):
        raise Http404
    day = _day(request)
    seats = selectors.roster_on(day)
    groups: dict[str, list[selectors.Seat]] = {}
    for seat in seats:
        groups.setdefault(str(seat.sector), []).append(seat)
    context = {
        "day": day,
        "groups": list(groups.items()),
        "count": len(seats),
        "standing": sum(seat.is_standing for seat in seats),
        "list_url": MANDATES.url("list"),
        "here": reverse("members:roster"),
    }
    return respond(request, "members/roster.html", "roster", context)


def _day(request: Request) -> date:
    try:
        return parse_date(request.GET.get("day", "")) or localdate()
    except ValueError:
        return localdate()


def _kept(request: Request, register: Register, pk: int) -> Any:
    """A record of the roster for who keeps it; 404 for everybody else."""
    if not may(request.actor, permissions.keep_roster):
        raise Http404
    return get_object_or_404(register.rows(request.actor), pk=pk)


def _posted(request: Request) -> Any:
    return request.POST if request.method == "POST" else None
