"""Addresses of the roster."""

from django.urls import path

from yizheng.core.pages import routes

from .registers import MANDATES, MERGES, ORGANS, PEOPLE, SECTORS, SESSIONS, TERMS
from .views import merging

app_name = "members"
urlpatterns = [
    # Before the general page of a record: a number that was merged leads to the one kept.
    path("people/<int:pk>/", merging.person_page, name="people-detail"),
    path("people/<int:pk>/merge/", merging.choose_page, name="merge-choose"),
    path("people/<int:pk>/merge/<int:other>/", merging.compare_page, name="merge-compare"),
    path("doubles/", merging.doubles_page, name="doubles"),
    *routes(MANDATES),
    *routes(PEOPLE),
    *routes(MERGES),
    *routes(SECTORS),
    *routes(ORGANS),
    *routes(TERMS),
    *routes(SESSIONS),
]
