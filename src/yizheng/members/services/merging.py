"""Two records of one person made one: asked for, confirmed by somebody else, in one transaction."""

from datetime import datetime

from django.utils.timezone import localdate

from yizheng.core import history, joining, records
from yizheng.core.actors import Actor
from yizheng.core.citations import OFFICE_RULES
from yizheng.core.errors import Invalid
from yizheng.core.history import Act, changed, label_of
from yizheng.core.records import service
from yizheng.core.workflow import transition
from yizheng.members import permissions, selectors
from yizheng.members.models import Mandate, Person, PersonMerge
from yizheng.members.states import MergeState

MERGING = OFFICE_RULES("人员合并")
SAME_TERM = "两条记录在同一届都有委员身份，请先核实，撤销登记错的那条委员身份，再合并"


@joining.settle("members.mandate", SAME_TERM)
def _no_mandate_twice(_ours: Mandate, _theirs: Mandate) -> None:
    """Two seats in one term are a mistake that only people can settle."""


@service("members.ask_to_merge")
def ask_to_merge(
    kept: Person,
    *,
    by: Actor,
    other: Person,
    choices: dict[str, str],
    reason: str,
    at: datetime | None = None,
) -> PersonMerge:
    """Ask that `other` be merged into `kept`; nothing is changed until somebody else confirms.

    Args:
        choices: for each field on which the two differ, whose value holds: `kept` or `other`.

    Raises:
        NotAllowed: only who keeps the roster.
        Invalid: the same record twice, one of them is in another request, a field is not decided,
            or something stands against the merging.
    """
    if kept.pk == other.pk:
        raise Invalid("请选两条不同的记录")
    if waiting := selectors.open_merges(kept.pk, other.pk).first():
        raise Invalid(f"“{waiting}”还在等待复核，请先办完那一件")
    differ = [line for line in selectors.compared(kept, other) if line.differs]
    missing = {line.name: ["请选以哪条为准"] for line in differ if line.name not in choices}
    if missing:
        raise Invalid("两条记录不同的各项，请逐项选择以哪条为准", fields=missing)
    _refuse_what_stands_against(kept, other)
    return records.create(
        PersonMerge,
        by=by,
        right=permissions.ask_to_merge,
        key="members.ask_to_merge",
        facts={"kept": kept, "reason": reason.strip()},
        derived={
            "other_key": other.pk,
            "other_name": other.name,
            "choices": {line.name: choices[line.name] for line in differ},
            "kept_version": kept.version,
            "other_version": other.version,
            "asked_by": by.name,
            "asked_by_id": by.user_id,
            "asked_on": localdate(at),
        },
        at=at,
    )


def _refuse_what_stands_against(kept: Person, other: Person) -> None:
    if refusals := selectors.merge_refusals(kept, other):
        raise Invalid("；".join(refusals))


@transition(
    "members.merge_people",
    "复核并合并",
    sources={MergeState.ASKED},
    target=MergeState.MERGED,
    right=permissions.confirm_merge,
    citation=MERGING,
)
def merge_people(merge: PersonMerge, *, by: Actor, at: datetime) -> None:
    """Make the two records one, for good: what named the one that goes names the other."""
    locked = Person._base_manager.select_for_update().filter(
        pk__in=[merge.kept_id, merge.other_key], committee_id=merge.committee_id
    )
    people = {person.pk: person for person in locked}
    kept, other = people.get(merge.kept_id), people.get(merge.other_key)
    if kept is None or other is None:
        raise Invalid("其中一条记录已经撤销，不用合并了")
    lines = selectors.compared(kept, other)
    is_decided = all(line.name in merge.choices for line in lines if line.differs)
    if (kept.version, other.version) != (merge.kept_version, merge.other_version) or not is_decided:
        raise Invalid("提出以后，其中一条记录有改动，请退回，核对后重新提出")
    _refuse_what_stands_against(kept, other)
    found = joining.plan(kept, other)
    message = f"{other}的两条记录合为一人"
    before = records.snapshot(kept)
    for line in lines:
        if line.taken_from(merge.choices) == selectors.OTHER:
            setattr(kept, line.name, getattr(other, line.name))
    merge.moved = found.counts()
    joining.carry_out(found, by=by, message=message)
    kept.version += 1
    records.check(kept)
    kept.save()
    old, new = changed(before, records.snapshot(kept))
    history.write(
        [Act("members.take_in_person", label_of(kept), old, new, at, message=message)], by=by
    )
    merge.decided_by, merge.decided_on = by.name, localdate(at)


@transition(
    "members.decline_merge",
    "不合并",
    sources={MergeState.ASKED},
    target=MergeState.DECLINED,
    right=permissions.confirm_merge,
    citation=MERGING,
)
def decline_merge(merge: PersonMerge, *, by: Actor, at: datetime, declined_reason: str) -> None:
    """They are two people, or it is not certain; both records stay as they are."""
    merge.declined_reason = declined_reason.strip()
    merge.decided_by, merge.decided_on = by.name, localdate(at)


@transition(
    "members.withdraw_merge",
    "撤回",
    sources={MergeState.ASKED},
    target=MergeState.WITHDRAWN,
    right=permissions.ask_to_merge,
    citation=MERGING,
    awaited_in=(),
)
def withdraw_merge(merge: PersonMerge, *, by: Actor, at: datetime) -> None:
    """Take the request back before anybody confirmed it."""
    merge.decided_by, merge.decided_on = by.name, localdate(at)
