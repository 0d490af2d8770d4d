"""What is compared with what: the texts of one kind of record."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from yizheng.core.access import Action
from yizheng.core.records import Record


@dataclass(frozen=True, slots=True)
class Corpus:
    """The texts of one kind of record.

    Args:
        model: the records.
        taken_in: those whose text is compared, with no more columns than `text_of` reads.
        text_of: title and body of one of them.
        view: who may see what is found.
        related: what a page that shows what was found reads beside it, as for `select_related`.
    """

    model: type[Record]
    taken_in: Callable[[], QuerySet[Any]]
    text_of: Callable[[Any], tuple[str, str]]
    view: Action
    related: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Such as `proposals.proposal`: its folder, and how the trail names its records."""
        return self.model._meta.label_lower
