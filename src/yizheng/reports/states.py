"""Which reports are made from texts, and how far an edition of the annual summary is."""

from django.db.models import TextChoices


class State(TextChoices):
    """From the desk of the writer to the page that never changes."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "已提交"
    PUBLISHED = "published", "已发布"


OPEN = (State.DRAFT, State.SUBMITTED)
FROZEN = (State.SUBMITTED, State.PUBLISHED)


class Kind(TextChoices):
    """What a text is the text of. Only the summary has editions; the others are taken to Word."""

    SUMMARY = "summary", "年度总结"
    REVIEW = "review", "提案审查情况的报告"
    PROPOSALS = "proposals", "提案工作情况的报告"
    ADOPTION = "adoption", "协商成果采纳落实情况的报告"
