"""The one shape of every refusal, and how exceptions become it."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from pydantic import BaseModel, Field

from yizheng.core.errors import Invalid, Refused

log = logging.getLogger(__name__)


class Problem(BaseModel):
    """Why nothing was done."""

    code: str = Field(description="固定的代号，供程序判断")
    message: str = Field(description="给人看的一句话")
    details: dict[str, Any] = Field(description="补充内容；填写项的问题在 fields 里")


# What can happen to every operation, whatever it does; and to those that write.
ALWAYS = (400, 401, 403, 404, 422, 429, 500, 503)
WRITING = (*ALWAYS, 409)

CODES = {
    400: ("bad-request", "请求的格式不对"),
    401: ("not-signed-in", "请先登录，或出示有效的接口令牌"),
    403: ("not-allowed", "没有通过跨站请求检查，请从本站页面提交或改用接口令牌"),
    404: ("unknown", "没有这个地址，或者不在您可以查看的范围之内"),
    405: ("wrong-method", "这个地址不支持这种方法"),
    409: ("conflict", "与已有的内容冲突"),
    413: ("too-large", "提交的内容太大"),
    422: ("invalid", "填写的内容不符合要求"),
    429: ("too-many", "请求太频繁，请稍后再试"),
    500: ("fault", "系统出了问题，没有作任何改动，请告知系统管理员"),
    503: ("busy", "系统正忙，没有作任何改动，请几秒钟后再试"),
}


def problem(status: int, message: str = "", *, code: str = "", **details: Any) -> HttpResponse:
    """A refusal as JSON; words and code follow from the status when not given."""
    usual_code, sentence = CODES.get(status, CODES[400])
    body = {"code": code or usual_code, "message": message or sentence, "details": details}
    return JsonResponse(
        body, status=status, headers={"Cache-Control": "no-store"}, json_dumps_params=PLAIN
    )


PLAIN = {"ensure_ascii": False}


def explain_problems(api: NinjaAPI) -> None:
    """Give every exception its answer."""
    answers: tuple[tuple[type[Exception], Callable[[Any], HttpResponse]], ...] = (
        (Refused, _refused),
        (ValidationError, _misshapen),
        (AuthenticationError, lambda _: problem(401)),
        (Http404, lambda _: problem(404)),
        (Throttled, lambda _: problem(429)),
        (HttpError, lambda error: problem(error.status_code)),
        (RequestDataTooBig, lambda _: problem(400, CODES[413][1], code=CODES[413][0])),
        (SuspiciousOperation, lambda _: problem(400)),
        (UnreadablePostError, lambda _: problem(400)),
        (OperationalError, _busy),
        (InterfaceError, _busy),
        (Exception, _fault),
    )
    for kind, answer in answers:
        api.add_exception_handler(kind, _as_handler(answer))


def _as_handler(answer: Callable[[Any], HttpResponse]) -> Callable[..., HttpResponse]:
    return lambda _request, error: answer(error)


def _refused(refusal: Refused) -> HttpResponse:
    details = dict(refusal.details)
    if isinstance(refusal, Invalid) and refusal.fields:
        details["fields"] = refusal.fields
    elif refusal.field:
        details["fields"] = {refusal.field: [refusal.message]}
    return problem(refusal.status, refusal.message, code=refusal.code, **details)


def _misshapen(error: ValidationError) -> HttpResponse:
    """What does not fit the documented shape, by place: `{"body.facts.title": ["…"]}`."""
    fields: dict[str, list[str]] = {}
    for fault in error.errors:
        place = ".".join(str(step) for step in fault["loc"])
        fields.setdefault(place, []).append(str(fault["msg"]))
    return problem(422, fields=fields)


def _busy(error: Exception) -> HttpResponse:
    log.error("database trouble at the API", exc_info=error)
    response = problem(503)
    response["Retry-After"] = "5"
    return response


def _fault(error: Exception) -> HttpResponse:
    log.error("fault at the API", exc_info=error)
    return problem(500)


View = Callable[..., HttpResponse]


def shaped(view: View) -> View:
    """Put what is answered around the operations (wrong method, used key, huge body) in shape."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except RequestDataTooBig:
            return problem(400, CODES[413][1], code=CODES[413][0])
        except (SuspiciousOperation, UnreadablePostError):
            return problem(400)
        if response.status_code < 400 or "json" in response.get("Content-Type", ""):
            return response
        # What stands before the operations says its sentence as plain text.
        said = response.content.decode() if response.status_code in (409, 422) else ""
        refused = problem(response.status_code, said)
        if "Allow" in response:
            refused["Allow"] = response["Allow"]
        return refused

    return wrapper


def nowhere(_: HttpRequest, **__: Any) -> HttpResponse:
    """An address the API does not have."""
    return problem(404)
