"""What a merge would do, before it is confirmed; and whose records a person's were."""

from typing import Any

from django.urls import reverse

from yizheng.core.access import may
from yizheng.core.actors import Actor
from yizheng.core.registers import Panel
from yizheng.members import permissions, selectors
from yizheng.members.models import Person, PersonMerge
from yizheng.members.states import MergeState


def _both(merge: PersonMerge) -> tuple[Person, Person] | None:
    if merge.state != MergeState.ASKED:
        return None
    other = Person.objects.filter(pk=merge.other_key).first()
    return (merge.kept, other) if other else None


def _compared(merge: PersonMerge, _actor: Actor) -> dict[str, Any] | None:
    """Both records side by side while they are two. 5 queries."""
    both = _both(merge)
    if both is None:
        return None
    lines = selectors.compared_with_sources(*both)
    return {
        "kept": both[0],
        "other": both[1],
        "rows": [(line, merge.choices.get(line.name) or line.taken_from({})) for line in lines
                 if not line.differs or line.name in merge.choices],
    }  # fmt: skip


def _afterwards(merge: PersonMerge, _actor: Actor) -> dict[str, Any] | None:
    """What would follow, or what has followed. About 40 queries before, none after."""
    if merge.state == MergeState.MERGED:
        return {"merge": merge, "counts": merge.moved, "done": True}
    both = _both(merge)
    return preview_of(*both) if both else None


def preview_of(kept: Person, other: Person) -> dict[str, Any]:
    """How much of each kind would follow, what would collide, what stands against it."""
    plan = selectors.merge_plan(kept, other)
    return {
        "counts": plan.counts(),
        "losses": plan.losses(),
        "refusals": selectors.merge_refusals(kept, other),
        "kept": kept,
    }


def _of_person(person: Person, actor: Actor) -> dict[str, Any] | None:
    """Which numbers were merged into this one, and the way to merge it. 1 query."""
    if not may(actor, permissions.view_merge):
        return None
    merges = list(PersonMerge.objects.filter(kept=person, state=MergeState.MERGED))
    if not merges and not may(actor, permissions.ask_to_merge):
        return None
    address = reverse("members:merge-choose", args=[person.pk])
    return {
        "merges": [(row, reverse("members:merges-detail", args=[row.pk])) for row in merges],
        "merge_url": address if may(actor, permissions.ask_to_merge) else "",
    }


COMPARED = Panel("两条记录", "members/_compared.html", _compared, first=True)
AFTERWARDS = Panel("合并以后", "members/_afterwards.html", _afterwards, first=True)
OF_PERSON = Panel("同一人的另一条记录", "members/_merges.html", _of_person)
