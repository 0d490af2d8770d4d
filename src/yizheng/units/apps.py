"""App configuration."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """Handling units and parties."""

    name = "yizheng.units"
    label = "units"
    verbose_name = "承办单位"
