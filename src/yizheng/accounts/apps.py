"""App configuration."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, roles, sign-in."""

    name = "yizheng.accounts"
    label = "accounts"
    verbose_name = "账号"
