"""App configuration."""

from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    """Proposals, from draft to reply."""

    name = "yizheng.proposals"
    label = "proposals"
    verbose_name = "提案"
