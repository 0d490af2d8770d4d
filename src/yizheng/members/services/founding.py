"""Founding committees."""

from yizheng.core import history
from yizheng.core.actors import Actor
from yizheng.core.history import Act, label_of
from yizheng.core.records import service
from yizheng.members.models import Committee
from yizheng.members.states import Level


@service("members.found_committee")
def found_committee(
    code: str,
    *,
    by: Actor,
    name: str,
    short_name: str,
    place: str,
    level: Level,
    parent: Committee | None = None,
) -> Committee:
    """Put a committee into the tree, under `parent` or as a root."""
    committee = Committee.objects.create(
        code=code, name=name, short_name=short_name, place=place, level=level, parent=parent
    )
    committee.path = f"{parent.path if parent else '/'}{committee.pk}/"
    committee.save(update_fields=["path"])
    act = Act("members.found_committee", label_of(committee), after={"code": code, "name": name})
    history.write([act], by=by)
    return committee
