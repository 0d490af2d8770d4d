"""App configuration."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Messages and reminders."""

    name = "yizheng.notices"
    label = "notices"
    verbose_name = "消息"
