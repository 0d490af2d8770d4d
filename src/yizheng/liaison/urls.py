"""Addresses of remarks."""

from yizheng.core.pages import routes

from .registers import REMARKS

app_name = "liaison"
urlpatterns = routes(REMARKS)
