"""Addresses of publications, the programme, the press and theory papers."""

from yizheng.core.pages import routes

from .registers import COLUMNS, COVERAGE, EPISODES, OUTLETS, PAPERS, PUBLICATIONS

app_name = "publicity"
urlpatterns = [
    *routes(PUBLICATIONS),
    *routes(EPISODES),
    *routes(COLUMNS),
    *routes(COVERAGE),
    *routes(OUTLETS),
    *routes(PAPERS),
]
