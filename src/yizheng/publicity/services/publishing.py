"""Books and issues: what they hold, in which order, and the day they are out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from yizheng.core import records
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.publicity import permissions, selectors
from yizheng.publicity.models import ContentsEntry, Contribution, Publication
from yizheng.publicity.states import ContributionKind, ContributionState

from .contributing import mark_published


@service("publicity.create_publication")
def enter_publication(
    *, by: Actor, facts: dict[str, Any], at: datetime | None = None
) -> Publication:
    """Begin a book or an issue, or enter one that is out.

    Raises:
        NotAllowed, Invalid: as `core.records.create`; or out later than today.
    """
    day_of(facts.get("published_on"), at=at, field="published_on")
    return records.create(Publication, by=by, right=permissions.keep, facts=facts, at=at)


@service("publicity.revise_publication")
def revise_publication(
    publication: Publication, *, by: Actor, facts: dict[str, Any], version: int
) -> Publication:
    """Change its facts; with a day of publication, what it holds counts as published.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.revise`; out later than today; or the day is
            taken away while contributions stand as published in it.
    """
    day = facts.get("published_on", publication.published_on)
    day_of(day, at=None, field="published_on")
    entries = ContentsEntry.objects.filter(publication=publication)
    if day is None and entries.filter(contribution__state=ContributionState.PUBLISHED).exists():
        raise Invalid("编入的稿件已记为刊用，出版日期可以更正，不能去掉", field="published_on")
    revised = records.revise(
        publication, by=by, right=permissions.keep, facts=facts, version=version
    )
    if revised.published_on:
        _publish(entries, by=by, at=None)
    return revised


def _publish(entries: Any, *, by: Actor, at: datetime | None) -> None:
    waiting = entries.filter(contribution__state=ContributionState.ACCEPTED)
    for entry in waiting.select_related("contribution"):
        mark_published(entry.contribution, by=by, at=at)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a contribution is to stand; the order is that of the list it is given in."""

    contribution: Contribution
    section: str = ""
    page_from: int | None = None
    page_to: int | None = None

    def facts(self, ordinal: int) -> dict[str, Any]:
        """As an entry of the table of contents holds it."""
        return {
            "section": self.section.strip(),
            "ordinal": ordinal,
            "page_from": self.page_from,
            "page_to": self.page_to,
        }


@service("publicity.arrange")
def arrange(
    publication: Publication,
    *,
    by: Actor,
    placed: Sequence[Placed],
    version: int,
    at: datetime | None = None,
) -> Publication:
    """Make the table of contents what `placed` says, numbered from 1.

    What is left out goes back to the accepted; what comes into a publication that is out counts as
    published.

    Raises:
        NotAllowed, Stale: as `core.records.revise`.
        Invalid: a contribution is not accepted, is only a clue, stands elsewhere or twice, or was
            published here and is to be left out; or pages that cannot be.
    """
    with transaction.atomic():
        publication = records.revise(
            publication,
            by=by,
            right=permissions.keep,
            facts={},
            version=version,
            key="publicity.arrange",
            at=at,
        )
        there = {entry.contribution_id: entry for entry in selectors.contents_of(publication)}
        _check_placed(placed, there)
        kept = {one.contribution.pk for one in placed}
        for entry in (entry for pk, entry in there.items() if pk not in kept):
            _leave_out(entry, by=by)
        for ordinal, one in enumerate(placed, 1):
            _place(publication, one, there.get(one.contribution.pk), ordinal, by=by, at=at)
        if publication.published_on:
            _publish(ContentsEntry.objects.filter(publication=publication), by=by, at=at)
    return publication


def _check_placed(placed: Sequence[Placed], there: dict[int, ContentsEntry]) -> None:
    pages = 0
    if len({one.contribution.pk for one in placed}) < len(placed):
        raise Invalid("同一篇稿件列了两次")
    for one in placed:
        title, state = one.contribution.title, one.contribution.state
        if one.contribution.pk not in there and (
            state != ContributionState.ACCEPTED or one.contribution.kind == ContributionKind.CLUE
        ):
            raise Invalid(f"《{title}》不是已采用的稿件，不能编入")
        if (one.page_to and not one.page_from) or (one.page_from or 1) > (one.page_to or 10**6):
            raise Invalid(f"《{title}》的截止页早于起始页，或者没有起始页")
        if one.page_from and one.page_from < pages:
            raise Invalid(f"《{title}》的起始页在前一篇之前，请对照顺序和页码")
        pages = one.page_from or pages


def _leave_out(entry: ContentsEntry, *, by: Actor) -> None:
    if entry.contribution.state == ContributionState.PUBLISHED:
        raise Invalid(f"《{entry.contribution}》已经刊用，不能从目录里去掉")
    right, reason = permissions.keep, "从目录里去掉"
    records.remove(entry, by=by, right=right, reason=reason, version=entry.version)


def _place(
    publication: Publication,
    one: Placed,
    entry: ContentsEntry | None,
    ordinal: int,
    *,
    by: Actor,
    at: datetime | None,
) -> None:
    facts = one.facts(ordinal)
    if entry is None:
        facts |= {"publication": publication, "contribution": one.contribution}
        records.create(ContentsEntry, by=by, right=permissions.keep, facts=facts, at=at)
    elif any(getattr(entry, name) != value for name, value in facts.items()):
        right, version = permissions.keep, entry.version
        records.revise(entry, by=by, right=right, facts=facts, version=version, at=at)
