"""Addresses of units and parties."""

from yizheng.core.pages import routes

from .registers import PARTIES, UNITS

app_name = "units"
urlpatterns = [*routes(UNITS), *routes(PARTIES)]
