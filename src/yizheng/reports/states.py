"""How far an edition of the annual summary is."""

from django.db.models import TextChoices


class State(TextChoices):
    """From the desk of the writer to the page that never changes."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "已提交"
    PUBLISHED = "published", "已发布"


OPEN = (State.DRAFT, State.SUBMITTED)
FROZEN = (State.SUBMITTED, State.PUBLISHED)
