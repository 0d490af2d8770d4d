"""The second confirmation: a person signed in gives his password again before what only he may do.

allauth asks for it and counts wrong tries; `accounts.middleware` puts the moment on the actor.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from .actors import FRESH_FOR, freshly_confirmed
from .http import Request

View = Callable[..., HttpResponse]


def confirmed(view: View) -> View:
    """Ask for the password before a form is opened, when the last time is too long ago.

    Only before: what is posted always reaches the view, so that nothing typed is lost. Its service
    calls `access.require_confirmed`, and on `Unconfirmed` the view shows the form again (422) with
    `again(request)`. Nobody confirms for another: an assistant at work for a member finds no such
    page. Stands below `login_required`.
    """

    @wraps(view)
    def wrapper(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return view(request, *args, **kwargs)
        if request.actor.for_id is not None:
            raise Http404
        if freshly_confirmed(request.actor, timezone.now()):
            return view(request, *args, **kwargs)
        address = _address(request)
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": address})
        return redirect(address)

    return wrapper


def again(request: Request) -> SafeString:
    """What a form says when the confirmation grew stale while it was filled in, with the way on."""
    return format_html(
        '距上次确认身份已超过 {} 分钟，这次没有保存。<a href="{}">请再次确认身份</a>，'
        "回到本页后选“恢复未提交的内容”，再提交。",
        int(FRESH_FOR.total_seconds() // 60),
        _address(request),
    )


def _address(request: Request) -> str:
    query = urlencode({"next": request.get_full_path()})
    return f"{reverse('account_reauthenticate')}?{query}"
