"""App configuration."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The API, assembled from registers."""

    name = "yizheng.api"
    label = "api"
    verbose_name = "接口"
