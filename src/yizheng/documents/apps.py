"""App configuration."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Attachments."""

    name = "yizheng.documents"
    label = "documents"
    verbose_name = "附件"
