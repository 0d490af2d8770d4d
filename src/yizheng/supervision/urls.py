"""Addresses of democratic supervision."""

from django.urls import path

from yizheng.core.pages import routes

from .registers import APPRAISALS, ASSIGNMENTS, BALLOTS, CRITERIA, FINDINGS
from .views import voting

app_name = "supervision"
urlpatterns = [
    # Before the general page of transitions: a ballot has a page of its own.
    path("ballots/<int:pk>/moves/supervision.vote/", voting.vote_page, name="vote"),
    *routes(ASSIGNMENTS),
    *routes(FINDINGS),
    *routes(APPRAISALS),
    *routes(BALLOTS),
    *routes(CRITERIA),
]
