"""The list of editions, and the summary's and the checker's places in the menu."""

from yizheng.core.access import may
from yizheng.core.navigation import item
from yizheng.core.registers import Column, Panel, register

from . import permissions
from .models import Edition
from .states import Kind
from .subjects import SUBJECTS

EDITIONS = register(
    Edition,
    slug="editions",
    section="reports",
    view=permissions.view_edition,
    label="总结文本",
    columns=("title", "year", "number", "state", "submitted_at", "published_at"),
    hidden=(
        Column("submitted_by", "提交人", "submitted_by"),
        Column("published_by", "发布人", "published_by"),
        Column("text", "所用文稿", "text"),
        "digest",
    ),
    order="-year",
    search=("title",),
    filters=("year", "state"),
    related=("submitted_by", "published_by", "text"),
    panels=(
        Panel("正文", "reports/_edition_link.html", lambda edition, _actor: {"edition": edition}),
    ),
    intro="每一版从提交时起，文字和数字不再变动。",
)
item("reports", "年度总结", "reports:summary-now", lambda actor: may(actor, permissions.view))
for kind in (Kind.REVIEW, Kind.PROPOSALS, Kind.ADOPTION):
    item(
        "reports",
        str(kind.label),
        f"reports:{kind}-now",
        lambda actor: may(actor, permissions.view),
    )
item("reports", "指标", "reports:figures-now", lambda actor: may(actor, permissions.view))
item("reports", "核对文稿", "reports:check", lambda actor: may(actor, permissions.check_draft))
for section, subject in (
    ("proposals", "proposals"),
    ("opinions", "opinions"),
    ("consultation", "consultations"),
    ("publicity", "publicity"),
):
    item(
        section,
        SUBJECTS[subject].title,
        f"reports:statistics-now-{subject}",
        lambda actor: may(actor, permissions.view),
    )
