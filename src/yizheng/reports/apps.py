"""App configuration."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The annual summary and the checking of drafts."""

    name = "yizheng.reports"
    label = "reports"
    verbose_name = "年度总结"
