"""App configuration."""

from django.apps import AppConfig


class ImportingConfig(AppConfig):
    """Tables taken over into any register, and taken back as one."""

    name = "yizheng.importing"
    label = "importing"
    verbose_name = "导入"

    def ready(self) -> None:
        """Put the way to import on the lists of registers that take tables."""
        from yizheng.core.registers import imports_at  # noqa: PLC0415 - models are loaded now

        from .imports.columns import address_of  # noqa: PLC0415

        imports_at(address_of)
