"""The year's plan as Word."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from yizheng.consultations.models import Plan
from yizheng.consultations.panels.plan import lines_of
from yizheng.consultations.registers import PLANS
from yizheng.consultations.states import PlanState, YearState
from yizheng.core.http import Request, attached
from yizheng.documents import official


@login_required
@require_safe
def plan_file(request: Request, pk: int) -> HttpResponse:
    """The plan as a table, for whoever may read it; it says whether it is approved."""
    plan: Plan = get_object_or_404(PLANS.rows(request.actor), pk=pk)
    content = official.as_docx(_table_of(plan))
    return attached(content, official.CONTENT_TYPE, f"{plan}.docx")


def _table_of(plan: Plan) -> official.Sheet:
    """Number, topic, form, who leads, who takes part, when, and what comes of it."""
    rows = []
    for line in lines_of(plan, on=localdate()):
        item = line.item
        leads = "、".join(str(one) for one in (item.lead, item.organ) if one)
        units = "、".join([*(unit.short_name for unit in item.units.all()), item.departments])
        state = "" if item.state == PlanState.PLANNED else item.get_state_display()
        rows.append(
            (
                str(item.ordinal),
                item.topic,
                str(item.form),
                leads,
                units.strip("、"),
                line.when,
                item.get_product_kind_display(),
                state,
            )
        )
    note = f"{plan.approved_on}{plan.approved_by}批准" if plan.state == YearState.APPROVED else ""
    return official.Sheet(
        title=str(plan),
        note=note or f"{plan.get_state_display()}，尚未批准",
        head=("序号", "议题", "形式", "牵头", "参加部门", "时间", "预期成果", "进度"),
        widths=(1, 5, 3, 3, 4, 2, 2, 2),
        rows=tuple(rows),
    )
