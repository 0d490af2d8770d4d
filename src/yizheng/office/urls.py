"""Addresses of upward reports, rules, honours and responsibilities."""

from django.urls import path

from yizheng.core.pages import routes

from .registers import (
    AMENDMENTS,
    AREAS,
    CHECKLISTS,
    HONOURS,
    REPEALS,
    RESPONSIBILITIES,
    RULES,
    STEPS,
    UPWARD_REPORTS,
)
from .views import in_force

app_name = "office"
urlpatterns = [
    path("in-force/", in_force.in_force_page, name="in-force"),
    *routes(UPWARD_REPORTS),
    *routes(RULES),
    *routes(AMENDMENTS),
    *routes(REPEALS),
    *routes(AREAS),
    *routes(HONOURS),
    *routes(CHECKLISTS),
    *routes(RESPONSIBILITIES),
    *routes(STEPS),
]
