"""Who may come in: a token, or the session of somebody signed in at the pages."""

from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import APIKeyCookie, HttpBearer
from ninja.throttling import AuthRateThrottle
from ninja.utils import check_csrf

from yizheng.core.actors import Actor
from yizheng.core.http import Request

# Enough for a program that works through a list, too little for one that runs wild.
RATE = "600/m"


class Token(HttpBearer):
    """`Authorization: Bearer …` with a token made on the person's own page."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The account; `accounts.middleware` has read the header."""
        return request.user if token and request.user.is_authenticated else None


class Session(APIKeyCookie):
    """The session of the pages; writes carry the CSRF token in `X-CSRFToken`."""

    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Any:
        """The account. A stranger is told to sign in before anything is said about CSRF."""
        if "Authorization" in request.headers or not request.user.is_authenticated:
            return None
        if check_csrf(request):
            raise HttpError(403, "CSRF")
        return request.user

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        """Not asked: `__call__` decides."""
        raise NotImplementedError


def throttle() -> AuthRateThrottle:
    """At most `RATE` requests a person and process."""
    return AuthRateThrottle(RATE)


def actor_of(request: HttpRequest) -> Actor:
    """The actor that `accounts.middleware` put on the request."""
    return cast(Request, request).actor
