"""A change of term: prepared, confirmed by a second person, in force on its day."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import acting, signed_in
from tests.factories.members import (
    MandateFactory,
    NomineeFactory,
    OrganFactory,
    PartyFactory,
    PersonFactory,
    SectorFactory,
    TenureFactory,
    TermChangeFactory,
    TermFactory,
)
from tests.factories.proposals import ProposalFactory
from tests.factories.tables import xlsx
from yizheng.core.errors import Invalid, NotAllowed, WrongState
from yizheng.core.history import Event, verify
from yizheng.core.tables import read
from yizheng.importing.imports.columns import cells_of, needed_headings
from yizheng.importing.imports.deciding import decide
from yizheng.importing.imports.storing import store
from yizheng.members import selectors, services
from yizheng.members.models import Mandate, Nominee, Person, SectorPlaces, Tenure, Term, TermChange
from yizheng.members.registers import NOMINEES
from yizheng.members.states import Standing, TermState

pytestmark = pytest.mark.django_db
STARTS = date(2027, 1, 15)
ON_THE_DAY = datetime(2027, 1, 15, 1, tzinfo=UTC)


@pytest.fixture
def office(city):
    return acting("office")


@pytest.fixture
def second(city):
    return acting("office")


class Old:
    """The fourth term: three members in two sectors."""

    def __init__(self):
        self.term = TermFactory(ordinal=4, started_on=date(2022, 1, 10))
        self.farming, self.teaching = SectorFactory(name="农业界"), SectorFactory(name="教育界")
        party = PartyFactory(short_name="民盟")
        self.goes_on, self.leaves, self.moves = (
            MandateFactory(
                term=self.term,
                sector=sector,
                number=f"4{place:03d}",
                person=PersonFactory(name=name, post="教师", party=party),
            )
            for place, (name, sector) in enumerate(
                (("王守信", self.farming), ("李明德", self.farming), ("赵新民", self.teaching)), 1
            )
        )


@pytest.fixture
def old(city):
    return Old()


@pytest.fixture
def change(old):
    return TermChangeFactory(ordinal=5, starts_on=STARTS)


def confirmed(change, office, second):
    change = services.ask_term_change(change, by=office)
    return services.confirm_term_change(change, by=second)


def test_who_is_ticked_brings_sector_party_and_unit_and_keeps_what_was_typed(old, change, office):
    person = old.goes_on.person
    services.set_staying(change, by=office, people=[person.pk, old.moves.person_id])
    nominee = Nominee.objects.get(person=person)
    assert (nominee.sector, nominee.party, nominee.post) == (old.farming, person.party, "教师")
    Nominee.objects.filter(pk=nominee.pk).update(sector=old.teaching)

    counts = services.set_staying(change, by=office, people=[person.pk, old.leaves.person_id])

    assert counts == (1, 1)
    assert Nominee.objects.get(person=person).sector == old.teaching
    assert set(Nominee.objects.values_list("name", flat=True)) == {"王守信", "李明德"}


def test_nobody_but_members_of_the_old_term_can_be_ticked(old, change, office):
    services.set_staying(change, by=office, people=[PersonFactory().pk])

    assert not Nominee.objects.exists()


def test_the_comparison_says_who_goes_stays_and_comes(old, change, office):
    services.set_staying(change, by=office, people=[old.goes_on.person_id, old.moves.person_id])
    NomineeFactory(change=change, sector=old.farming, name="孙立新")
    services.set_places(change, by=office, places={old.farming.pk: 3, old.teaching.pk: None})

    compared = selectors.comparison_of(change)
    farming = next(line for line in compared.lines if line.sector == old.farming)

    assert (farming.before, farming.stays, farming.comes, farming.goes) == (
        2, ["王守信"], ["孙立新"], ["李明德"],
    )  # fmt: skip
    assert (farming.now, farming.places, farming.difference, farming.shortage) == (2, 3, -1, 1)
    assert compared.sums == {
        "places": 3, "before": 3, "stays": 2, "comes": 1, "goes": 1, "now": 3,
    }  # fmt: skip


def test_places_are_set_changed_and_taken_back(old, change, office):
    services.set_places(change, by=office, places={old.farming.pk: 3})
    services.set_places(change, by=office, places={old.farming.pk: 4, old.teaching.pk: 1})
    services.set_places(change, by=office, places={old.teaching.pk: None})

    assert [(row.sector, row.places) for row in SectorPlaces.objects.all()] == [(old.farming, 4)]


def test_posts_are_carried_over_where_none_is_typed(old, change, office):
    organ = OrganFactory(name="提案委员会", kind="special")
    Mandate.objects.filter(pk=old.goes_on.pk).update(is_standing=True)
    TenureFactory(person=old.goes_on.person, title="head", organ=organ)
    TenureFactory(person=old.moves.person, title="vice_chair")
    services.set_staying(change, by=office, people=[old.goes_on.person_id, old.moves.person_id])
    Nominee.objects.filter(person=old.moves.person).update(title="chair")

    assert services.carry_posts(change, by=office) == 1

    first, other = (Nominee.objects.get(person=seat.person) for seat in (old.goes_on, old.moves))
    assert (first.is_standing, first.organ, first.organ_title) == (True, organ, "head")
    assert other.title == "chair"


def test_what_is_missing_is_said_before_it_is_sent(old, office):
    change = TermChangeFactory(ordinal=5, starts_on=STARTS, decided_by="")
    with pytest.raises(Invalid, match="名单是空的；没有写决定名单的会议"):
        services.ask_term_change(change, by=office)

    NomineeFactory(change=change, title="chair")
    NomineeFactory(change=change, title="chair")
    with pytest.raises(Invalid, match="主席有 2 位"):
        services.ask_term_change(change, by=office)


def test_a_new_name_that_is_on_record_must_be_settled(old, change, office):
    same, other = (
        NomineeFactory(change=change, name=name, sector=old.farming)
        for name in ("王守信", "李明德")
    )
    with pytest.raises(Invalid, match="系统里有同名的人员，请说明是不是同一人"):
        services.ask_term_change(change, by=office)

    answers = {same.pk: old.goes_on.person_id, other.pk: 0}
    assert services.settle_namesakes(change, by=office, answers=answers) == 2

    same.refresh_from_db()
    other.refresh_from_db()
    assert (same.person, other.person, other.is_new) == (old.goes_on.person, None, True)
    assert services.ask_term_change(change, by=office).state == TermState.ASKED


def test_a_person_is_in_the_list_once(old, change, office):
    services.set_staying(change, by=office, people=[old.goes_on.person_id])
    twice = NomineeFactory(change=change, name="王守信", sector=old.farming)

    with pytest.raises(Invalid, match="已在名单里"):
        services.settle_namesakes(change, by=office, answers={twice.pk: old.goes_on.person_id})


def test_numbers_are_given_in_order_and_those_typed_stay(old, change, office):
    NomineeFactory(change=change, name="乙", sector=old.teaching)
    NomineeFactory(change=change, name="甲", sector=old.farming)
    NomineeFactory(change=change, name="丙", sector=old.teaching, number="5001")

    services.ask_term_change(change, by=office)

    numbers = dict(Nominee.objects.values_list("name", "number"))
    assert numbers == {"甲": "5002", "乙": "5003", "丙": "5001"}


def test_a_second_person_confirms_and_nothing_changes_before_the_day(old, change, office, second):
    services.set_staying(change, by=office, people=[old.goes_on.person_id])
    change = services.ask_term_change(change, by=office)
    with pytest.raises(NotAllowed):
        services.confirm_term_change(change, by=office)
    with pytest.raises(NotAllowed):
        services.set_staying(change, by=office, people=[])

    change = services.confirm_term_change(change, by=second)

    assert Term.objects.count() == 1
    assert not Mandate.objects.exclude(standing=Standing.SERVING).exists()
    with pytest.raises(Invalid, match="2027-01-15 才到"):
        services.begin_term(change, by=office, at=datetime(2027, 1, 14, 1, tzinfo=UTC))


def test_returned_with_a_reason_it_can_be_worked_on_again(old, change, office, second):
    services.set_staying(change, by=office, people=[old.goes_on.person_id])
    change = confirmed(change, office, second)

    change = services.return_term_change(change, by=second, return_note="少一位")

    assert (change.state, change.return_note, change.confirmed_on) == ("draft", "少一位", None)
    assert services.set_staying(change, by=office, people=[]) == (0, 1)


def test_on_its_day_the_old_term_ends_and_the_new_one_begins(old, change, office, second):
    organ = OrganFactory(name="提案委员会", kind="special")
    proposal = ProposalFactory(proposer=old.leaves.person)
    TenureFactory(person=old.leaves.person, title="vice_chair")
    party = PartyFactory(short_name="民建")
    services.set_staying(change, by=office, people=[old.goes_on.person_id, old.moves.person_id])
    Nominee.objects.filter(person=old.moves.person).update(sector=old.farming, party=party)
    NomineeFactory(
        change=change, name="孙立新", sector=old.teaching, is_standing=True,
        organ=organ, organ_title="deputy", post="校长",
    )  # fmt: skip
    confirmed(change, office, second)
    before = Event.objects.filter(record=f"proposals.proposal:{proposal.pk}").count()

    assert services.begin_due_terms(date(2027, 1, 14)) == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.utils.timezone.now", lambda: ON_THE_DAY)
        assert services.begin_due_terms(STARTS) == 1
        assert services.begin_due_terms(STARTS) == 0

    term = Term.objects.get(ordinal=5)
    old.term.refresh_from_db()
    assert (old.term.ended_on, term.started_on) == (date(2027, 1, 14), STARTS)
    ended = Mandate.objects.filter(term=old.term)
    assert set(ended.values_list("standing", "ended_on")) == {("expired", date(2027, 1, 14))}
    assert selectors.serving_members(date(2027, 1, 14)).count() == 3
    names = selectors.serving_members(STARTS).values_list("name", flat=True)
    assert set(names) == {"王守信", "赵新民", "孙立新"}
    new = Person.objects.get(name="孙立新")
    assert (new.post, new.mandates.get().term) == ("校长", term)
    posts = set(Tenure.objects.filter(person=new).values_list("title", "organ__name"))
    assert posts == {("standing", None), ("deputy", "提案委员会")}
    assert Tenure.objects.get(title="vice_chair").ended_on == date(2027, 1, 14)
    by_day = {
        day: {seat.mandate.person.name: (str(seat.sector), seat.party) for seat in rows}
        for day, rows in ((d, selectors.roster_on(d)) for d in (date(2027, 1, 14), STARTS))
    }
    assert by_day[date(2027, 1, 14)]["赵新民"] == ("教育界", "民盟")
    assert by_day[STARTS]["赵新民"] == ("农业界", "民建")
    proposal.refresh_from_db()
    assert (proposal.proposer, proposal.version) == (old.leaves.person, 1)
    assert Event.objects.filter(record=f"proposals.proposal:{proposal.pk}").count() == before
    assert verify() == []


def test_begun_late_it_means_the_same_days(old, change, office, second):
    services.set_staying(change, by=office, people=[old.goes_on.person_id])
    change = confirmed(change, office, second)

    change = services.begin_term(change, by=office, at=datetime(2027, 1, 20, tzinfo=UTC))

    assert change.began_on == date(2027, 1, 20)
    assert Mandate.objects.get(term__ordinal=5).started_on == STARTS
    with pytest.raises(WrongState):
        services.begin_term(change, by=office, at=datetime(2027, 1, 21, tzinfo=UTC))


def test_a_term_that_is_there_or_before_the_last_is_refused(old, office):
    facts = {"ordinal": 4, "starts_on": STARTS}
    with pytest.raises(Invalid, match="已经登记"):
        services.prepare_term(by=office, facts=facts)
    with pytest.raises(Invalid, match="要在其后"):
        services.prepare_term(by=office, facts={"ordinal": 5, "starts_on": date(2021, 1, 1)})
    change = services.prepare_term(by=office, facts={"ordinal": 5, "starts_on": STARTS})
    with pytest.raises(Invalid, match="已经在准备"):
        services.prepare_term(by=office, facts={"ordinal": 5, "starts_on": STARTS})
    assert str(change) == "第五届换届"


def test_dropped_with_its_list_all_of_it_stays_in_the_trail(old, change, office):
    services.set_staying(change, by=office, people=[old.goes_on.person_id])
    services.set_places(change, by=office, places={old.farming.pk: 3})
    with pytest.raises(Invalid, match="原因"):
        services.drop_term(change, by=office, reason=" ", version=1)
    assert Nominee.objects.count() == 1

    services.drop_term(change, by=office, reason="推迟换届", version=1)

    assert not TermChange.objects.exists()
    removed = Event.objects.filter(action__startswith="members.remove_", refused=False)
    assert set(removed.values_list("action", "message")) == {
        (f"members.remove_{kind}", "推迟换届") for kind in ("nominee", "sectorplaces", "termchange")
    }


def test_the_list_is_taken_over_from_a_table(old, change, office):
    heads = ("换届", "姓名", "界别", "工作单位及职务", "党派", "常务委员")
    rows = [
        ("第五届换届", "孙立新", "农业界", "合作社理事长", "民盟", "是"),
        ("第五届换届", "周文", "教育界", "教师", "", "否"),
        ("第五届换届", "吴用", "没有的界", "教师", "", "否"),
    ]
    known = [cell.heading for cell in cells_of(NOMINEES.key)]
    content = xlsx([heads, *rows])
    table = read("xlsx", content, known=known, needed=needed_headings(NOMINEES))

    run = store(decide(NOMINEES, table, by=office), by=office, name="名单.xlsx", sha256="0" * 64)

    assert (run.made, run.faulty) == (2, 1)
    found = Nominee.objects.get(name="孙立新")
    assert (found.change, found.sector, found.is_standing) == (change, old.farming, True)


# --- Pages ----------------------------------------------------------------------------------------


def test_the_whole_way_through_the_pages(client, old, change):
    signed_in(client, "office")
    here = f"/members/term-changes/{change.pk}/"
    page = client.get(f"{here}staying/").content.decode()
    assert "王守信" in page and "农业界" in page

    person = old.goes_on.person_id
    assert client.post(f"{here}staying/", {"people": [person]}).status_code == 303
    page = client.get(here).content.decode()
    assert "1 位：继续 1 位，新任 0 位；离任 2 位" in page
    seats = client.post(f"{here}seats/", {f"places_{old.farming.pk}": "2"})
    assert seats.status_code == 303
    assert "缺 1" in client.get(f"{here}seats/").content.decode()
    wrong = client.post(f"{here}seats/", {f"places_{old.farming.pk}": "许多"})
    assert wrong.status_code == 422 and "许多" in wrong.content.decode()
    assert client.post(f"{here}posts/", {}).status_code == 303
    NomineeFactory(change=change, name="李明德", sector=old.farming)
    page = client.get(f"{here}namesakes/").content.decode()
    assert "李明德" in page and "是同名的另一个人" in page


def test_the_page_of_steps_costs_the_same_for_one_and_for_thirty(client, old, change):
    signed_in(client, "office")
    here = f"/members/term-changes/{change.pk}/"

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(here).status_code == 200
        return len(queries)

    NomineeFactory(change=change, sector=old.farming)
    client.get(here)
    one = cost()
    for _ in range(29):
        NomineeFactory(change=change, sector=old.teaching)
    assert cost() == one


@pytest.mark.parametrize("role", ["research", "member", "system_officer"])
def test_the_list_is_for_the_office_and_leaders_alone(client, change, role):
    signed_in(client, role)

    for page in ("", "staying/", "seats/", "posts/", "namesakes/"):
        assert client.get(f"/members/term-changes/{change.pk}/{page}").status_code == 404


def test_a_leader_reads_and_confirms_but_does_not_write(client, old, change, office):
    services.set_staying(change, by=office, people=[old.goes_on.person_id])
    signed_in(client, "leader")
    here = f"/members/term-changes/{change.pk}/"

    assert client.get(f"{here}seats/").status_code == 200
    assert client.get(f"{here}staying/").status_code == 404
    assert client.post(f"{here}seats/", {}).status_code == 404
    services.ask_term_change(change, by=office)
    assert "复核通过" in client.get(here).content.decode()
    assert TermChange.objects.get().state == TermState.ASKED
