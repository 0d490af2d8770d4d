"""The API as a whole: every register's operations, the figures, one error shape."""

import json
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from yizheng import __version__
from yizheng.core.registers import REGISTERS

from .doors import Session, Token, throttle
from .figures import router as figures
from .problems import ALWAYS, CODES, WRITING, Problem, explain_problems
from .records import routes_of

ROOT = "/api/v1/"
ABOUT = """议政的开放接口。网页能做的登记、修改、办理和查看都能在这里做，依据同样的权限和规则。

登录：在“我的账号”里生成接口令牌，请求时带上 `Authorization: Bearer 令牌`；
同一浏览器已登录网页时也可直接使用，写入须带 `X-CSRFToken`。
写入可带 `Idempotency-Key`，同一个键重复提交只登记一次。金额以元计，日期为 `年-月-日`。
出错时一律答 `{"code", "message", "details"}`；方法不对时为 405。您不能查看的内容一律答 404。
"""


class Site(NinjaAPI):
    """The API; its description says each refusal once.

    Refusals are answered by `problems`, so ninja need not know them: a model for each of them at
    each operation would make every start of the site seconds longer.
    """

    def get_openapi_schema(self, **_: Any) -> OpenAPISchema:
        """The OpenAPI description, the same at every address it is served from."""
        schema = super().get_openapi_schema(path_prefix=ROOT)
        schema["components"]["schemas"]["Problem"] = Problem.model_json_schema()
        schema["components"]["responses"] = {f"Problem{code}": _refusal(code) for code in WRITING}
        for operations in schema["paths"].values():
            for method, operation in operations.items():
                possible = ALWAYS if method == "get" else WRITING
                operation["responses"] |= {
                    code: {"$ref": f"#/components/responses/Problem{code}"} for code in possible
                }
        return schema


def _refusal(status: int) -> dict[str, Any]:
    shape = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {"description": CODES[status][1], "content": {"application/json": shape}}


@cache
def site() -> NinjaAPI:
    """The API, built once all apps have declared their registers."""
    api = Site(
        title="议政接口",
        version=__version__,
        description=ABOUT,
        docs_url=None,
        openapi_url=None,
        urls_namespace="api",
        auth=[Token(), Session()],
        throttle=throttle(),
    )
    explain_problems(api)
    for key in sorted(REGISTERS):
        api.add_router(f"/records/{key}", routes_of(REGISTERS[key]))
    api.add_router("/figures", figures)
    api.get("/openapi.json", include_in_schema=False, url_name="description")(description)
    return api


def description(request: HttpRequest) -> HttpResponse:
    """The OpenAPI description, for those who may come in."""
    return HttpResponse(described(), content_type="application/json")


@cache
def described() -> str:
    """The OpenAPI description as committed in `docs/reference/openapi.json`."""
    schema = site().get_openapi_schema()
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
