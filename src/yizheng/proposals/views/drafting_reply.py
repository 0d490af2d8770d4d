"""The page on which a unit writes its reply, beside the proposal that it answers."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yizheng.core.access import can
from yizheng.core.errors import Refused, Stale
from yizheng.core.forms import as_radios, form_of
from yizheng.core.http import Request, redirect_to, respond
from yizheng.core.idempotency import once
from yizheng.core.pages import differences, form_keys, parent_of, to_record, version_read
from yizheng.proposals import permissions
from yizheng.proposals.forms import PromiseForms
from yizheng.proposals.models import Handling, Reply
from yizheng.proposals.panels.handling import OPINIONS
from yizheng.proposals.panels.replies import PROMISED
from yizheng.proposals.registers.replies import REPLIES
from yizheng.proposals.services import replying

PAGE = "proposals/write_reply.html"


@login_required
@once
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Begin the reply of the handling `?handling=`. 404 for who does not handle it."""
    handling: Handling = parent_of(request, REPLIES)
    if not can(request.actor, permissions.handle, handling):
        raise Http404(PAGE)
    begun = Reply.objects.filter(handling=handling, round=handling.round).first()
    if begun is not None:
        return redirect_to(request, REPLIES.url("detail", begun.pk))
    return _write(request, handling, None)


@login_required
@once
@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: int) -> HttpResponse:
    """Go on with a reply that is being written. A change by somebody else answers 409."""
    reply: Reply = get_object_or_404(REPLIES.rows(request.actor), pk=pk)
    if not can(request.actor, permissions.write_reply, reply):
        raise Http404(PAGE)
    return _write(request, reply.handling, reply)


def _write(request: Request, handling: Handling, reply: Reply | None) -> HttpResponse:
    form, rows = _forms(request, handling, reply)
    # Both are asked, so that what is wrong in either is shown at once.
    if all([form.is_valid(), rows.is_valid()]):
        try:
            saved = replying.write_reply(
                handling,
                by=request.actor,
                facts=form.cleaned_data,
                promises=[row for row in rows.cleaned_data if row],
                reply=reply,
                version=version_read(request, reply) if reply else 0,
            )
        except Stale as stale:
            stored = Reply.objects.select_related("handling__proposal").get(pk=reply and reply.pk)
            return _page(request, handling, stored, form, rows, conflict=stale)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "已保存答复，核对以后请送签或者送会签")
            return to_record(request, REPLIES, saved)
    return _page(request, handling, reply, form, rows)


def _forms(request: Request, handling: Handling, reply: Reply | None) -> tuple[Any, Any]:
    """The form of the reply, and the rows of what it promises."""
    data = request.POST if request.method == "POST" else None
    initial = {"contact": handling.officer, "contact_phone": handling.officer_phone}
    form = form_of(REPLIES, data=data, record=reply, initial=None if reply else initial)
    as_radios(form, "result_class")
    form.fields["body"].widget.attrs |= {"x-ref": "text", "x-on:input": "count", "rows": 16}
    return form, PromiseForms(data, prefix="promises")


def _page(
    request: Request,
    handling: Handling,
    reply: Reply | None,
    form: Any,
    rows: Any,
    *,
    conflict: Stale | None = None,
) -> HttpResponse:
    """The page; some 15 queries, whatever the reply holds."""
    keys = form_keys(reply)
    if form.is_bound and not conflict:
        keys |= {name: request.POST[name] for name in keys if request.POST.get(name)}
    parts = [(OPINIONS, OPINIONS.context(handling, request.actor))]
    if reply is not None and reply.promises.exists():
        parts.append((PROMISED, PROMISED.context(reply, request.actor)))
    context = {
        "handling": handling,
        "proposal": handling.proposal,
        "reply": reply,
        "form": form,
        "rows": rows,
        "panels": [(panel, given) for panel, given in parts if given is not None],
        "conflict": conflict,
        "stored": differences(form, reply) if conflict else [],
        "cancel_url": _back(handling, reply),
        **keys,
    }
    status = 409 if conflict else 422 if form.errors or any(rows.errors) else 200
    return respond(request, PAGE, "form", context, status=status)


def _back(handling: Handling, reply: Reply | None) -> str:
    if reply is not None:
        return REPLIES.url("detail", reply.pk)
    return reverse("proposals:handlings-detail", args=[handling.pk])
