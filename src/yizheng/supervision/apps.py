"""App configuration."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """Assigned supervisors, findings, appraisals."""

    name = "yizheng.supervision"
    label = "supervision"
    verbose_name = "民主监督"
