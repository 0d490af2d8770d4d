"""The committees, the term and its sessions, organs, sectors, parties and handling units."""

from datetime import date

from yizheng.activities import kinds
from yizheng.activities.models import ActivityKind, Topic
from yizheng.activities.states import Theme
from yizheng.core import workdays
from yizheng.core.actors import Actor
from yizheng.core.records import Past, take_over
from yizheng.core.rules import RuleValue
from yizheng.core.tenancy import within
from yizheng.demo.texts import read
from yizheng.demo.world import World
from yizheng.members.models import Committee, Organ, Sector, Session, Term
from yizheng.members.selectors import OPENING_YEAR
from yizheng.members.services import found_committee
from yizheng.members.states import Level
from yizheng.units.models import Party, Unit
from yizheng.units.states import Channel

CITY = "anlan"
STARTED = date(2022, 4, 18)
SUMMARY_YEAR = 2025
# Ordinal, first and last day of the plenary sessions on record.
SESSIONS = (
    (2, date(2023, 3, 14), date(2023, 3, 17)),
    (3, date(2024, 3, 19), date(2024, 3, 22)),
    (4, date(2025, 3, 25), date(2025, 3, 28)),
    (5, date(2026, 1, 19), date(2026, 1, 22)),
)
TOPICS = (
    ("指定读本学习", Theme.STUDY_BOOK, date(2022, 9, 1)),
    ("作风建设学习教育", Theme.CONDUCT, date(2025, 3, 20)),
    ("巩固衔接和包联帮扶", Theme.AID, date(2022, 5, 1)),
    ("规划建言", Theme.NONE, date(2025, 5, 6)),
    ("全会筹备", Theme.NONE, date(2022, 12, 1)),
    ("干部和机关建设", Theme.NONE, date(2022, 5, 1)),
)


def found_city(by: Actor) -> Committee:
    """The city's committee, the root of the tree."""
    name = read("places")["city"]["name"]
    return found_committee(
        CITY,
        by=by,
        name=f"中国人民政治协商会议{name}委员会",
        short_name=f"{name}政协",
        place=name,
        level=Level.CITY,
    )


def load_committees(world: World) -> None:
    """The counties below the city; each with its own term and organs."""
    for county in read("places")["county"]:
        name = county["name"]
        world.counties[name] = found_committee(
            county["code"],
            by=world.by,
            name=f"中国人民政治协商会议{name}委员会",
            short_name=f"{name}政协",
            place=name,
            level=Level.COUNTY,
            parent=world.city,
        )
    for committee in world.counties.values():
        with within(committee.pk):
            by = world.at_home_in(committee)
            take_over([Past(Term(ordinal=4, started_on=STARTED))], by=by)
            offices = [
                Organ(name="主席会议", kind="bureau", order=1),
                Organ(name="办公室", kind="office", order=2),
            ]
            take_over([Past(organ) for organ in offices], by=by)


def load_city(world: World) -> None:
    """The city's term, sessions, organs, sectors, parties and topics."""
    material = read("organisation")
    (world.term,) = world.keep([Term(ordinal=4, started_on=STARTED)])
    sessions = [
        Session(term=world.term, ordinal=ordinal, opened_on=opened, closed_on=closed)
        for ordinal, opened, closed in SESSIONS
    ]
    world.sessions = {session.opened_on.year: session for session in world.keep(sessions)}
    organs = [
        Organ(name=name, kind=kind, order=10 * number)
        for number, (name, kind) in enumerate(material["organs"], 1)
    ]
    world.organs = {organ.name: organ for organ in world.keep(organs)}
    sectors = [
        Sector(name=item["name"], order=10 * number)
        for number, item in enumerate(read("sectors")["sector"], 1)
    ]
    world.sectors = {sector.name: sector for sector in world.keep(sectors)}
    parties = [
        Party(name=name, short_name=short, order=10 * number)
        for number, (name, short) in enumerate(material["parties"], 1)
    ]
    world.parties = {party.short_name: party for party in world.keep(parties)}
    topics = [Topic(name=name, theme=theme, started_on=day) for name, theme, day in TOPICS]
    world.topics = {topic.name: topic for topic in world.keep(topics)}
    # The year that pages open with: the one whose summary is to be written.
    RuleValue.objects.create(
        committee=world.city, key=OPENING_YEAR.key, valid_from=STARTED, value=SUMMARY_YEAR
    )
    workdays.seed()
    kinds.seed()
    shipped = ActivityKind.objects.filter(committee=None)
    world.kinds = {kind.code: kind for kind in shipped}


def load_units(world: World) -> None:
    """Handling units by channel, one of them closed; telephone numbers that cannot exist."""
    material = read("organisation")
    chance = world.chance("units")
    names = read("names")
    rows: list[tuple[str, str, date | None]] = []
    for channel in Channel.values:
        given = material["units"][channel]
        whole = (
            [f"{county}{given[0]}" for county in world.counties] if channel == "county" else given
        )
        rows += [(name, channel, None) for name in whole]
    closed = material["units"]["closed"]
    rows += [(name, str(Channel.GOVERNMENT), date(2023, 12, 31)) for name in closed]
    units = [
        Unit(
            name=name,
            short_name=material["short"].get(name, name),
            channel=channel,
            contact=chance.choice(names["surnames"]) + chance.choice(names["male_second"]),
            contact_phone=f"1005{number:07d}",
            closed_on=closed,
        )
        for number, (name, channel, closed) in enumerate(rows, 1)
    ]
    world.units = {unit.name: unit for unit in world.keep(units)}
