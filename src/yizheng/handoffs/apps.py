"""App configuration."""

from django.apps import AppConfig


class HandoffsConfig(AppConfig):
    """One record that goes on as another one elsewhere."""

    name = "yizheng.handoffs"
    label = "handoffs"
    verbose_name = "转办"
