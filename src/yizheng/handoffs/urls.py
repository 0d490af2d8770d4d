"""Addresses of handoffs."""

from yizheng.core.pages import routes

from .registers import HANDOFFS

app_name = "handoffs"
urlpatterns = routes(HANDOFFS)
