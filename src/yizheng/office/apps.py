"""App configuration."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Upward reports, rules, honours."""

    name = "yizheng.office"
    label = "office"
    verbose_name = "机关工作"
