"""The request as our views see it, and the one way to answer with a page or a part of it."""

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from .actors import Actor


class Request(HttpRequest):
    """A request with an actor, put there by `accounts.middleware`."""

    actor: Actor
    htmx: Any


def respond(
    request: HttpRequest, page: str, part: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """The named part for htmx, the whole page showing that part for everyone else."""
    partial = request.headers.get("HX-Request") and not request.headers.get("HX-Boosted")
    name = f"{page}#{part}" if partial else page
    response = render(request, name, {**context, "part": part}, status=status)
    response["Vary"] = "HX-Request"
    return response


def attached(content: Any, kind: str, name: str) -> HttpResponse:
    """A file to be saved under a name; `content` is bytes, or parts of them one after the other."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def redirect_to(request: HttpRequest, url: str) -> HttpResponse:
    """Go to another page after a write, so that the browser's history stays clean."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url, status=303)
