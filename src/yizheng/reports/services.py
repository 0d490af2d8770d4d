"""Writing the text of the summary, and bringing an edition from the desk to the published page."""

from datetime import datetime
from typing import Annotated, Any

from django.db import transaction
from django.db.models import Max

from yizheng.accounts.models import User
from yizheng.core import history, records
from yizheng.core.actors import Actor
from yizheng.core.citations import STATISTICS_RULES
from yizheng.core.errors import Invalid, Stale
from yizheng.core.history import Act
from yizheng.core.jobs import Job, job
from yizheng.core.numbering import next_number
from yizheng.core.periods import Year
from yizheng.core.records import service
from yizheng.core.tenancy import active_committee
from yizheng.core.workflow import transition as move
from yizheng.members.selectors import year_of

from . import checking, freezing, permissions, selectors
from .checking import Checked
from .models import Edition, FrozenFigure, SummaryText
from .states import Kind, State
from .summary import Draft, draft_of
from .text import TextRefused, parse

SHOWN_PROBLEMS = 5
# By which series the versions of a text are numbered.
SERIES = {kind: "text" if kind == Kind.SUMMARY else f"text/{kind}" for kind in Kind}


@service("reports.save_text")
def save_text(
    *,
    by: Actor,
    text: str,
    note: str = "",
    year: int | None = None,
    based_on: int | None = None,
    kind: Kind = Kind.SUMMARY,
) -> SummaryText:
    """Save a new version of the text, of one year or (None) of every year without its own.

    Args:
        kind: what it is the text of.
        based_on: the version the writer began from; 0 for the shipped text.

    Raises:
        Invalid: the text cannot be read; the message names each place.
        Stale: somebody saved another version since.
    """
    saved = SummaryText.objects.filter(year=year, kind=kind)
    newest = saved.aggregate(newest=Max("number"))["newest"] or 0
    if based_on is not None and based_on != newest:
        raise Stale(
            "您打开以后，已有人保存了新的文稿。您写的内容还在，请对照后再保存。", newest=newest
        )
    check_text(text)
    return records.create(
        SummaryText,
        by=by,
        right=permissions.WRITING[kind],
        facts={
            "kind": kind,
            "year": year,
            "number": next_number(f"reports/{SERIES[kind]}/{year or 'every'}"),
            "text": text,
            "note": note,
            "author": _account(by),
        },
    )


def check_text(text: str) -> None:
    """Refuse a text that cannot be printed.

    Raises:
        Invalid: at the field `text`, a sentence for each of the first problems.
    """
    try:
        parse(text, selectors.printables())
    except TextRefused as refusal:
        sentences = [str(problem) for problem in refusal.problems[:SHOWN_PROBLEMS]]
        if more := len(refusal.problems) - len(sentences):
            sentences.append(f"另有{more}处")
        raise Invalid("；".join(sentences), fields={"text": sentences}) from refusal


@service("reports.compose_edition")
def compose_edition(*, by: Actor, year: int) -> Edition:
    """Begin a new edition of a year's summary.

    Raises:
        Unknown: the year is not on record.
        Invalid: another edition of the year is still open, or the text cannot be printed.
    """
    draft = _draft(year_of(active_committee(), year))
    return records.create(
        Edition,
        by=by,
        right=permissions.write_text,
        facts={
            "year": year,
            "number": next_number(f"reports/edition/{year}"),
            "title": draft.content.title,
        },
    )


@move(
    "reports.submit_edition",
    "提交审签",
    sources={State.DRAFT},
    target=State.SUBMITTED,
    right=permissions.write_text,
    citation=STATISTICS_RULES("总结的审签"),
)
def submit_edition(edition: Edition, *, by: Actor, at: datetime) -> None:
    """Freeze the newest text with every figure in it, for somebody else to publish."""
    year = year_of(edition.committee_id, edition.year)
    draft = _draft(year)
    edition.text = draft.source.record
    edition.title = draft.content.title
    edition.content = draft.content.to_json()
    edition.submitted_by_id, edition.submitted_at = by.user_id, at
    freezing.freeze(edition, list(draft.values), year)
    edition.digest = edition.compute_digest()


@move(
    "reports.publish_edition",
    "发布",
    sources={State.SUBMITTED},
    target=State.PUBLISHED,
    right=permissions.publish,
    citation=STATISTICS_RULES("总结的发布"),
)
def publish_edition(edition: Edition, *, by: Actor, at: datetime) -> None:
    """Publish what was submitted, as it was submitted.

    Raises:
        Invalid: the publisher submitted it; a figure has changed since; or what is stored no longer
            agrees with its digest.
    """
    if edition.submitted_by_id in {by.user_id, by.for_id}:
        raise Invalid("提交和发布须由两个人办理，请由另一位同志发布")
    if freezing.faults(edition):
        raise Invalid("提交的内容与校验值不符，不能发布；请退回后重新提交")
    changed = freezing.changes(edition, year_of(edition.committee_id, edition.year))
    if changed:
        named = "；".join(
            f"{change.frozen.label}提交时{change.frozen.value or '—'}，"
            f"现在{freezing.exact(change.now) or '—'}"
            for change in changed[:SHOWN_PROBLEMS]
        )
        raise Invalid(f"提交以后有{len(changed)}个数字变了（{named}），请退回后重新提交")
    edition.published_by_id, edition.published_at = by.user_id, at


@move(
    "reports.return_edition",
    "退回修改",
    sources={State.SUBMITTED},
    target=State.DRAFT,
    right=permissions.publish,
    citation=STATISTICS_RULES("总结的审签"),
    awaited_in=(),
)
def return_edition(
    edition: Edition, *, by: Actor, at: datetime, reason: Annotated[str, "退回的原因"]
) -> None:
    """Give the edition back to the writer; what was frozen is let go.

    Raises:
        Invalid: no reason given.
    """
    if not reason.strip():
        raise Invalid("请写明退回的原因", field="reason")
    FrozenFigure.objects.filter(edition=edition).delete()
    edition.content, edition.digest = {}, ""
    edition.submitted_by = edition.submitted_at = edition.text = None


def note_check(checked: Checked, *, by: Actor) -> None:
    """Write down that a draft was checked: how long it was and how it came out, nothing of it."""
    outcome = {str(verdict): count for verdict, count in checked.counts.items()}
    after = {"characters": len(checked.text), "year": checked.year.number, **outcome}
    with transaction.atomic():
        history.write([Act("reports.check_draft", "reports.draft", after=after)], by=by)


@job("reports.check")
def check_long_draft(
    row: Job, *, by: Actor, text: str, notes: list[str], year: int
) -> dict[str, Any]:
    """Check a long draft. The outcome holds the text until its reader has seen it once."""
    row.progress(0, 2)
    checked = checking.check(text, year_of(active_committee(), year))
    row.progress(1, 2)
    note_check(checked, by=by)
    Job.objects.filter(pk=row.pk).update(inputs={})
    row.progress(2, 2)
    return {"text": text, "notes": notes, "year": year}


def forget_draft(row: Job) -> None:
    """Drop what a finished check still holds of its draft."""
    Job.objects.filter(pk=row.pk).update(inputs={}, result={})


def _account(by: Actor) -> User:
    """Raises Invalid for an actor without account: every text has an author."""
    author = User.objects.filter(pk=by.user_id).first() if by.user_id else None
    if author is None:
        raise Invalid("文稿须由有账号的人保存")
    return author


def _draft(year: Year) -> Draft:
    try:
        return draft_of(year)
    except TextRefused as refusal:
        raise Invalid(f"文稿不能使用：{refusal}") from refusal
