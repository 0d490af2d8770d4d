"""Whether an import stands."""

from django.db.models import TextChoices


class RunState(TextChoices):
    """An import is taken back as one, or not at all."""

    APPLIED = "applied", "已导入"
    UNDONE = "undone", "已撤销"
