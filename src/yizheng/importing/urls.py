"""Addresses of imports."""

from django.urls import path

from yizheng.core.pages import routes

from . import views
from .registers import RUNS

app_name = "importing"
urlpatterns = [
    path("tables/<str:key>/", views.import_page, name="form"),
    path("tables/<str:key>/template.xlsx", views.template, name="template"),
    path("checks/<int:pk>/", views.preview, name="preview"),
    path("checks/<int:pk>/faulty.xlsx", views.faulty, name="faulty"),
    path("checks/<int:pk>/start/", views.start, name="start"),
    path("jobs/<int:pk>/", views.run_page, name="run"),
    *routes(RUNS),
]
