"""Addresses of proposals."""

from yizheng.core.pages import routes

from .registers import MINE, PROPOSALS

app_name = "proposals"
urlpatterns = [*routes(PROPOSALS), *routes(MINE)]
