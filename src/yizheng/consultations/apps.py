"""App configuration."""

from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    """Campaigns, products, recommendations."""

    name = "yizheng.consultations"
    label = "consultations"
    verbose_name = "协商监督"
