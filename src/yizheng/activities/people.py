"""Who takes part in an activity: added many at once, changed and removed one by one."""

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from yizheng.core import history, joining, records
from yizheng.core.access import require
from yizheng.core.actors import Actor
from yizheng.core.errors import Invalid, WrongState
from yizheng.core.history import Act, facts_of, label_of
from yizheng.core.records import service
from yizheng.members.models import Person

from . import permissions
from .models import Activity, Participation
from .states import BEFOREHAND, EXPECTED, PRESENT, PRESENT_PARTS, Attendance, Part, State

NAMES_TOLD = 8


@joining.settle("activities.participation", "同一次活动里只记一次，以到会的、有发言等的那条为准")
def _once_in_a_list(ours: Participation, theirs: Participation) -> Participation:
    """Who was there was there, and who spoke spoke; else what the kept record says."""
    said = [(row.attendance in PRESENT, row.role != Part.ATTENDEE) for row in (ours, theirs)]
    return theirs if said[1] > said[0] else ours


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
    return _settle(activity, Attendance.PRESENT, by=by)


@service("activities.miss_participations")
def note_the_rest_absent(activity: Activity, *, by: Actor) -> int:
    """Count everybody who was invited, and of whom nothing else was said, as absent.

    For where people signed in: who did not was not there. Returns how many they were.

    Raises:
        NotAllowed, WrongState: as `settle_attendance`.
    """
    return _settle(activity, Attendance.ABSENT, by=by)


def _settle(activity: Activity, attendance: Attendance, *, by: Actor) -> int:
    require(by, permissions.enter, activity)
    _admit(activity, Part.ATTENDEE, attendance)
    invited: QuerySet[Participation] = Participation.objects.filter(
        activity=activity, attendance__in=EXPECTED
    )
    rows = invited if attendance in PRESENT else invited.exclude(role__in=PRESENT_PARTS)
    said = f"其余已通知的{{}}人记为{attendance.label}"
    known = dict.fromkeys(rows.select_for_update(), attendance)
    return note_attendance(known, activity, by=by, said=said)


def note_attendance(
    known: Mapping[Participation, Attendance], activity: Activity, *, by: Actor, said: str = ""
) -> int:
    """Write what is known of several people; for services that have asked whether they may.

    Args:
        said: what the trail of the activity says of all of them, `{}` for their number; nothing
            when each one's own trail says enough.

    Returns how many rows were changed. Must run inside their transaction.
    """
    changed = {row: now for row, now in known.items() if row.attendance != now}
    acts = []
    if said and changed:
        key, message = "activities.settle_participations", said.format(len(changed))
        acts.append(Act(key, label_of(activity), message=message))
    for row, now in changed.items():
        before, after = {"attendance": row.attendance}, {"attendance": now}
        acts.append(Act("activities.revise_participation", label_of(row), before, after))
        row.attendance, row.version = now, row.version + 1
    Participation.objects.bulk_update(changed, ["attendance", "version"], batch_size=500)
    history.write(acts, by=by)
    return len(changed)


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
