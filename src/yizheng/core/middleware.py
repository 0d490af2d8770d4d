"""What every answer gets, and what a reader is told when the database is in trouble."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

log = logging.getLogger(__name__)
Next = Callable[[HttpRequest], HttpResponse]


def private_pages(get_response: Next) -> Next:
    """Pages of a signed-in reader are not kept by browsers or proxies."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "no-store, private"
        return response

    return middleware


class trouble:  # noqa: N801 - a middleware is named like a function
    """The database is busy or away: 503 with a sentence, never a stack trace."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer 503 for what a second try may cure."""
        if not isinstance(error, OperationalError | InterfaceError):
            return None
        log.error("database trouble at %s", request.path, exc_info=error)
        response = render(request, "503.html", status=503)
        response["Retry-After"] = "5"
        return response
