"""Kinds of publications and contributions, levels of the press, and a contribution's life."""

from django.db.models import TextChoices


class PublicationKind(TextChoices):
    """What is edited and printed."""

    BOOK = "book", "文史图书"
    PERIODICAL_ISSUE = "periodical_issue", "会刊"


class PressLevel(TextChoices):
    """Who publishes an outlet, and who gives an award."""

    CITY = "city", "市级"
    PROVINCE = "province", "省级"
    NATION = "nation", "国家级"


class ContributionKind(TextChoices):
    """What is handed in: for a book of history, as a clue to be followed, for the periodical."""

    HISTORY = "history", "文史稿件"
    CLUE = "clue", "文史线索"
    PERIODICAL = "periodical", "会刊稿件"


# What is told of the past, and says how the teller knows it.
OF_HISTORY = frozenset({ContributionKind.HISTORY, ContributionKind.CLUE})


class Witness(TextChoices):
    """How the author or narrator knows what he tells (三亲)."""

    LIVED = "lived", "亲历"
    SEEN = "seen", "亲见"
    HEARD = "heard", "亲闻"


class Authorship(TextChoices):
    """Whether he wrote it down himself."""

    WRITTEN = "written", "本人撰写"
    TOLD = "told", "口述，他人整理"


class ContributionState(TextChoices):
    """Where a contribution stands."""

    SUBMITTED = "submitted", "待初审"
    REVIEWED = "reviewed", "待终审"
    RETURNED = "returned", "退回修改"
    ACCEPTED = "accepted", "已采用"
    PUBLISHED = "published", "已刊用"
    DECLINED = "declined", "不采用"
    WITHDRAWN = "withdrawn", "已撤回"


# With the editors: they may change the text.
IN_EDITING = frozenset({ContributionState.SUBMITTED, ContributionState.REVIEWED})
# The author may still correct it himself.
WITH_AUTHOR = frozenset({ContributionState.SUBMITTED, ContributionState.RETURNED})
# It was taken.
TAKEN = frozenset({ContributionState.ACCEPTED, ContributionState.PUBLISHED})
