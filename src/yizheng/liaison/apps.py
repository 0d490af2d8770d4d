"""App configuration."""

from django.apps import AppConfig


class LiaisonConfig(AppConfig):
    """What members say when they are visited or talked with."""

    name = "yizheng.liaison"
    label = "liaison"
    verbose_name = "联络委员"
