"""Addresses of the roster."""

from yizheng.core.pages import routes

from .registers import MANDATES, ORGANS, PEOPLE, SECTORS, SESSIONS, TERMS

app_name = "members"
urlpatterns = [
    *routes(MANDATES),
    *routes(PEOPLE),
    *routes(SECTORS),
    *routes(ORGANS),
    *routes(TERMS),
    *routes(SESSIONS),
]
