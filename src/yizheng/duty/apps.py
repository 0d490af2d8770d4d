"""App configuration."""

from django.apps import AppConfig


class DutyConfig(AppConfig):
    """Duty records, objections, outside activities, assessments."""

    name = "yizheng.duty"
    label = "duty"
    verbose_name = "履职档案"
