"""App configuration."""

from django.apps import AppConfig


class InstructionsConfig(AppConfig):
    """Instructions of leaders on products."""

    name = "yizheng.instructions"
    label = "instructions"
    verbose_name = "批示"
