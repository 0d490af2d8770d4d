"""A platform's poster, and who raised a concern, for those who care for it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yizheng.core.access import can
from yizheng.core.errors import Refused
from yizheng.core.http import Request, redirect_to, respond
from yizheng.core.public_pages import picture_of
from yizheng.service import permissions, services
from yizheng.service.models import Concern, Platform
from yizheng.service.registers import CONCERNS, PLATFORMS


@login_required
@require_safe
def poster(request: Request, pk: int) -> HttpResponse:
    """A sheet to be put up: what may be raised here, the short link and its picture."""
    platform: Platform = get_object_or_404(PLATFORMS.rows(request.actor), pk=pk)
    if not platform.takes_concerns():
        raise Http404(pk)
    committee = platform.committee
    path = reverse("service:raise", args=[committee.code, platform.code])
    link = request.build_absolute_uri(path)
    context = {
        "platform": platform,
        "committee": committee,
        "link": link,
        "qr": picture_of(link),
        "follow": request.build_absolute_uri(reverse("service:follow", args=[committee.code])),
    }
    return render(request, "service/poster.html", context)


@login_required
@never_cache
@require_POST
def contact(request: Request, pk: int) -> HttpResponse:
    """Who raised a concern and how to reach him; that it was read is recorded."""
    concern: Concern = get_object_or_404(CONCERNS.rows(request.actor), pk=pk)
    if not can(request.actor, permissions.read_contact, concern):
        raise Http404(pk)
    try:
        caller, told = services.read_contact(concern, by=request.actor)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect_to(request, CONCERNS.url("detail", pk))
    context = {"concern": concern, "register": CONCERNS, "caller": caller, "told": told}
    return respond(request, "service/contact.html", "contact", context)
