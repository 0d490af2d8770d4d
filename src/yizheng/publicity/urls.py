"""Addresses of contributions, publications, the programme, the press and theory papers."""

from django.urls import path

from yizheng.core.pages import routes

from .registers import (
    CALLS,
    COLUMNS,
    CONTENTS,
    CONTRIBUTIONS,
    COVERAGE,
    EPISODES,
    MY_CONTRIBUTIONS,
    OUTLETS,
    PAPERS,
    PUBLICATIONS,
    PUBLISHING,
)
from .views import contents

app_name = "publicity"
urlpatterns = [
    path("publications/<int:pk>/contents/", contents.arrange_page, name="arrange"),
    path("publications/<int:pk>/contents.docx", contents.contents_file, name="contents-file"),
    path("contributions/<int:pk>/texts/<int:number>/", contents.version_page, name="version"),
    *routes(PUBLICATIONS),
    *routes(PUBLISHING),
    *routes(CALLS),
    *routes(CONTRIBUTIONS),
    *routes(MY_CONTRIBUTIONS),
    *routes(CONTENTS),
    *routes(EPISODES),
    *routes(COLUMNS),
    *routes(COVERAGE),
    *routes(OUTLETS),
    *routes(PAPERS),
]
