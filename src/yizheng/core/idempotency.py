"""The same key twice: the same answer, one row. For every form and every write of the API."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

KEPT = timedelta(hours=72)
HEADERS = ("Location", "HX-Redirect", "HX-Trigger", "Content-Type")


class Answer(models.Model):
    """What was answered to one key of one person. Kept for three days."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    key = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "core"
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="answer_key_unique")]

    def __str__(self) -> str:
        return self.key


View = Callable[..., HttpResponse]


def once(view: View) -> View:
    """Answer a repeated POST with what was answered the first time.

    The key is the form field `idempotency_key` or the header `Idempotency-Key`. An answer is kept
    when the write succeeded (2xx, 3xx); a refusal is not, so that the form can be corrected and
    sent again under its key. The same key with another content is refused (409).
    """

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = request.headers.get("Idempotency-Key") or request.POST.get("idempotency_key", "")
        if request.method in ("GET", "HEAD") or not key or not request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if len(key) > 64 or not key.isprintable():
            return HttpResponse("幂等键最长 64 个可见字符", status=422)
        return _answer(view, request, key, args, kwargs)

    return wrapper


def _answer(
    view: View, request: HttpRequest, key: str, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> HttpResponse:
    fingerprint = hashlib.sha256(
        f"{request.method} {request.path}\n".encode() + _content(request)
    ).hexdigest()
    with transaction.atomic():
        kept = _take(request, key, fingerprint)
        if kept is not None and kept.status:
            if kept.fingerprint != fingerprint:
                return HttpResponse(
                    "这份表单已经提交过，内容与上次不同。请刷新后重填。", status=409
                )
            return HttpResponse(kept.body, status=kept.status, headers=kept.headers)
        response = view(request, *args, **kwargs)
        if kept is not None and response.status_code < 400 and not response.streaming:
            kept.status, kept.fingerprint = response.status_code, fingerprint
            kept.headers = {name: response[name] for name in HEADERS if name in response}
            kept.body = response.content.decode()
            kept.save()
        return response


def sent_on_to(request: HttpRequest) -> str:
    """Where a form of this key was sent on to before, whatever it said then; empty if never.

    For pages on which people go on writing when an answer was lost: a second sending with more text
    is about what the first one made. 1 query.
    """
    user: Any = request.user
    rows = Answer.objects.filter(user=user, key=request.POST.get("idempotency_key", ""))
    answer = rows.filter(status__gt=0).first()
    headers: dict[str, str] = answer.headers if answer else {}
    return headers.get("HX-Redirect") or headers.get("Location") or ""


def _content(request: HttpRequest) -> bytes:
    """What the form says, without the tokens that change from page to page."""
    if request.content_type == "application/json":
        return request.body
    said = sorted(
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    )
    files = sorted(
        (name, str(item.name), item.size) for name, items in request.FILES.lists() for item in items
    )
    return repr((said, files)).encode()


def _take(request: HttpRequest, key: str, fingerprint: str) -> Answer | None:
    """Lock the key's row, made if new: a twin request waits here for the first one's answer."""
    user: Any = request.user
    Answer.objects.bulk_create(
        [Answer(user=user, key=key, fingerprint=fingerprint)], ignore_conflicts=True
    )
    return Answer.objects.select_for_update().filter(user=user, key=key).first()


def forget_old() -> int:
    """Drop answers older than three days; returns how many."""
    count, _ = Answer.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
    return count
