"""App configuration."""

from django.apps import AppConfig


class OpinionsConfig(AppConfig):
    """Opinion reports, bulletins and adoptions."""

    name = "yizheng.opinions"
    label = "opinions"
    verbose_name = "社情民意"
