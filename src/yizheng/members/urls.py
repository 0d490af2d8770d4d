"""Addresses of the roster."""

from django.urls import path

from yizheng.core.pages import routes

from . import registers
from .views import merging, people, terms

app_name = "members"
urlpatterns = [
    # Before the general page of a record: a number that was merged leads to the one kept.
    path("people/<int:pk>/", merging.person_page, name="people-detail"),
    path("people/<int:pk>/merge/", merging.choose_page, name="merge-choose"),
    path("people/<int:pk>/merge/<int:other>/", merging.compare_page, name="merge-compare"),
    path("people/<int:pk>/party/", people.change_party_page, name="change-party"),
    path("people/<int:pk>/contact/", people.contact_page, name="contact"),
    path("doubles/", merging.doubles_page, name="doubles"),
    path("roster/", people.roster_page, name="roster"),
    path("members/co-opt/", people.co_opt_page, name="co-opt"),
    path("members/<int:pk>/end/", people.end_page, name="end"),
    path("members/<int:pk>/sector/", people.change_sector_page, name="change-sector"),
    path("term-changes/<int:pk>/staying/", terms.staying_page, name="term-staying"),
    path("term-changes/<int:pk>/namesakes/", terms.namesakes_page, name="term-namesakes"),
    path("term-changes/<int:pk>/seats/", terms.seats_page, name="term-seats"),
    path("term-changes/<int:pk>/posts/", terms.posts_page, name="term-posts"),
    *routes(registers.MANDATES),
    *routes(registers.PEOPLE),
    *routes(registers.TENURES),
    *routes(registers.CHANGES),
    *routes(registers.NOMINEES),
    *routes(registers.PLACES),
    *routes(registers.MERGES),
    *routes(registers.SECTORS),
    *routes(registers.ORGANS),
    *routes(registers.TERMS),
    *routes(registers.SESSIONS),
]
