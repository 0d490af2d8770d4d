"""Signing in: by the picture on a screen or on paper, at the desk, from a list on paper.

The picture on a screen holds an address that is good for some minutes and is drawn anew every one;
the one printed for a door holds one that is good as long as the sitting lasts.
"""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from yizheng.activities.models import Participation
from yizheng.activities.registers import ACTIVITIES
from yizheng.core.access import may, restrict
from yizheng.core.errors import Refused
from yizheng.core.http import Request, attached, redirect_to, respond
from yizheng.core.idempotency import once
from yizheng.core.public_pages import picture_of
from yizheng.documents import official
from yizheng.meetings import permissions, services
from yizheng.meetings.forms import ByListForm
from yizheng.meetings.models import Sitting
from yizheng.meetings.registers import SITTINGS
from yizheng.meetings.selectors import turnout
from yizheng.meetings.states import Way
from yizheng.members.models import Committee

SCREEN, PAPER, OWN = "meetings.screen", "meetings.paper", "meetings.own"
# Somebody may scan it, and wait for reception.
GOOD_FOR = timedelta(minutes=5)
MOST_SHOWN = 12


@login_required
@require_safe
def screen(request: Request, pk: int) -> HttpResponse:
    """For the screen in the hall: the picture, renewed every minute, and how many are in."""
    return _code_page(request, pk, SCREEN, "meetings/screen.html")


@login_required
@require_safe
def door(request: Request, pk: int) -> HttpResponse:
    """To be printed and put up at the door."""
    return _code_page(request, pk, PAPER, "meetings/door.html")


def _code_page(request: Request, pk: int, salt: str, page: str) -> HttpResponse:
    sitting = _kept(request, pk)
    code = signing.dumps(sitting.pk, salt=salt)
    path = reverse("meetings:scan", args=[code])
    url = request.build_absolute_uri(path)
    context = {
        "sitting": sitting,
        "activity": sitting.activity,
        "committee": Committee.objects.get(pk=sitting.committee_id),
        "link": url,
        "qr": picture_of(url),
        **_numbers(sitting),
    }
    return respond(request, page, "code", context)


def _numbers(sitting: Sitting) -> dict[str, Any]:
    signed = turnout.signed_in(sitting).count()
    return {"signed": signed, "expected": signed + turnout.not_signed_in(sitting).count()}


def _meant(code: str, moment: datetime | None) -> int | None:
    """The sitting an address stands for; None for a foreign or an outdated one.

    A picture from the screen must have been young at the moment of signing in, which a telephone
    without reception may tell later.
    """
    waited = timezone.now() - moment if moment else timedelta()
    for salt, age in ((PAPER, None), (SCREEN, GOOD_FOR + max(waited, timedelta()))):
        try:
            return int(signing.loads(code, salt=salt, max_age=age))
        except signing.BadSignature:
            continue
    return None


@login_required
@require_http_methods(["GET", "POST"])
def scan(request: Request, code: str) -> HttpResponse:
    """What the picture leads to: one large button, and then that it is done.

    A telephone that lost reception sends the moment at which the button was pressed (`at`).
    """
    moment = _moment(request)
    pk = _meant(code, moment)
    if pk is None:
        return respond(request, "meetings/scan.html", "sign", {"is_old": True}, status=422)
    sitting = get_object_or_404(Sitting.objects.select_related("activity"), pk=pk)
    context: dict[str, Any] = {"sitting": sitting, "activity": sitting.activity, "code": code}
    status = 200
    if request.method == "POST":
        try:
            context["signed"] = services.sign_in(sitting, by=request.actor, at=moment)
        except Refused as refusal:
            context["refusal"], status = refusal.message, 422
    return respond(request, "meetings/scan.html", "sign", context, status=status)


def _moment(request: Request) -> datetime | None:
    """The moment a telephone noted, in milliseconds since 1970; None when it was now."""
    said = request.POST.get("at", "")
    if not (said.isdecimal() and len(said) == 13):
        return None
    return datetime.fromtimestamp(int(said) / 1000, UTC)


@login_required
@require_safe
def own_code(request: Request, pk: int) -> HttpResponse:
    """The reader's own picture, to be shown at the desk."""
    rows = restrict(Participation.objects.all(), permissions.reply, request.actor)
    row = get_object_or_404(rows.select_related("activity", "person"), pk=pk)
    if request.actor.for_id:
        raise Http404(pk)
    code = signing.dumps(row.pk, salt=OWN)
    context = {"row": row, "activity": row.activity, "register": ACTIVITIES, "qr": picture_of(code)}
    return respond(request, "meetings/own_code.html", "code", context)


@login_required
@require_http_methods(["GET", "POST"])
def desk(request: Request, pk: int) -> HttpResponse:
    """The desk at the door: a scanner, a member's number or a name signs somebody in."""
    sitting = _kept(request, pk)
    context: dict[str, Any] = {"sitting": sitting, "activity": sitting.activity}
    status = 200
    if request.method == "POST":
        words = request.POST.get("words", "").strip()[:200]
        found = _at_desk(sitting, words, request.POST.get("row", ""))
        if len(found) == 1:
            try:
                done = services.take_in(
                    sitting, by=request.actor, rows=found, way=Way.DESK, at=_moment(request)
                )
            except Refused as refusal:
                context["refusal"], status = refusal.message, 422
            else:
                context["done"] = done[0]
        else:
            context |= {"found": found, "words": words, "nobody": not found}
            status = 200 if found else 422
    context |= {"latest": list(turnout.signed_in(sitting)[:MOST_SHOWN]), **_numbers(sitting)}
    return respond(request, "meetings/desk.html", "desk", context, status=status)


def _at_desk(sitting: Sitting, words: str, row: str) -> list[Participation]:
    rows = Participation.objects.filter(activity=sitting.activity_id).select_related("person")
    if row.isdecimal() and len(row) < 19:
        return list(rows.filter(pk=int(row)))
    try:
        return list(rows.filter(pk=int(signing.loads(words, salt=OWN))))
    except signing.BadSignature:
        return turnout.found_at_desk(sitting, words)


@login_required
@once
@require_http_methods(["GET", "POST"])
def by_list(request: Request, pk: int) -> HttpResponse:
    """Tick those who signed on paper."""
    sitting = _kept(request, pk)
    form = ByListForm(sitting, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            done = services.take_in(
                sitting, by=request.actor, rows=form.cleaned_data["rows"], way=Way.LIST
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"已补签{len(done)}人")
            return redirect_to(request, ACTIVITIES.url("detail", sitting.activity_id))
    context = {
        "sitting": sitting,
        "activity": sitting.activity,
        "register": ACTIVITIES,
        "form": form,
        "idempotency_key": request.POST.get("idempotency_key") or uuid.uuid4().hex,
    }
    status = 422 if form.errors else 200
    return respond(request, "meetings/by_list.html", "form", context, status=status)


@login_required
@require_safe
def sign_sheet(request: Request, pk: int) -> HttpResponse:
    """The list to be signed on paper, as a Word table."""
    activity = get_object_or_404(ACTIVITIES.rows(request.actor), pk=pk)
    if not may(request.actor, permissions.keep):
        raise Http404(pk)
    rows = Participation.objects.filter(activity=activity).select_related("person")
    sheet = official.Sheet(
        title=f"{activity.title}签到表",
        note=" ".join(str(part) for part in (activity.held_on, activity.place) if part),
        head=("序号", "姓名", "工作单位及职务", "角色", "签名"),
        widths=(1, 2, 6, 1.5, 3),
        rows=tuple(
            (str(number), row.person.name, row.person.post, row.get_role_display(), "")
            for number, row in enumerate(rows.order_by("pk"), 1)
        ),
    )
    name = f"{activity.title}签到表.docx"
    return attached(official.as_docx(sheet), official.CONTENT_TYPE, name)


def _kept(request: Request, pk: int) -> Sitting:
    """A sitting to which this reader signs people in; for others it has no such page."""
    rows = restrict(SITTINGS.rows(request.actor), permissions.keep, request.actor)
    sitting: Sitting = get_object_or_404(rows, pk=pk)
    return sitting
