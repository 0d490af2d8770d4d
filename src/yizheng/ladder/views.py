"""Files between installations: export for a partner; choose, look at, take in."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST

from yizheng.core.access import may
from yizheng.core.errors import Invalid, Refused
from yizheng.core.http import Request, attached, redirect_to, respond
from yizheng.core.idempotency import once
from yizheng.core.tenancy import active_committee

from . import permissions, services
from .forms import ConfirmForm, FileForm
from .models import Partner
from .registers import INCOMING, PARTNERS
from .sealing import public_key_of, telephone_digits

PAGE = "ladder/import.html"


@login_required
@require_POST
def export(request: Request, pk: int) -> HttpResponse:
    """The signed file for a partner."""
    partner: Partner = get_object_or_404(PARTNERS.rows(request.actor), pk=pk)
    try:
        content = services.export_to(partner, by=request.actor)
    except Invalid as refusal:
        messages.warning(request, refusal.message)
        return redirect_to(request, PARTNERS.url("detail", pk))
    name = f"报送{partner}{localdate():%Y%m%d}.json"
    return attached(content, "application/json", name)


@login_required
@require_http_methods(["GET", "POST"])
def choose(request: Request) -> HttpResponse:
    """Choose a file and see what it would do. Stores nothing."""
    _require(request)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        content = form.content()
        try:
            opened = services.open_file(content)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            sealed = ConfirmForm(initial={"sealed": content.decode()})
            context = {
                "opened": opened,
                "form": sealed,
                "idempotency_key": uuid.uuid4().hex,
            }
            return respond(request, "ladder/preview.html", "preview", context)
    return _page(request, form)


@login_required
@once
@require_POST
def take_in(request: Request) -> HttpResponse:
    """Take in the file that was looked at, whole or not at all."""
    _require(request)
    form = ConfirmForm(request.POST)
    if form.is_valid():
        try:
            taken = services.import_file(form.content(), by=request.actor)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            known = f"，{taken.known} 条以前导入过，没有变化" if taken.known else ""
            messages.success(request, f"已导入{taken.partner}的文件：新的 {taken.new} 条{known}")
            return redirect_to(request, INCOMING.url("list"))
    return _page(request, form)


def _page(request: Request, form: FileForm | ConfirmForm) -> HttpResponse:
    ours = public_key_of(active_committee())
    context = {
        "form": form if isinstance(form, FileForm) else FileForm(),
        "refusals": [sentence for many in form.errors.values() for sentence in many]
        if isinstance(form, ConfirmForm)
        else [],
        "public_key": ours,
        "digits": telephone_digits(ours),
    }
    return respond(request, PAGE, "form", context, status=422 if form.errors else 200)


def _require(request: Request) -> None:
    if not may(request.actor, permissions.keep):
        raise Http404(PAGE)
