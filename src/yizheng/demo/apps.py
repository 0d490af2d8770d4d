"""App configuration."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo year of a city that does not exist."""

    name = "yizheng.demo"
    label = "demo"
    verbose_name = "演示年度"
