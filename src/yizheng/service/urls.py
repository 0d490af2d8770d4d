"""Addresses of aid, platforms, concerns, benefits and grants; pages for residents."""

from django.urls import path

from yizheng.core.pages import routes

from .registers import (
    ASSIGNMENTS,
    BENEFITS,
    CONCERNS,
    FUNDS,
    GRANTS,
    MATTERS,
    MY_CONCERNS,
    PLATFORMS,
    SESSIONS,
)
from .views import caring, residents

app_name = "service"
urlpatterns = [
    # Short, for posters and slips of paper.
    path("p/<slug:code>/<str:link>/", residents.raise_concern, name="raise"),
    path("c/<slug:code>/", residents.follow, name="follow"),
    path("c/<slug:code>/<str:number>/", residents.receipt, name="receipt"),
    path("platforms/<int:pk>/poster/", caring.poster, name="poster"),
    path("concerns/<int:pk>/contact/", caring.contact, name="contact"),
    *routes(ASSIGNMENTS),
    *routes(FUNDS),
    *routes(MATTERS),
    *routes(PLATFORMS),
    *routes(SESSIONS),
    *routes(CONCERNS),
    *routes(MY_CONCERNS),
    *routes(BENEFITS),
    *routes(GRANTS),
]
