"""App configuration."""

from django.apps import AppConfig


class ServiceConfig(AppConfig):
    """Platforms, concerns, aid, grants."""

    name = "yizheng.service"
    label = "service"
    verbose_name = "服务为民"
