"""Pages for residents: raise a concern, and follow it by its code. Nobody signs in here."""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yizheng.core.actors import Actor, Via
from yizheng.core.errors import Refused
from yizheng.core.http import redirect_to, respond
from yizheng.core.public_pages import opened_mark
from yizheng.core.rules import value_of
from yizheng.core.tenancy import within
from yizheng.members.models import Committee
from yizheng.service import selectors, services
from yizheng.service.forms import CodeForm, ConcernForm
from yizheng.service.models import Concern, Platform
from yizheng.service.panels.concerns import public_way

PAGE = "service/public/concern.html"
SALT = "service.concerns"
HOUR = timedelta(hours=1)
# Said of a code that does not exist, and of every code once too many were wrong: nobody learns
# from the answer which of the two it was.
NOT_FOUND = "没有查到。请核对查询码；一小时里输错的次数多了，要过一会儿才能再查"


@require_http_methods(["GET", "POST"])
def raise_concern(request: HttpRequest, code: str, link: str) -> HttpResponse:
    """Raise a concern at a platform. 404 for one that never had such a page."""
    committee = get_object_or_404(Committee, code=code)
    with within(committee.pk):
        platform = get_object_or_404(Platform, code=link.lower())
        form = ConcernForm(request.POST if request.method == "POST" else None)
        if form.is_valid() and form.is_from_a_person(SALT):
            by = Actor(None, committee.pk, frozenset(), Via.WEB, name="公众")
            try:
                made = services.raise_publicly(platform, by=by, facts=form.facts())
            except Refused as refusal:
                form.refuse(refusal)
            else:
                return redirect_to(request, _followed(committee, made))
        context = {
            "committee": committee,
            "platform": platform,
            "is_open": platform.takes_concerns(),
            "form": form,
            "opened": opened_mark(link.lower(), salt=SALT),
            "follow_url": reverse("service:follow", args=[code]),
        }
        return respond(request, PAGE, "form", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Type in the code of a concern."""
    committee = get_object_or_404(Committee, code=code)
    with within(committee.pk):
        form = CodeForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            concern = _found(request, committee, form.cleaned_data["number"])
            if concern is not None:
                return redirect_to(request, _followed(committee, concern))
            form.add_error("number", NOT_FOUND)
        return _asked(request, committee, form, status=422 if form.errors else 200)


@never_cache
@require_safe
def receipt(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """How far a concern is, for whoever has its code. Nothing tells who raised it."""
    committee = get_object_or_404(Committee, code=code)
    with within(committee.pk):
        concern = _found(request, committee, number)
        if concern is None:
            form = CodeForm({"number": number})
            form.is_valid()
            form.add_error("number", NOT_FOUND)
            return _asked(request, committee, form, status=404)
        context = {"committee": committee, "concern": concern, **public_way(concern)}
        return render(request, "service/public/receipt.html", context)


def _followed(committee: Committee, concern: Concern) -> str:
    return reverse("service:receipt", args=[committee.code, concern.receipt])


def _asked(
    request: HttpRequest, committee: Committee, form: CodeForm, *, status: int
) -> HttpResponse:
    context = {"committee": committee, "form": form, "url": _follow_url(committee)}
    return respond(request, "service/public/follow.html", "form", context, status=status)


def _follow_url(committee: Committee) -> str:
    return reverse("service:follow", args=[committee.code])


def _found(request: HttpRequest, committee: Committee, number: str) -> Concern | None:
    """The concern of a code; none where the address has given too many wrong ones this hour.

    Counted in the cache of the process, as the sign-in counts: codes cannot be guessed anyway.
    """
    most = value_of(services.WRONG_PER_HOUR.key, on=localdate())
    hour = int(timezone.now().timestamp() // HOUR.total_seconds())
    key = f"service.wrong/{committee.pk}/{get_adapter(request).get_client_ip(request)}/{hour}"
    if most and cache.get(key, 0) >= most:
        return None
    concern = selectors.by_receipt(number)
    if concern is None:
        cache.add(key, 0, HOUR.total_seconds())
        cache.incr(key)
    return concern
