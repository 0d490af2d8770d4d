"""Puts the actor on the request and opens the actor's committee for its length."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from typing import cast

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from yizheng.core.actors import Actor, Via, nobody
from yizheng.core.http import Request
from yizheng.core.tenancy import within

from . import sessions
from .models import User
from .selectors import bearer_of
from .services import digest_of

Next = Callable[[HttpRequest], HttpResponse]
API = "/api/"
OVER = "代办已经终止或到期，现在是您本人的账号。"
# What opens while a one-time password waits to be replaced.
ALWAYS_OPEN = ("/account/", "/static/", "/healthz", "/readyz")


def actor(get_response: Next) -> Next:
    """Views ask `request.actor`, never `request.user`; queries answer for the actor's committee."""

    def middleware(request: HttpRequest) -> HttpResponse:
        ours = cast(Request, request)
        at_api = request.path.startswith(API)
        ours.actor = _at_api(request) if at_api else _at_pages(request)
        if not at_api and ours.actor.for_id is None and sessions.is_acting(request):
            sessions.stop_acting(request)
            messages.warning(request, OVER)
            if request.method not in ("GET", "HEAD"):
                return render(request, "403.html", {"message": OVER}, status=403)
        if _must_choose_password(request):
            return redirect("account_change_password")
        committee = ours.actor.committee_id
        with within(committee) if committee else nullcontext():
            return get_response(request)

    return middleware


def _at_api(request: HttpRequest) -> Actor:
    """Whoever the token speaks for, session or not; always in his own name."""
    if "Authorization" in request.headers:
        request.user = _bearer(request.headers["Authorization"]) or AnonymousUser()
    if getattr(request.user, "must_change_password", False):
        request.user = AnonymousUser()
    return request.user.acting(Via.API) if isinstance(request.user, User) else nobody(Via.API)


def _at_pages(request: HttpRequest) -> Actor:
    """The person signed in, or the member for whom he acts as long as he may."""
    user = request.user
    if not isinstance(user, User):
        return nobody(Via.WEB)
    if sessions.is_acting(request):
        assistance = sessions.assistance_in(request, user)
        if assistance is not None:
            return assistance.acting(Via.WEB)
    return replace(user.acting(Via.WEB), confirmed_at=sessions.confirmed_at(request, user))


def _bearer(header: str) -> User | None:
    scheme, _, text = header.partition(" ")
    return bearer_of(digest_of(text.strip())) if scheme.lower() == "bearer" else None


def _must_choose_password(request: HttpRequest) -> bool:
    user = request.user
    waiting = isinstance(user, User) and user.must_change_password
    return waiting and not request.path.startswith((*ALWAYS_OPEN, API))
