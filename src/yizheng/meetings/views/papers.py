"""Minutes and agendas as Word files; minutes as they begin."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from yizheng.activities.models import Activity
from yizheng.activities.registers import ACTIVITIES
from yizheng.core.access import may
from yizheng.core.http import Request, attached, redirect_to
from yizheng.documents import official
from yizheng.meetings import permissions
from yizheng.meetings.models import Minutes, Notice
from yizheng.meetings.registers import MINUTES
from yizheng.meetings.selectors import papers
from yizheng.members.models import Committee

DRAFT = "（草稿）"


@login_required
@require_safe
def draft_minutes(request: Request, pk: int) -> HttpResponse:
    """To the form of minutes, with the agenda and what was settled filled in."""
    activity = get_object_or_404(ACTIVITIES.rows(request.actor), pk=pk)
    if not may(request.actor, permissions.draft_minutes):
        raise Http404(pk)
    given = {"activity": str(pk), "text": papers.draft_text(activity)}
    return redirect_to(request, f"{reverse('meetings:minutes-new')}?{urlencode(given)}")


@login_required
@require_safe
def minutes_file(request: Request, pk: int) -> HttpResponse:
    """The minutes in the official form, with the names of who was there."""
    minutes: Minutes = get_object_or_404(MINUTES.rows(request.actor), pk=pk)
    content = official.as_docx(_minutes(minutes))
    return attached(content, official.CONTENT_TYPE, f"{minutes}.docx")


def _minutes(minutes: Minutes) -> official.Minutes:
    activity = minutes.activity
    committee = Committee.objects.get(pk=minutes.committee_id)
    there = papers.attended(activity)
    text = f"主持：{minutes.chaired_by}\n{minutes.text}" if minutes.chaired_by else minutes.text
    return official.Minutes(
        name=f"{committee.name}{activity.kind.label}纪要",
        number=minutes.number if minutes.issued_on else f"{minutes.number}{DRAFT}",
        organ=activity.organiser.name if activity.organiser else committee.short_name,
        title=f"{activity.title}纪要",
        paragraphs=official.blocks_of(text),
        names=(
            ("出席", there.present),
            ("请假", there.on_leave),
            ("列席", there.observers),
        ),
        on=minutes.issued_on,
    )


@login_required
@require_safe
def agenda_file(request: Request, pk: int) -> HttpResponse:
    """The agenda as a Word table, as far as the reader may see it."""
    activity: Activity = get_object_or_404(ACTIVITIES.rows(request.actor), pk=pk)
    notice = Notice.objects.filter(activity=activity).first()
    items = papers.agenda_of(activity, request.actor, notice.starts_at if notice else None)
    if not items:
        raise Http404(pk)
    sheet = official.Sheet(
        title=f"{activity.title}议程",
        note=" ".join(
            filter(None, (notice.when if notice else str(activity.held_on or ""), activity.place))
        ),
        head=("序号", "时间", "议题", "汇报单位或人", "材料"),
        widths=(1, 1.5, 7, 3, 3),
        rows=tuple(
            (
                str(one.item.ordinal),
                one.hour,
                one.item.title,
                one.item.presenter,
                "、".join(paper.name for paper in one.papers),
            )
            for one in items
        ),
    )
    return attached(official.as_docx(sheet), official.CONTENT_TYPE, f"{activity.title}议程.docx")
