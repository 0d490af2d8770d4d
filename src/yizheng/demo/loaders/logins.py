"""One personal account for each role, with passwords that are shown once."""

from yizheng.accounts.roles import Role
from yizheng.accounts.services import one_time_password, open_account
from yizheng.core.tenancy import within
from yizheng.demo.world import World
from yizheng.members.models import Person

from .intake import shown_member
from .proposals import SHOWN_UNIT

COUNTY = "汀兰区"
# Where in the list of staff the person of a role stands.
STAFF = {
    Role.PROPOSALS: 11,
    Role.RESEARCH: 6,
    Role.OFFICE: 2,
    Role.SPECIAL: 21,
    Role.PARTY: 8,
    Role.SYSTEM_OFFICER: 3,
    Role.SECURITY_OFFICER: 1,
    Role.AUDIT_OFFICER: 9,
}


def load_logins(world: World) -> None:
    """Open the accounts; `world.logins` then holds user name, role, name and password of each."""
    for role in Role:
        person = _person(world, role)
        unit = world.units[SHOWN_UNIT]
        name = person.name if person else unit.contact if role is Role.UNIT else "督查室经办人"
        _open(world, role.value, role, name, person, unit.pk if role is Role.UNIT else None)
    committee = world.counties[COUNTY]
    with within(committee.pk):
        password = one_time_password()
        by = world.at_home_in(committee)
        open_account(
            "county",
            by=by,
            name=f"{COUNTY}政协办公室",
            committee_id=committee.pk,
            roles=(Role.OFFICE,),
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


def _open(
    world: World, username: str, role: Role, name: str, person: Person | None, unit_id: int | None
) -> None:
    password = one_time_password()
    person_id = person.pk if person else None
    open_account(
        username,
        by=world.by,
        name=name,
        committee_id=world.city.pk,
        roles=(role,),
        password=password,
        person_id=person_id,
        unit_id=unit_id,
    )
    world.logins.append((username, str(role.label), name, password))
