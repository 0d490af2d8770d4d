"""Puts the actor on the request and opens the actor's committee for its length."""

from collections.abc import Callable
from contextlib import nullcontext
from typing import cast

from django.http import HttpRequest, HttpResponse

from yizheng.core.actors import Via, nobody
from yizheng.core.http import Request
from yizheng.core.tenancy import within

from .models import User

Next = Callable[[HttpRequest], HttpResponse]


def actor(get_response: Next) -> Next:
    """Views ask `request.actor`, never `request.user`; queries answer for the actor's committee."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user, ours = request.user, cast(Request, request)
        ours.actor = user.acting(Via.WEB) if isinstance(user, User) else nobody()
        committee = ours.actor.committee_id
        with within(committee) if committee else nullcontext():
            return get_response(request)

    return middleware
