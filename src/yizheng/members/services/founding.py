"""Founding committees, and reading what people told of themselves."""

from yizheng.core import history
from yizheng.core.access import require
from yizheng.core.actors import Actor
from yizheng.core.errors import Invalid
from yizheng.core.history import Act, label_of
from yizheng.core.records import service
from yizheng.members import permissions
from yizheng.members.models import Committee, Person
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


@service("members.read_person")
def read_person(person: Person, *, by: Actor, reason: str) -> str:
    """Read somebody's telephone number. Who read it, when and why stands in the trail.

    Raises:
        NotAllowed: it is not for the actor.
        Invalid: no reason given.
    """
    require(by, permissions.read_person, person)
    if not reason.strip():
        raise Invalid("请写明为什么要看", field="reason")
    act = Act("members.read_person", label_of(person), message=reason.strip())
    history.write([act], by=by)
    return str(person.phone)
