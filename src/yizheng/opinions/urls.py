"""Addresses of reports, bulletins and adoptions."""

from django.urls import path

from yizheng.core.pages import routes

from . import views
from .registers import ADOPTIONS, BULLETINS, MINE, REPORTS

app_name = "opinions"
urlpatterns = [
    # Before the general page of transitions: this one has a page of its own.
    path("reports/<int:pk>/moves/opinions.compile/", views.compile_page, name="reports-compile"),
    *routes(REPORTS),
    *routes(MINE),
    *routes(BULLETINS),
    *routes(ADOPTIONS),
]
