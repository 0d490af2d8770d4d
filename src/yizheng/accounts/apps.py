"""App configuration."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, roles, sign-in."""

    name = "yizheng.accounts"
    label = "accounts"
    verbose_name = "账号"

    def ready(self) -> None:
        """Put the officers' page into the menu."""
        from yizheng.core.access import may  # noqa: PLC0415 - after the models are loaded
        from yizheng.core.navigation import item  # noqa: PLC0415

        from . import permissions  # noqa: PLC0415

        item("system", "账号和角色", "accounts:list", lambda actor: may(actor, permissions.view))
