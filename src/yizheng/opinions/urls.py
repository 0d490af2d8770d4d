"""Addresses of reports, bulletins and adoptions."""

from django.urls import path

from yizheng.core.pages import routes

from . import views
from .registers import ADOPTIONS, BULLETINS, FORWARDINGS, INFORMANTS, MINE, REPORTS

app_name = "opinions"
urlpatterns = [
    # Before the general page of transitions: this one has a page of its own.
    path("reports/<int:pk>/moves/opinions.edit/", views.edit_page, name="reports-edit-text"),
    path("bulletins/<int:pk>/issue.docx", views.bulletin_file, name="bulletin-file"),
    path("reports/<int:pk>/similar/", views.similar_reports, name="similar"),
    *routes(REPORTS),
    *routes(MINE),
    *routes(BULLETINS),
    *routes(ADOPTIONS),
    *routes(FORWARDINGS),
    *routes(INFORMANTS),
]
