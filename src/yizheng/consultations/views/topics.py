"""Pages for everybody who was called: suggest a topic, and see how far it is."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yizheng.consultations import services
from yizheng.consultations.forms import TopicForm
from yizheng.consultations.models import TopicCall, TopicSuggestion
from yizheng.consultations.registers import CALLS
from yizheng.core.actors import Actor, Via
from yizheng.core.errors import Refused
from yizheng.core.http import Request, redirect_to, respond
from yizheng.core.public_pages import opened_mark, picture_of
from yizheng.core.tenancy import within
from yizheng.members.models import Committee

PAGE = "consultations/public/topic.html"
SALT = "consultations.topics"


@require_http_methods(["GET", "POST"])
def public_topic(request: HttpRequest, code: str, link: str) -> HttpResponse:
    """Suggest a topic without signing in. 404 for a call that is not for everybody."""
    committee = get_object_or_404(Committee, code=code)
    with within(committee.pk):
        call = get_object_or_404(TopicCall, code=link.lower(), is_public=True)
        form = TopicForm(request.POST if request.method == "POST" else None)
        if form.is_valid() and form.is_from_a_person(SALT):
            try:
                made = services.suggest_publicly(call, by=_public(call), facts=form.facts())
            except Refused as refusal:
                form.refuse(refusal)
            else:
                return redirect_to(
                    request, reverse("consultations:receipt", args=[code, made.receipt])
                )
        context = {
            "committee": committee,
            "call": call,
            "is_open": call.is_open(),
            "form": form,
            "opened": opened_mark(call.code, salt=SALT),
        }
        return respond(request, PAGE, "form", context, status=422 if form.errors else 200)


def _public(call: TopicCall) -> Actor:
    return Actor(None, call.committee_id, frozenset(), Via.WEB, name="公众")


@require_safe
def receipt(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """How far a suggestion is, for whoever has its receipt. Neither name nor contact is shown."""
    committee = get_object_or_404(Committee, code=code)
    with within(committee.pk):
        rows = TopicSuggestion.objects.select_related("call", "item")
        suggestion = get_object_or_404(rows, receipt=number.lower())
        context = {"committee": committee, "suggestion": suggestion}
        return render(request, "consultations/public/receipt.html", context)


@login_required
@require_safe
def poster(request: Request, pk: int) -> HttpResponse:
    """A sheet to be put up: what is called for, the short link and its picture."""
    call: TopicCall = get_object_or_404(CALLS.rows(request.actor), pk=pk)
    if not call.is_public:
        raise Http404(pk)
    context = {"call": call, "committee": call.committee, **link_of(request, call)}
    return render(request, "consultations/poster.html", context)


def link_of(request: HttpRequest, call: TopicCall) -> dict[str, Any]:
    """The address of a call as people type it, and as a picture for telephones."""
    url = request.build_absolute_uri(
        reverse("consultations:public-topic", args=[call.committee.code, call.code])
    )
    return {"link": url, "qr": picture_of(url)}
