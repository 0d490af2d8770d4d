"""All addresses: one namespace an app, sign-in by allauth, health for the machine."""

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from django.utils.module_loading import module_has_submodule


def health(_: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


def pages_of_apps() -> list[URLResolver]:
    """`/<app>/` for every app that has pages; desk and reports have addresses of their own."""
    ours = [app for app in apps.get_app_configs() if app.name.startswith("yizheng.")]
    at_root = ("desk", "reports")
    return [
        path("" if app.label in at_root else f"{app.label}/", include(f"{app.name}.urls"))
        for app in ours
        if app.module is not None and module_has_submodule(app.module, "urls")
    ]


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health),
    path("account/", include("allauth.account.urls")),
    *pages_of_apps(),
]
