"""Sector, party, posts and mandates from one day to another."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import acting, signed_in
from tests.factories.members import (
    MandateFactory,
    OrganFactory,
    PartyFactory,
    PersonFactory,
    SectorFactory,
    TenureFactory,
    TermFactory,
)
from yizheng.core.errors import Invalid, NotAllowed, Stale
from yizheng.members import selectors, services
from yizheng.members.models import Mandate, Person, Tenure
from yizheng.members.states import Leaving, Standing

pytestmark = pytest.mark.django_db
STARTED, DAY = date(2022, 1, 10), date(2025, 6, 1)


@pytest.fixture
def office(city):
    return acting("office")


@pytest.fixture
def seat(city):
    return MandateFactory(
        term=TermFactory(ordinal=4),
        sector=SectorFactory(name="农业界", order=1),
        person=PersonFactory(name="王守信", party=PartyFactory(short_name="民盟")),
        number="4001",
    )


def ended(seat, office, **facts):
    given = {
        "how": Leaving.RESIGNED,
        "ended_on": date(2025, 5, 31),
        "ended_by": "四届十五次常委会议",
        "end_reason": "工作调动",
        "version": seat.version,
    }
    return services.end_mandate(seat, by=office, **given | facts)


def names_on(day):
    return [seat.mandate.person.name for seat in selectors.roster_on(day)]


def post(office, person, title, first, last=None, organ=None):
    facts = {
        "person": person, "title": title, "organ": organ, "started_on": first, "ended_on": last,
    }  # fmt: skip
    return services.enter_post(by=office, facts=facts)


# --- Leaving and coming ---------------------------------------------------------------------------


@pytest.mark.parametrize("how", list(Leaving))
def test_who_leaves_counts_until_his_last_day(seat, office, how):
    done = ended(seat, office, how=how)

    assert (done.standing, done.ended_by) == (Standing(how), "四届十五次常委会议")
    assert names_on(date(2025, 5, 31)) == ["王守信"]
    assert names_on(DAY) == []


def test_a_death_needs_no_meeting_everything_else_does(seat, office):
    with pytest.raises(Invalid, match="哪次会议"):
        ended(seat, office, ended_by=" ")
    with pytest.raises(Invalid, match="原因"):
        ended(seat, office, end_reason="")

    assert ended(seat, office, how=Leaving.DIED, ended_by="", end_reason="").standing == "died"


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"ended_on": date(2021, 1, 1)}, "最后一天不能更早"),
        ({"ended_on": date(2999, 1, 1)}, "不能晚于今天"),
    ],
)
def test_a_last_day_that_cannot_be_is_refused(seat, office, facts, sentence):
    with pytest.raises(Invalid, match=sentence):
        ended(seat, office, **facts)


def test_nobody_leaves_twice_and_nobody_decides_on_a_stale_page(seat, office):
    with pytest.raises(Stale):
        ended(seat, office, version=7)
    done = ended(seat, office)
    with pytest.raises(Invalid, match="已经离任（辞职）"):
        ended(done, office)


def test_posts_and_sector_end_with_the_mandate_the_party_stays(seat, office):
    post(office, seat.person, "vice_chair", STARTED)
    services.change_party(
        seat.person, by=office, party=None, since=date(2024, 1, 1), decided_by="本人", version=1
    )
    ended(seat, office)

    last = dict(Tenure.objects.filter(started_on__isnull=False).values_list("kind", "ended_on"))
    assert last == {"post": date(2025, 5, 31), "party": None}


def test_who_comes_in_his_place_never_counts_before_and_he_never_after(seat, office):
    left = ended(seat, office)

    new = services.co_opt(
        by=office,
        about={"name": "孙立新", "post": "校长"},
        sector=seat.sector,
        number="4900",
        started_on=DAY,
        decided_by="四届十六次常委会议",
        replaces=left,
    )

    assert (new.replaces, new.term, new.person.post) == (left, seat.term, "校长")
    assert names_on(date(2025, 5, 31)) == ["王守信"]
    assert names_on(DAY) == ["孙立新"]
    assert selectors.serving_members(DAY).count() == 1


def test_nobody_is_replaced_before_he_left_or_twice(seat, office):
    given = {
        "by": office, "about": {"name": "孙立新"}, "sector": seat.sector, "number": "4900",
        "started_on": DAY, "decided_by": "会议",
    }  # fmt: skip
    with pytest.raises(Invalid, match="还在任"):
        services.co_opt(**given, replaces=seat)
    left = ended(seat, office)
    with pytest.raises(Invalid, match="才离任"):
        services.co_opt(**given | {"started_on": date(2025, 5, 31)}, replaces=left)
    services.co_opt(**given, replaces=left)
    with pytest.raises(Invalid, match="已由孙立新接替"):
        services.co_opt(**given | {"number": "4901"}, replaces=left)
    assert Person.objects.count() == 2


def test_who_comes_is_on_record_or_new_not_both(seat, office):
    given = {
        "by": office, "sector": seat.sector, "number": "4900", "started_on": DAY,
        "decided_by": "会议",
    }  # fmt: skip
    for both in ({}, {"person": PersonFactory(), "about": {"name": "孙立新"}}):
        with pytest.raises(Invalid, match="二者填一"):
            services.co_opt(**given, **both)
    with pytest.raises(Invalid, match="此人在本届已有委员身份"):
        services.co_opt(**given, person=seat.person)


def test_only_who_keeps_the_roster(seat):
    with pytest.raises(NotAllowed):
        ended(seat, acting("research"))


# --- Sector and party -----------------------------------------------------------------------------


def test_before_the_day_the_old_sector_from_it_the_new_one(seat, office):
    teaching = SectorFactory(name="教育界", order=2)

    services.change_sector(
        seat, by=office, sector=teaching, since=DAY, decided_by="主席会议", version=1
    )

    def sectors(day):
        return [str(row.sector) for row in selectors.roster_on(day)]

    assert sectors(date(2025, 5, 31)) == ["农业界"]
    assert sectors(DAY) == ["教育界"]
    assert [str(row) for row in selectors.sectors_on(date(2025, 5, 31))] == ["农业界"]
    assert [str(row) for row in selectors.sectors_on(DAY)] == ["教育界"]
    assert Mandate.objects.get().sector == teaching


def test_a_second_change_ends_the_first_and_nobody_is_in_two(seat, office):
    was, first, second = seat.sector, SectorFactory(), SectorFactory()
    services.change_sector(seat, by=office, sector=first, since=DAY, decided_by="会", version=1)
    seat.refresh_from_db()
    with pytest.raises(Invalid, match="请填以后的日期"):
        services.change_sector(
            seat, by=office, sector=second, since=DAY, decided_by="会", version=2
        )

    services.change_sector(
        seat, by=office, sector=second, since=date(2025, 9, 1), decided_by="会", version=2
    )

    spans = Tenure.objects.order_by("started_on").values_list("sector", "started_on", "ended_on")
    assert list(spans) == [
        (was.pk, STARTED, date(2025, 5, 31)),
        (first.pk, DAY, date(2025, 8, 31)),
        (second.pk, date(2025, 9, 1), None),
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        TenureFactory(person=seat.person, kind="sector", title="", sector=first)


def test_the_party_of_a_day(seat, office):
    other = PartyFactory(short_name="民建")
    services.change_party(
        seat.person, by=office, party=other, since=DAY, decided_by="市委会通知", version=1
    )

    assert selectors.roster_on(date(2025, 5, 31))[0].party == "民盟"
    assert selectors.roster_on(DAY)[0].party == "民建"
    person = Person.objects.get(pk=seat.person_id)
    with pytest.raises(Invalid, match="现在就是"):
        services.change_party(person, by=office, party=other, since=DAY, decided_by="会", version=2)


# --- Posts ----------------------------------------------------------------------------------------


def test_nobody_holds_a_post_twice_at_once(seat, office):
    organ = OrganFactory(name="提案委员会", kind="special")
    post(office, seat.person, "head", STARTED, date(2024, 1, 1), organ)

    with pytest.raises(Invalid, match="已登记为提案委员会主任"):
        post(office, seat.person, "head", date(2023, 6, 1), None, organ)

    post(office, seat.person, "head", date(2024, 1, 2), None, organ)
    post(office, seat.person, "deputy", STARTED, None, OrganFactory(kind="special"))


def test_there_is_one_chair_at_a_time(seat, office):
    other = MandateFactory(term=seat.term, number="4002").person
    post(office, seat.person, "chair", STARTED, date(2024, 12, 31))

    with pytest.raises(Invalid, match="同时只能有一位"):
        post(office, other, "chair", date(2024, 12, 31))

    post(office, other, "chair", date(2025, 1, 1))


@pytest.mark.parametrize("title", ["standing", "chair", "vice_chair", "secretary"])
def test_without_a_mandate_nobody_is_in_the_standing_committee(seat, office, title):
    ended(seat, office)

    with pytest.raises(Invalid, match="期间须一直是委员"):
        post(office, seat.person, title, STARTED)
    with pytest.raises(Invalid, match="期间须一直是委员"):
        post(office, PersonFactory(), title, STARTED)

    post(office, seat.person, title, STARTED, date(2025, 5, 31))


def test_a_post_in_a_committee_names_it_and_others_do_not(seat, office):
    with pytest.raises(Invalid, match="请选在哪个专门委员会"):
        post(office, seat.person, "head", STARTED)
    with pytest.raises(Invalid, match="请选在哪个专门委员会"):
        post(office, seat.person, "deputy_secretary", STARTED, None, OrganFactory())


def test_who_joins_the_standing_committee_later_is_not_in_it_before(seat, office):
    always = MandateFactory(term=seat.term, number="4002", is_standing=True)

    tenure = post(office, seat.person, "standing", DAY)

    assert list(selectors.standing_on(date(2025, 5, 31))) == [always]
    assert selectors.standing_on(DAY).count() == 2
    seat.refresh_from_db()
    assert seat.is_standing
    services.revise_post(
        tenure, by=office, facts={"ended_on": date(2025, 9, 1)}, version=tenure.version
    )
    seat.refresh_from_db()
    assert not seat.is_standing
    assert list(selectors.standing_on(date(2025, 9, 2))) == [always]


# --- Pages ----------------------------------------------------------------------------------------


def test_one_time_line_on_the_persons_page(client, seat, office):
    post(office, seat.person, "vice_chair", date(2023, 1, 1))
    ended(seat, office)
    signed_in(client, "office")

    page = client.get(f"/members/people/{seat.person_id}/").content.decode()

    assert "2022-01-10 至 2025-05-31" in page and "第四届委员（4001，农业界）" in page
    assert "2023-01-01 至 2025-05-31" in page and "副主席" in page
    assert "辞职（工作调动）" in page


def test_leaving_and_replacing_through_the_pages(client, seat):
    signed_in(client, "office")
    here = f"/members/members/{seat.pk}/"
    assert f"{here}end/" in client.get(here).content.decode()
    typed = {
        "how": "removed", "ended_on": "2025-05-31", "ended_by": "", "end_reason": "违纪",
        "version": "1",
    }  # fmt: skip
    wrong = client.post(f"{here}end/", typed)
    assert wrong.status_code == 422 and "违纪" in wrong.content.decode()

    assert client.post(f"{here}end/", typed | {"ended_by": "常委会议"}).status_code == 303
    assert "增补接替的委员" in client.get(here).content.decode()
    answer = client.post(
        "/members/members/co-opt/",
        {
            "replaces": seat.pk, "name": "孙立新", "sector": seat.sector_id, "number": "4900",
            "started_on": "2025-06-10", "decided_by": "四届十六次常委会议",
        },
    )  # fmt: skip
    new = Mandate.objects.get(number="4900")
    assert answer["Location"] == f"/members/members/{new.pk}/"
    assert "孙立新" in client.get(here).content.decode()
    assert client.get(f"{here}end/").status_code == 200


def test_sector_and_party_through_the_pages(client, seat):
    signed_in(client, "office")
    sector, party = SectorFactory(), PartyFactory()
    since = {"since": "2025-06-01", "decided_by": "主席会议", "version": "1"}

    one = client.post(f"/members/members/{seat.pk}/sector/", {"sector": sector.pk, **since})
    two = client.post(f"/members/people/{seat.person_id}/party/", {"party": party.pk, **since})

    assert (one.status_code, two.status_code) == (303, 303)
    assert (Mandate.objects.get().sector, Person.objects.get().party) == (sector, party)


@pytest.mark.parametrize("role", ["research", "member", "leader"])
def test_others_do_not_find_the_pages_of_keeping(client, seat, role):
    signed_in(client, role)

    for path in (
        f"/members/members/{seat.pk}/end/", f"/members/members/{seat.pk}/sector/",
        f"/members/people/{seat.person_id}/party/", "/members/members/co-opt/",
    ):  # fmt: skip
        assert client.get(path).status_code == 404, path


def test_the_roster_of_a_day_costs_the_same_for_one_and_for_thirty(client, seat):
    signed_in(client, "research")

    def cost():
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/members/roster/?day=2025-03-25")
        assert page.status_code == 200
        return len(queries), page.content.decode()

    one, page = cost()
    assert "委员 1 名" in page
    for number in range(29):
        person = MandateFactory(term=seat.term, number=f"42{number}").person
        TenureFactory(person=person)
    many, page = cost()
    assert (many, "委员 30 名" in page) == (one, True)
    assert client.get("/members/roster/?day=x").status_code == 200
    assert client.get("/members/roster/?day=2025-02-31").status_code == 200
