"""Puts the actor on the request and opens the actor's committee for its length."""

from collections.abc import Callable
from contextlib import nullcontext
from typing import cast

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from yizheng.core.actors import Actor, Via, nobody
from yizheng.core.http import Request
from yizheng.core.tenancy import within

from .models import User
from .selectors import bearer_of
from .services import digest_of

Next = Callable[[HttpRequest], HttpResponse]
API = "/api/"
# What opens while a one-time password waits to be replaced.
ALWAYS_OPEN = ("/account/", "/static/", "/healthz", "/readyz")


def actor(get_response: Next) -> Next:
    """Views ask `request.actor`, never `request.user`; queries answer for the actor's committee."""

    def middleware(request: HttpRequest) -> HttpResponse:
        ours = cast(Request, request)
        ours.actor = _actor_of(request)
        if _must_choose_password(request):
            return redirect("account_change_password")
        committee = ours.actor.committee_id
        with within(committee) if committee else nullcontext():
            return get_response(request)

    return middleware


def _actor_of(request: HttpRequest) -> Actor:
    """The person signed in; at the API's door, whoever the token speaks for, session or not."""
    at_api = request.path.startswith(API)
    via = Via.API if at_api else Via.WEB
    if at_api and "Authorization" in request.headers:
        request.user = _bearer(request.headers["Authorization"]) or AnonymousUser()
    if at_api and getattr(request.user, "must_change_password", False):
        request.user = AnonymousUser()
    return request.user.acting(via) if isinstance(request.user, User) else nobody(via)


def _bearer(header: str) -> User | None:
    scheme, _, text = header.partition(" ")
    return bearer_of(digest_of(text.strip())) if scheme.lower() == "bearer" else None


def _must_choose_password(request: HttpRequest) -> bool:
    user = request.user
    waiting = isinstance(user, User) and user.must_change_password
    return waiting and not request.path.startswith((*ALWAYS_OPEN, API))
