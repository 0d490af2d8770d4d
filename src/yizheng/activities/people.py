"""Who takes part in an activity: added many at once, changed and removed one by one."""

from collections.abc import Iterable

from django.db.models import QuerySet

from yizheng.core import history, records
from yizheng.core.access import require
from yizheng.core.actors import Actor
from yizheng.core.errors import Invalid, WrongState
from yizheng.core.history import Act, facts_of, label_of
from yizheng.core.records import service
from yizheng.members.models import Person

from . import permissions
from .models import Activity, Participation
from .states import BEFOREHAND, PRESENT, PRESENT_PARTS, Attendance, Part, State

NAMES_TOLD = 8


@service("activities.create_participations")
def add_people(
    activity: Activity,
    *,
    by: Actor,
    people: Iterable[Person],
    role: Part = Part.ATTENDEE,
    attendance: Attendance = Attendance.PRESENT,
) -> list[Participation]:
    """Put people into an activity's list, all with one role and one attendance. 9 queries.

    Raises:
        NotAllowed: only staff keep the list.
        WrongState: the activity was cancelled.
        Invalid: nobody given, somebody is in it already, or role and attendance contradict.
    """
    require(by, permissions.enter, activity)
    _admit(activity, role, attendance)
    wanted = list(dict.fromkeys(person.pk for person in people))
    ours = {person.pk: person for person in Person.objects.filter(pk__in=wanted)}
    if not wanted or len(ours) < len(wanted):
        raise Invalid("请选择参加人员", field="people")
    taken = Participation.objects.filter(activity=activity, person__in=wanted)
    if names := list(taken.values_list("person__name", flat=True)):
        raise Invalid(f"{_told(names)}已在名单中", field="people")
    rows = [
        Participation(
            committee_id=activity.committee_id,
            activity=activity,
            person=ours[pk],
            role=role,
            attendance=attendance,
        )
        for pk in wanted
    ]
    Participation.objects.bulk_create(rows, batch_size=500)
    said = (
        f"参加名单加入{_told([ours[pk].name for pk in wanted])}：{role.label}、{attendance.label}"
    )
    acts = [Act("activities.create_participations", label_of(activity), message=said)]
    acts += [Act("activities.create_participation", label_of(r), after=facts_of(r)) for r in rows]
    history.write(acts, by=by)
    return rows


@service("activities.revise_participation")
def change_participation(
    participation: Participation,
    *,
    by: Actor,
    role: Part,
    attendance: Attendance,
    version: int,
) -> Participation:
    """Change what somebody did in an activity, and whether he was there.

    Raises:
        NotAllowed, Stale: as in `records.revise`.
        WrongState: the activity was cancelled.
        Invalid: role and attendance contradict.
    """
    _admit(participation.activity, role, attendance)
    facts = {"role": role, "attendance": attendance}
    right = permissions.enter
    return records.revise(participation, by=by, right=right, facts=facts, version=version)


def remove_participation(
    participation: Participation, *, by: Actor, reason: str, version: int
) -> None:
    """Take somebody out of the list who was entered by mistake.

    Raises:
        NotAllowed, Stale, Invalid: as in `records.remove`.
    """
    right = permissions.enter
    records.remove(participation, by=by, right=right, reason=reason, version=version)


@service("activities.settle_participations")
def settle_attendance(activity: Activity, *, by: Actor) -> int:
    """Count everybody who was invited, and of whom nothing else was said, as present.

    Returns how many they were.

    Raises:
        NotAllowed: only staff keep the list.
        WrongState: the activity is not yet held, or was cancelled.
    """
    require(by, permissions.enter, activity)
    _admit(activity, Part.ATTENDEE, Attendance.PRESENT)
    invited: QuerySet[Participation] = Participation.objects.filter(
        activity=activity, attendance=Attendance.INVITED
    )
    rows = list(invited.select_for_update())
    acts = [Act("activities.settle_participations", label_of(activity), message=_settled(rows))]
    for row in rows:
        row.attendance, row.version = Attendance.PRESENT, row.version + 1
        before, after = {"attendance": Attendance.INVITED}, {"attendance": Attendance.PRESENT}
        acts.append(Act("activities.revise_participation", label_of(row), before, after))
    Participation.objects.bulk_update(rows, ["attendance", "version"], batch_size=500)
    history.write(acts if rows else [], by=by)
    return len(rows)


def _settled(rows: list[Participation]) -> str:
    return f"已通知的{len(rows)}人记为到会"


def _admit(activity: Activity, role: Part, attendance: Attendance) -> None:
    if activity.state == State.CANCELLED:
        raise WrongState("活动已取消，名单不再变动", state=activity.state)
    if activity.state == State.PLANNED and attendance not in BEFOREHAND:
        raise WrongState("活动尚未举办，只能记为已通知或请假", state=activity.state)
    if role in PRESENT_PARTS and attendance not in PRESENT:
        raise Invalid(f"“{role.label}”的人须到会", field="attendance")


def _told(names: list[str]) -> str:
    shown = "、".join(names[:NAMES_TOLD])
    return f"{shown}等{len(names)}人" if len(names) > NAMES_TOLD else shown
