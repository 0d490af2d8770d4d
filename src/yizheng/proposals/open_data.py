"""What the public may read: published proposals and what was answered, nothing more.

Searching asks the published text alone: a search over what was cut would give it away.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import Prefetch, QuerySet

from yizheng.core.filters import CodeFilter
from yizheng.core.paging import Page, page_of
from yizheng.core.registers import Column
from yizheng.members.models import Session

from .codes import CATEGORIES, RESULT_CLASSES
from .models import Proposal, Reply
from .states import ReplyState


def published() -> QuerySet[Proposal]:
    """The active committee's published proposals. Unrestricted: for everybody."""
    rows = Proposal.objects.filter(published_on__isnull=False, is_open=True)
    related = ("session__term", "proposer", "party", "sector", "organ", "lead_unit")
    return rows.select_related(*related)


def with_replies(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """`rows` with `open_replies`: what was sent and may be read by everybody. 1 query more."""
    replies = Reply.objects.filter(state=ReplyState.SENT).select_related("handling__unit")
    return rows.prefetch_related(
        Prefetch("handlings__replies", replies.order_by("round"), to_attr="sent_replies")
    )


class Filters(django_filters.FilterSet):  # type: ignore[misc]
    """What a reader of the public list may ask for."""

    q = django_filters.CharFilter(
        label="查找",
        method="containing",
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "词语，以空格分开"}),
    )
    session = django_filters.ModelChoiceFilter(
        label="届次", queryset=lambda _: Session.offered(), empty_label="全部"
    )
    category = CodeFilter(label="类别", codes=CATEGORIES, former=True)
    result_class = CodeFilter(label="办理结果", codes=RESULT_CLASSES, former=True)

    class Meta:
        model = Proposal
        fields: tuple[str, ...] = ()

    def containing(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        """Rows whose title or published text has every word."""
        for word in words.split():
            rows = rows.filter(title__icontains=word) | rows.filter(public_text__icontains=word)
        return rows


def page(rows: QuerySet[Proposal], cursor: str) -> Page:
    """A page of the public list, the last published first. 2 queries."""
    return page_of(rows, order="-published_on", cursor=cursor, size=30)


COLUMNS = (
    Column("session", "届次", "session"),
    Column("number", "提案号", "printed_number"),
    Column("title", "案由", "title"),
    Column("submitter", "提案者", "public_submitter"),
    Column("category", "类别", "get_category_display"),
    Column("lead_unit", "主办单位", "lead_unit__name"),
    Column("filed_on", "立案日期", "filed_on", "day"),
    Column("replied_on", "答复日期", "replied_on", "day"),
    Column("result_class", "办理结果", "get_result_class_display"),
    Column("published_on", "公开日期", "published_on", "day"),
)


def as_facts(rows: Iterable[Proposal]) -> list[dict[str, Any]]:
    """Published proposals as plain values, for JSON: the columns, the text, the open replies."""
    return [
        {
            **{column.name: _plain(column.value(row)) for column in COLUMNS},
            "text": row.public_text,
            "replies": [
                {
                    "unit": reply.handling.unit.name,
                    "number": reply.document_number,
                    "sent_on": _plain(reply.sent_on),
                    "result_class": reply.result_class,
                    "text": public_reply(reply),
                }
                for reply in open_replies(row)
            ],
        }
        for row in rows
    ]


def open_replies(proposal: Any) -> list[Reply]:
    """The replies everybody may read, of a proposal from `with_replies`. No query."""
    return [
        reply
        for handling in proposal.handlings.all()
        for reply in handling.sent_replies
        if reply.is_open
    ]


def public_reply(reply: Reply) -> str:
    """What everybody may read of a reply."""
    return reply.public_text or reply.body


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
