"""Addresses of upward reports, rules and honours."""

from yizheng.core.pages import routes

from .registers import AREAS, HONOURS, RULES, UPWARD_REPORTS

app_name = "office"
urlpatterns = [*routes(UPWARD_REPORTS), *routes(RULES), *routes(AREAS), *routes(HONOURS)]
