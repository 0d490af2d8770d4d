"""App configuration."""

from django.apps import AppConfig


class LadderConfig(AppConfig):
    """Reports go up from committee to committee, and what became of them comes down."""

    name = "yizheng.ladder"
    label = "ladder"
    verbose_name = "逐级报送"
