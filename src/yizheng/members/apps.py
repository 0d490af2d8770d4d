"""App configuration."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    """Committees, terms, people and mandates."""

    name = "yizheng.members"
    label = "members"
    verbose_name = "委员和机构"
