"""Reading and writing records through the API."""

from datetime import UTC, datetime

from tests.factories.members import (
    MandateFactory,
    PersonFactory,
    SectorFactory,
    SessionFactory,
    committee,
)
from yizheng.accounts.roles import Role
from yizheng.core.history import Event
from yizheng.core.tenancy import within
from yizheng.members.models import Organ, Person
from yizheng.proposals.models import CollectionPeriod


def test_a_list_holds_only_what_the_reader_may_see(program, city):
    mine, other = PersonFactory(name="甲"), PersonFactory(name="乙")
    with within(committee("elsewhere", "别处").pk):
        PersonFactory(name="丙")

    staff = program(Role.OFFICE).get("/records/members.person/").json()
    member = program(Role.MEMBER, person=mine).get("/records/members.person/").json()

    assert {row["id"] for row in staff["records"]} == {mine.pk, other.pk}
    assert [row["columns"]["name"] for row in member["records"]] == ["甲"]


def test_a_list_is_searched_sorted_and_paged(program, city):
    for number in range(55):
        SectorFactory(name=f"界别{number:02d}", order=number)
    office = program(Role.OFFICE)

    first = office.get("/records/members.sector/", sort="-order", size=50).json()
    rest = office.get(
        "/records/members.sector/", sort="-order", size=50, after=first["next"]
    ).json()

    assert (first["count"], first["records"][0]["columns"]["order"]) == (55, 54)
    assert [row["columns"]["order"] for row in rest["records"]] == [4, 3, 2, 1, 0]
    assert rest["next"] is None


def test_what_one_may_not_see_is_not_there(program, city):
    person = PersonFactory()
    unit = program(Role.UNIT)

    answers = [unit.get(f"/records/members.person/{path}") for path in ("", person.pk, 10**6)]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert {answer.json()["code"] for answer in answers} == {"unknown"}


def test_a_record_is_created_through_its_service(program, city):
    office = program(Role.OFFICE)

    answer = office.post("/records/members.organ/", {"name": "提案委员会", "kind": "special"})

    organ = Organ.objects.get()
    assert (answer.status_code, answer.json()["id"]) == (201, organ.pk)
    assert (organ.name, organ.kind, organ.order) == ("提案委员会", "special", 100)
    event = Event.objects.get(record=f"members.organ:{organ.pk}")
    assert (event.via, event.by_id) == ("api", office.user.pk)


def test_creating_without_the_right_is_refused(program, city):
    answer = program(Role.MEMBER).post("/records/members.organ/", {"name": "甲", "kind": "office"})

    assert (answer.status_code, answer.json()["code"]) == (403, "not-allowed")
    assert not Organ.objects.exists()


def test_a_refused_field_is_named(program, city):
    office = program(Role.OFFICE)
    office.post("/records/members.organ/", {"name": "甲", "kind": "office"})

    twice = office.post("/records/members.organ/", {"name": "甲", "kind": "office"})
    misshapen = office.post("/records/members.organ/", {"kind": "nothing", "state": "x"})

    assert (twice.status_code, twice.json()["message"]) == (422, "已有同名的机构")
    assert misshapen.status_code == 422
    assert set(misshapen.json()["details"]["fields"]) == {
        "body.facts.name", "body.facts.kind", "body.facts.state",
    }  # fmt: skip
    assert Organ.objects.count() == 1


def test_a_revision_changes_only_what_was_sent(program, city):
    person = PersonFactory(name="甲", post="某局局长", phone="10000000000")

    answer = program(Role.OFFICE).patch(
        f"/records/members.person/{person.pk}", {"version": 1, "post": "某厅副厅长"}
    )

    person.refresh_from_db()
    assert (answer.status_code, answer.json()["version"]) == (200, 2)
    assert (person.name, person.post, person.phone) == ("甲", "某厅副厅长", "10000000000")


def test_a_stale_revision_answers_with_what_is_stored(program, city):
    person = PersonFactory(name="甲")
    office = program(Role.OFFICE)
    office.patch(f"/records/members.person/{person.pk}", {"version": 1, "post": "乙职"})

    late = office.patch(f"/records/members.person/{person.pk}", {"version": 1, "post": "丙职"})

    assert (late.status_code, late.json()["code"]) == (409, "stale")
    assert late.json()["details"]["stored"]["post"] == "乙职"
    assert Person.objects.get().post == "乙职"


def test_what_was_entered_by_mistake_is_taken_back_with_its_reason(program, city):
    person, kept = PersonFactory(name="甲"), MandateFactory().person
    office = program(Role.OFFICE)
    url = f"/records/members.person/{person.pk}/removal"

    unsaid = office.post(url, {"version": 1, "reason": " "})
    late = office.post(url, {"version": 7, "reason": "重复登记"})
    foreign = program(Role.LEADER).post(url, {"version": 1, "reason": "重复登记"})
    linked = office.post(
        f"/records/members.person/{kept.pk}/removal", {"version": 1, "reason": "重复登记"}
    )
    done = office.post(url, {"version": 1, "reason": "重复登记"})

    answers = [answer.status_code for answer in (unsaid, late, foreign, linked, done)]
    assert answers == [422, 409, 403, 422, 204]
    assert list(Person.objects.all()) == [kept]
    removed = Event.objects.get(action="members.remove_person", refused=False)
    assert (removed.message, removed.via) == ("重复登记", "api")


def test_a_moment_may_be_sent_from_any_distance_to_utc_that_there_is(program, city):
    staff, session = program(Role.PROPOSALS), SessionFactory()
    url = "/records/proposals.collectionperiod/"
    sent = {"session": session.pk, "closes_at": "2999-01-01T00:00:00Z"}

    far = staff.post(url, sent | {"opens_at": "2025-03-02T08:24:00+21:24"})
    none = staff.post(url, sent | {"opens_at": "0001-01-01T00:00:00+21:24"})

    assert (far.status_code, none.status_code) == (201, 422)
    assert CollectionPeriod.objects.get().opens_at == datetime(2025, 3, 1, 11, 0, tzinfo=UTC)


def test_a_row_of_another_committee_cannot_be_named(program, city):
    with within(committee("elsewhere", "别处").pk):
        theirs = SectorFactory()
    mandate = MandateFactory()

    answer = program(Role.OFFICE).patch(
        f"/records/members.mandate/{mandate.pk}", {"version": 1, "sector": theirs.pk}
    )

    assert (answer.status_code, set(answer.json()["details"]["fields"])) == (422, {"sector"})


def test_the_same_key_twice_stores_one_row(program, city):
    office, organ = program(Role.OFFICE), {"name": "甲", "kind": "office"}

    first = office.post("/records/members.organ/", organ, idempotency_key="k1")
    again = office.post("/records/members.organ/", organ, idempotency_key="k1")
    other = office.post(
        "/records/members.organ/", {"name": "乙", "kind": "office"}, idempotency_key="k1"
    )

    assert (again.status_code, again.content) == (201, first.content)
    assert (other.status_code, other.json()["code"]) == (409, "conflict")
    assert [row.name for row in Organ.objects.all()] == ["甲"]
