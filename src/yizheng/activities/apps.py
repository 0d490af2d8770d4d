"""App configuration."""

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    """Every dated event with people."""

    name = "yizheng.activities"
    label = "activities"
    verbose_name = "会议活动"
