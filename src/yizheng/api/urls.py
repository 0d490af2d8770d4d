"""Addresses of the API, every answer in one shape."""

from typing import Any, cast

from django.urls import URLPattern, include, path, re_path

from yizheng.core.idempotency import once

from .problems import nowhere, shaped
from .site import site


def _wrapped(pattern: Any) -> URLPattern:
    """The address with a used key, a wrong method and a huge body answered in shape."""
    pattern.callback = shaped(once(pattern.callback))
    return cast(URLPattern, pattern)


patterns, name, namespace = site().urls
urlpatterns = [
    path("v1/", include(([_wrapped(item) for item in patterns], name), namespace)),
    re_path("^.*$", nowhere),
]
