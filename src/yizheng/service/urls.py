"""Addresses of aid, platforms, concerns and grants."""

from yizheng.core.pages import routes

from .registers import ASSIGNMENTS, CONCERNS, FUNDS, GRANTS, MATTERS, PLATFORMS, SESSIONS

app_name = "service"
urlpatterns = [
    *routes(ASSIGNMENTS),
    *routes(FUNDS),
    *routes(MATTERS),
    *routes(PLATFORMS),
    *routes(SESSIONS),
    *routes(CONCERNS),
    *routes(GRANTS),
]
