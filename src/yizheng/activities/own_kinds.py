"""A committee's own kinds of activity, added to the shipped ones."""

from yizheng.core import history
from yizheng.core.access import require
from yizheng.core.actors import Actor
from yizheng.core.errors import Invalid
from yizheng.core.history import Act, facts_of, label_of
from yizheng.core.numbering import next_number
from yizheng.core.records import check, service
from yizheng.core.tenancy import active_committee

from . import permissions
from .models import Activity, ActivityKind
from .states import KindGroup


@service("activities.create_kind")
def add_kind(
    label: str,
    *,
    by: Actor,
    group: KindGroup,
    counted_as: ActivityKind | None = None,
    unit: str = "次",
) -> ActivityKind:
    """Add a kind of the committee's own; counted as a shipped one, it takes its group and series.

    Raises:
        NotAllowed: only the office keeps kinds.
        Invalid: the name is taken, also by a shipped kind, or it would count as an own kind.
    """
    kind = ActivityKind(
        committee_id=active_committee(),
        label=label.strip(),
        group=counted_as.group if counted_as else group,
        series=counted_as.series if counted_as else "",
        counted_as=counted_as,
        unit=unit,
    )
    require(by, permissions.keep_kinds, kind)
    if counted_as and counted_as.committee_id:
        raise Invalid("只能按系统自带的种类统计", field="counted_as")
    if ActivityKind.offered().filter(label=kind.label).exists():
        raise Invalid("已有同名的活动种类", field="label")
    kind.code = f"own.{next_number('activities/kinds')}"
    check(kind)
    kind.save()
    history.write([Act("activities.create_kind", label_of(kind), after=facts_of(kind))], by=by)
    return kind


@service("activities.rename_kind")
def rename_kind(kind: ActivityKind, *, by: Actor, label: str) -> ActivityKind:
    """Give an own kind another name; what it counts as stays, so that no past figure changes.

    Raises:
        NotAllowed: only the office keeps kinds, and shipped ones cannot be changed.
        Invalid: the name is empty or taken.
    """
    require(by, permissions.keep_kinds, kind)
    if ActivityKind.offered().filter(label=label.strip()).exclude(pk=kind.pk).exists():
        raise Invalid("已有同名的活动种类", field="label")
    before, kind.label = {"label": kind.label}, label.strip()
    check(kind)
    kind.save(update_fields=["label"])
    act = Act("activities.rename_kind", label_of(kind), before, {"label": kind.label})
    history.write([act], by=by)
    return kind


@service("activities.remove_kind")
def remove_kind(kind: ActivityKind, *, by: Actor) -> None:
    """Take back an own kind that no activity bears.

    Raises:
        NotAllowed: only the office keeps kinds, and shipped ones cannot be changed.
        Invalid: there are activities of this kind.
    """
    require(by, permissions.keep_kinds, kind)
    if Activity.objects.filter(kind=kind).exists():
        raise Invalid("已有这一种类的活动，不能删去")
    act = Act("activities.remove_kind", label_of(kind), before=facts_of(kind))
    kind.delete()
    history.write([act], by=by)
