"""App configuration."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Home pages and search."""

    name = "yizheng.desk"
    label = "desk"
    verbose_name = "工作台"
