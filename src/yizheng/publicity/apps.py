"""App configuration."""

from django.apps import AppConfig


class PublicityConfig(AppConfig):
    """Books, periodicals, programme, coverage, theory."""

    name = "yizheng.publicity"
    label = "publicity"
    verbose_name = "文史宣传"
