"""Earlier reports on the same matter, by the engine of `core.similar`."""

from typing import Any

from django.db.models import QuerySet

from yizheng.core.similar import Corpus

from . import permissions
from .models import OpinionReport
from .states import State


def _in_hand() -> QuerySet[Any]:
    rows = OpinionReport.objects.exclude(state=State.WITHDRAWN)
    return rows.only("title", "original")


def _text_of(report: OpinionReport) -> tuple[str, str]:
    """As it came: what editors made of two reports says little about whether they are one."""
    return report.title, report.original


REPORTS = Corpus(
    model=OpinionReport,
    taken_in=_in_hand,
    text_of=_text_of,
    view=permissions.view,
    related=("reporter", "informant"),
)
