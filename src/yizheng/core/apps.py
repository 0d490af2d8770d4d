"""Wires the registries: every app's services, figures and registers are found at start."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    """The engines."""

    name = "yizheng.core"
    label = "core"
    verbose_name = "基础"

    def ready(self) -> None:
        """Import what declares transitions, figures, registers and jobs."""
        autodiscover_modules("services", "indicators", "registers", "imports", "bulk")
