"""Contributions: handed in, looked at by one, decided by another, given back, taken back."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from yizheng.core import records
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.citations import OFFICE_RULES
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.core.wording import length
from yizheng.core.workflow import transition
from yizheng.documents.secrecy import refuse_marked
from yizheng.members.selectors import person_of
from yizheng.publicity import permissions
from yizheng.publicity.models import ContentsEntry, Contribution, ContributionCall
from yizheng.publicity.states import IN_EDITING, ContributionState

CONTRIBUTING = OFFICE_RULES("征稿和审稿")
# What a member fills in himself; the rest follows from who he is and from the day.
BY_MEMBER = ("call", "kind", "title", "witness", "told_from", "told_to", "text")
WRITTEN = ("title", "text")
SUBMITTED, REVIEWED = ContributionState.SUBMITTED, ContributionState.REVIEWED


@service("publicity.submit")
def submit_contribution(
    *, by: Actor, facts: dict[str, Any], at: datetime | None = None
) -> Contribution:
    """Hand in a contribution: a member his own, editors what came on paper or from elsewhere.

    Raises:
        NotAllowed, Invalid: as `core.records.create`; or nothing is called for on this day.
    """
    if not by.has(*permissions.EDITORS):
        facts = _his_own(facts) | {"author": person_of(by), "submitted_on": localdate(at)}
        _require_open(facts.get("call"), at)
    facts = _checked(facts, at)
    return records.create(
        Contribution,
        by=by,
        right=permissions.write,
        facts=facts,
        derived={"words": _words(facts.get("stated_words"), facts.get("text") or "")},
        key="publicity.submit",
        at=at,
    )


@service("publicity.revise_contribution")
def revise_contribution(
    contribution: Contribution, *, by: Actor, facts: dict[str, Any], version: int
) -> Contribution:
    """Change a contribution: its author while it is with him, editors until it is decided.

    An editor who changes its words is kept among those who may not accept it.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.revise`.
    """
    if not by.has(*permissions.EDITORS):
        facts = _his_own(facts)
    elif by.user_id and _rewords(contribution, facts):
        editors = [*contribution.editors.values_list("pk", flat=True), by.user_id]
        facts = facts | {"editors": sorted(set(editors))}
    facts = _checked(facts, None)
    stated = facts.get("stated_words", contribution.stated_words)
    return records.revise(
        contribution,
        by=by,
        right=permissions.write,
        facts=facts,
        version=version,
        derived={"words": _words(stated, facts.get("text", contribution.text))},
        key="publicity.revise_contribution",
    )


@service("publicity.remove_contribution")
def remove_contribution(
    contribution: Contribution, *, by: Actor, reason: str, version: int
) -> None:
    """Take back what editors entered by mistake; an author withdraws instead.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.remove`; or it is one's own.
    """
    if not by.has(*permissions.EDITORS):
        raise Invalid("已经提交的稿件请办理“撤回”，办理记录会留着")
    records.remove(contribution, by=by, right=permissions.write, reason=reason, version=version)


def _his_own(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if name in BY_MEMBER}


def _words(stated: int | None, text: str) -> int:
    """How long the whole is: as stated of what is attached, or as counted, spaces left out."""
    return length(text) if stated is None else stated


def _rewords(contribution: Contribution, facts: dict[str, Any]) -> bool:
    return any(name in facts and facts[name] != getattr(contribution, name) for name in WRITTEN)


def _checked(facts: dict[str, Any], at: datetime | None) -> dict[str, Any]:
    refuse_marked(**{name: facts.get(name) or "" for name in WRITTEN})
    if facts.get("submitted_on"):
        day_of(facts["submitted_on"], at=at, field="submitted_on")
    call, kind = facts.get("call"), facts.get("kind")
    if call and kind and call.kind != kind:
        raise Invalid(f"这次征的是{call.get_kind_display()}", field="kind")
    # Somebody on the roster has his name there.
    return facts | {"author_name": ""} if facts.get("author") else facts


def _require_open(call: ContributionCall | None, at: datetime | None) -> None:
    if call and not call.opens_on <= localdate(at) <= call.closes_on:
        sentence = f"征稿时间是 {call.opens_on} 至 {call.closes_on}；不应征也可以投稿，这一项不选"
        raise Invalid(sentence, field="call")


@transition(
    "publicity.review",
    "初审",
    sources={SUBMITTED},
    target=REVIEWED,
    right=permissions.review,
    citation=CONTRIBUTING,
)
def review_contribution(
    contribution: Contribution, *, by: Actor, at: datetime, opinion: str
) -> None:
    """Say what it is worth; whether it is taken somebody else decides."""
    contribution.opinion, contribution.reviewed_on = opinion.strip(), localdate(at)
    contribution.return_note = ""
    if by.user_id:
        contribution.editors.add(by.user_id)


@transition(
    "publicity.return",
    "退回修改",
    sources=IN_EDITING,
    target=ContributionState.RETURNED,
    right=permissions.review,
    citation=CONTRIBUTING,
    awaited_in=(),
)
def return_contribution(
    contribution: Contribution, *, by: Actor, at: datetime, return_note: str
) -> None:
    """Give it back to its author with what is to be changed."""
    contribution.return_note = return_note.strip()


@transition(
    "publicity.submit_again",
    "再次提交",
    sources={ContributionState.RETURNED},
    target=SUBMITTED,
    right=permissions.write,
    citation=CONTRIBUTING,
)
def submit_again(contribution: Contribution, *, by: Actor, at: datetime) -> None:
    """Hand it in again; what was asked for stays beside it until it is looked at."""


@transition(
    "publicity.accept",
    "采用",
    sources={REVIEWED},
    target=ContributionState.ACCEPTED,
    right=permissions.decide,
    citation=CONTRIBUTING,
)
def accept_contribution(
    contribution: Contribution, *, by: Actor, at: datetime, accepted_on: date | None = None
) -> None:
    """Take it: it may be put into a book or an issue."""
    contribution.accepted_on = day_of(accepted_on, at=at, field="accepted_on")


@transition(
    "publicity.decline",
    "不采用",
    sources=IN_EDITING,
    target=ContributionState.DECLINED,
    right=permissions.decide,
    citation=CONTRIBUTING,
    awaited_in={REVIEWED},
)
def decline_contribution(
    contribution: Contribution, *, by: Actor, at: datetime, declined_reason: str
) -> None:
    """Do not take it; the author reads why."""
    contribution.declined_reason = declined_reason.strip()
    contribution.declined_on = localdate(at)


@transition(
    "publicity.reconsider",
    "重新审稿",
    sources={ContributionState.ACCEPTED, ContributionState.DECLINED},
    target=REVIEWED,
    right=permissions.review,
    citation=CONTRIBUTING,
    awaited_in=(),
)
def reconsider_contribution(
    contribution: Contribution, *, by: Actor, at: datetime, opinion: str
) -> None:
    """Decide once more, and say why; not while it has its place in a book or an issue."""
    if ContentsEntry.objects.filter(contribution=contribution).exists():
        raise Invalid("这篇稿件已经编入目录，请先从目录里去掉")
    contribution.opinion, contribution.reviewed_on = opinion.strip(), localdate(at)
    contribution.accepted_on = contribution.declined_on = None
    contribution.declined_reason = ""
    if by.user_id:
        contribution.editors.add(by.user_id)


@transition(
    "publicity.withdraw",
    "撤回",
    sources={SUBMITTED, REVIEWED, ContributionState.RETURNED},
    target=ContributionState.WITHDRAWN,
    right=permissions.withdraw,
    citation=CONTRIBUTING,
    awaited_in=(),
)
def withdraw_contribution(contribution: Contribution, *, by: Actor, at: datetime) -> None:
    """Its author does not want it to go on."""


@transition(
    "publicity.mark_published",
    "刊用",
    sources={ContributionState.ACCEPTED},
    target=ContributionState.PUBLISHED,
    right=None,
    citation=CONTRIBUTING,
)
def mark_published(contribution: Contribution, *, by: Actor, at: datetime) -> None:
    """The book or the issue that holds it is out."""
