"""One personal account for each role, with passwords that are shown once."""

from yizheng.accounts.roles import UNITS, Role
from yizheng.accounts.services import one_time_password, open_account
from yizheng.core.tenancy import within
from yizheng.demo.world import World
from yizheng.members.models import Person
from yizheng.units.models import Unit

from .intake import HELPING_UNIT, SHOWN_UNIT, co_signing_member, shown_member

COUNTY = "汀兰区"
# Where in the list of staff the person of a role stands.
STAFF = {
    Role.PROPOSALS: 11,
    Role.RESEARCH: 6,
    Role.OFFICE: 2,
    Role.SPECIAL: 21,
    Role.PARTY: 8,
    Role.SYSTEM_OFFICER: 16,
    Role.SECURITY_OFFICER: 1,
    Role.AUDIT_OFFICER: 9,
}


# A second account of a role, where work needs two people: who co-signs, who compares, who helps.
SECOND = (
    ("member2", Role.MEMBER),
    ("office2", Role.OFFICE),
    ("proposals2", Role.PROPOSALS),
    ("unit2", Role.UNIT),
)


def load_logins(world: World) -> None:
    """Open the accounts; `world.logins` then holds user name, role, name and password of each."""
    for role in Role:
        unit = world.units[SHOWN_UNIT] if role in UNITS else None
        _open(world, role.value, role, _person(world, role), unit)
    for username, role in SECOND:
        unit = world.units[HELPING_UNIT] if role in UNITS else None
        _open(world, username, role, _second(world, role), unit)
    committee = world.counties[COUNTY]
    with within(committee.pk):
        password = one_time_password()
        by = world.at_home_in(committee)
        open_account(
            "county",
            by=by,
            name=f"{COUNTY}政协办公室",
            committee_id=committee.pk,
            # A county's office is also its research office.
            roles=(Role.OFFICE, Role.RESEARCH),
            password=password,
        )
        world.logins.append(
            ("county", f"{COUNTY}政协{Role.OFFICE.label}", f"{COUNTY}政协办公室", password)
        )


def _person(world: World, role: Role) -> Person | None:
    if role is Role.MEMBER:
        return shown_member(world)
    if role is Role.LEADER:
        return world.leaders[0]
    return world.staff[STAFF[role]] if role in STAFF else None


def _second(world: World, role: Role) -> Person | None:
    if role is Role.MEMBER:
        return co_signing_member(world)
    return world.staff[STAFF[role] + 1] if role in STAFF else None


def _name(role: Role, person: Person | None, unit: Unit | None) -> str:
    if person:
        return person.name
    if unit:
        return unit.contact if role is Role.UNIT else "单位分管负责人"
    return "督查室经办人"


def _open(
    world: World, username: str, role: Role, person: Person | None, unit: Unit | None
) -> None:
    password, name = one_time_password(), _name(role, person, unit)
    world.users[username] = open_account(
        username,
        by=world.by,
        name=name,
        committee_id=world.city.pk,
        roles=(role,),
        password=password,
        person_id=person.pk if person else None,
        unit_id=unit.pk if unit else None,
    )
    world.logins.append((username, str(role.label), name, password))
