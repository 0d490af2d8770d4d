"""The page on which a member writes his proposal: its draft, and what is kept of it meanwhile."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_POST

from yizheng.accounts.roles import Role
from yizheng.core.access import can
from yizheng.core.errors import Refused, Stale
from yizheng.core.http import Request, respond
from yizheng.core.idempotency import once, sent_on_to
from yizheng.core.rules import value_of
from yizheng.documents.panels import ATTACHMENTS
from yizheng.proposals import forms, permissions, services
from yizheng.proposals.forms import Content, WritingForm
from yizheng.proposals.models import Proposal, WorkingCopy
from yizheng.proposals.panels.invitations import INVITATIONS
from yizheng.proposals.services import autosave, submitting
from yizheng.proposals.services.city_rules import PART_CHARS, TITLE_CHARS
from yizheng.proposals.states import State

PAGE = "proposals/write.html"
# What a page that begins a proposal was opened with.
NOTHING_YET = "new"


@login_required
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Begin a proposal in one's own name.

    Whoever sends the same page again, with more text, because the first answer was lost, goes on
    with the draft that the first one made.
    """
    if not (request.actor.has(Role.MEMBER) and request.actor.person_id):
        raise Http404(PAGE)
    if request.method == "GET":
        return _page(request, None, _opened(request, None))
    made = _drafted_before(request)
    return edit(request, made) if made else _begin(request)


@once
def _begin(request: Request) -> HttpResponse:
    form = WritingForm(request.POST)
    if form.is_valid():
        try:
            facts = form.cleaned_data
            proposal = services.start_draft(by=request.actor, facts=facts, own=True)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            autosave.discard(None, by=request.actor)
            return _go_on(request, proposal)
    return _page(request, None, form, status=422)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: int) -> HttpResponse:
    """Go on with a draft. A change by somebody else answers 409 with both texts.

    What others do about the draft, such as signing it, is no such change: the page knows by what it
    was opened with, not by the record's version.
    """
    proposal = own_proposal(request, pk)
    if not can(request.actor, permissions.write, proposal):
        return _handed_in(request, proposal)
    if request.method == "GET":
        return _page(request, proposal, _opened(request, proposal))
    return _save(request, proposal)


def _save(request: Request, proposal: Proposal) -> HttpResponse:
    form, kept, typed = WritingForm(request.POST), forms.stored(proposal), forms.sent(request.POST)
    if forms.plainly(kept) == forms.plainly(typed):
        return _go_on(request, proposal)
    if not _is_what_was_opened(request, proposal, kept):
        return _conflict(request, proposal, form)
    if form.is_valid():
        try:
            proposal = services.revise_draft(
                proposal, by=request.actor, facts=form.cleaned_data, version=proposal.version
            )
        except Stale:
            return _conflict(request, own_proposal(request, proposal.pk), form)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _go_on(request, proposal)
    return _page(request, proposal, form, status=422)


@login_required
@require_POST
def keep_copy(request: Request, pk: int | None = None) -> HttpResponse:
    """Keep what was typed and not saved; `{"kept_at": "10:32"}`, or 422 with a sentence."""
    proposal = own_proposal(request, pk) if pk else None
    try:
        content = forms.sent(request.POST)
        moment = autosave.keep(proposal, by=request.actor, content=content)
    except Refused as refusal:
        return JsonResponse({"message": refusal.message}, status=refusal.status)
    return JsonResponse({"kept_at": f"{localtime(moment):%H:%M}"})


@login_required
@require_POST
def drop_copy(request: Request, pk: int | None = None) -> HttpResponse:
    """Forget what was typed and not saved."""
    proposal = own_proposal(request, pk) if pk else None
    autosave.discard(proposal, by=request.actor)
    return to(request, _address(proposal))


def own_proposal(request: Request, pk: int) -> Proposal:
    """The reader's own proposal, in whatever state; 404 for everybody else."""
    rows = Proposal.objects.filter(permissions.own(request.actor))
    found: Proposal = get_object_or_404(rows.select_related("session__term", "proposer"), pk=pk)
    return found


def to(request: Request, url: str, **headers: str) -> HttpResponse:
    """Send the reader on, whether htmx asks or a browser without it."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url, **headers})
    return HttpResponseRedirect(url, status=303)


def keep_key(proposal: Proposal | None) -> str:
    """Under which name the browser keeps what is typed into a proposal."""
    return f"proposals.write:{proposal.pk if proposal else 'new'}"


def _address(proposal: Proposal | None) -> str:
    if proposal is None:
        return reverse("proposals:mine-new")
    return reverse("proposals:mine-edit", args=[proposal.pk])


def _go_on(request: Request, proposal: Proposal) -> HttpResponse:
    """After saving: on with the same page, or to what will be handed in."""
    autosave.discard(proposal, by=request.actor)
    url = _address(proposal)
    if request.POST.get("then") == "hand_in":
        url = reverse("proposals:hand-in", args=[proposal.pk])
    else:
        messages.success(request, f"草稿已存到服务器（{localtime(timezone.now()):%H:%M}）。")
    return to(request, url, **{"HX-Trigger": f'{{"kept-as": "{keep_key(proposal)}"}}'})


def _drafted_before(request: Request) -> int | None:
    """The draft that an earlier sending of this very page has made."""
    address = sent_on_to(request)
    try:
        return int(resolve(address).kwargs["pk"]) if address else None
    except (Resolver404, KeyError):
        return None


def _is_what_was_opened(request: Request, proposal: Proposal, kept: Content) -> bool:
    opened_with = request.POST.get("opened_with", "")
    if opened_with == NOTHING_YET:
        return proposal.version == 1
    return opened_with == forms.mark_of(kept)


def _opened(request: Request, proposal: Proposal | None) -> WritingForm:
    """The form as stored, as it was left unsaved (`?restore=1`), or checked (`?check=1`)."""
    content = forms.stored(proposal) if proposal else {"is_open": ["yes"], "is_named": ["yes"]}
    if "restore" in request.GET and (copy := autosave.kept(proposal, by=request.actor)):
        content = content | copy.content
    if proposal is None or "check" not in request.GET:
        return WritingForm(initial=forms.initial(content))
    form = WritingForm(MultiValueDict(content))
    if form.is_valid():
        for field, sentence in submitting.faults(proposal, at=timezone.now()):
            form.add_error(field if field in form.fields else None, sentence)
    return form


def _conflict(request: Request, proposal: Proposal, form: WritingForm) -> HttpResponse:
    pairs = forms.differences(forms.stored(proposal), forms.sent(request.POST))
    message = "您打开以后，这件草稿在别处改过。您写的文字还在，请对照后再保存。"
    conflict = {"message": message, "pairs": pairs}
    return _page(request, proposal, form, status=409, conflict=conflict)


def _handed_in(request: Request, proposal: Proposal) -> HttpResponse:
    """It was handed in meanwhile: what was typed is shown to be copied, nothing is stored."""
    url = reverse("proposals:proposals-detail", args=[proposal.pk])
    said = "已经撤回" if proposal.state == State.WITHDRAWN else "已经提交"
    if request.method == "GET":
        messages.warning(request, f"这件提案{said}，不能再改。")
        return to(request, url)
    form = WritingForm(request.POST)
    conflict = {
        "message": f"这件提案{said}，不能再改，这次没有保存。您写的文字还在下面，可以复制。"
    }
    return _page(request, proposal, form, status=409, conflict=conflict, is_locked=True)


def _page(
    request: Request,
    proposal: Proposal | None,
    form: WritingForm,
    *,
    status: int = 200,
    conflict: dict[str, Any] | None = None,
    is_locked: bool = False,
) -> HttpResponse:
    """The page; some 25 queries for a draft, whatever it holds."""
    today = timezone.localdate()
    kept = forms.stored(proposal) if proposal else {}
    context = {
        "form": form,
        "proposal": proposal,
        "address": _address(proposal),
        "keep_key": keep_key(proposal),
        "copy": _unsaved(request, proposal, kept) if not form.is_bound else None,
        "opened_with": forms.mark_of(kept) if proposal else NOTHING_YET,
        "idempotency_key": request.POST.get("idempotency_key") or uuid.uuid4().hex,
        "title_chars": value_of(TITLE_CHARS.key, on=today),
        "part_chars": value_of(PART_CHARS.key, on=today),
        "conflict": conflict,
        "refused": "还不能提交" if request.method == "GET" else "没有保存",
        "is_locked": is_locked,
        "panels": _beside(request, proposal),
    }
    return respond(request, PAGE, "form", context, status=status)


def _unsaved(request: Request, proposal: Proposal | None, kept: Content) -> WorkingCopy | None:
    """What was typed elsewhere and not saved, when it says something else than what is stored."""
    copy = autosave.kept(proposal, by=request.actor)
    if copy is None or "restore" in request.GET:
        return None
    nothing = {"is_open": ["yes"], "is_named": ["yes"]}
    same = forms.plainly(copy.content) == forms.plainly(kept or nothing)
    return None if same else copy


def _beside(request: Request, proposal: Proposal | None) -> list[tuple[Any, dict[str, Any]]]:
    """What hangs on a saved draft: who is to sign, and attachments."""
    if proposal is None or request.headers.get("HX-Request"):
        return []
    asked = [
        (panel, panel.context(proposal, request.actor)) for panel in (INVITATIONS, ATTACHMENTS)
    ]
    return [(panel, context) for panel, context in asked if context is not None]
