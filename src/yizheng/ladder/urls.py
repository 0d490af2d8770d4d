"""Addresses of the ladder."""

from django.urls import path

from yizheng.core.pages import routes

from . import views
from .registers import INCOMING, PARTNERS, SUBMISSIONS

app_name = "ladder"
urlpatterns = [
    path("import/", views.choose, name="import"),
    path("import/take/", views.take_in, name="take-in"),
    path("partners/<int:pk>/export/", views.export, name="export"),
    *routes(SUBMISSIONS),
    *routes(INCOMING),
    *routes(PARTNERS),
]
