"""The wiring of the pages: one success, one refusal, and what a list costs."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import acting, signed_in
from tests.factories.members import MandateFactory, PersonFactory, committee, two_sessions
from tests.factories.publicity import (
    BookFactory,
    ColumnFactory,
    CoverageFactory,
    EpisodeFactory,
    OutletFactory,
    PaperFactory,
    report_about,
)
from yizheng.core.access import can, restrict
from yizheng.core.tenancy import within
from yizheng.publicity import permissions
from yizheng.publicity.models import Coverage


def posted(**fields):
    return {"idempotency_key": uuid.uuid4().hex, **fields}


@pytest.fixture
def office(client, city):
    two_sessions()
    return signed_in(client, "office")


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize(
    ("address", "make"),
    [
        ("publications", BookFactory),
        ("episodes", lambda: EpisodeFactory(column=ColumnFactory())),
        ("columns", ColumnFactory),
        ("coverage", lambda: report_about(PersonFactory(), PersonFactory())),
        ("outlets", OutletFactory),
        ("papers", lambda: PaperFactory(author=PersonFactory())),
    ],
)
def test_a_list_of_three_costs_what_a_list_of_one_does(client, office, address, make):
    make()
    one = queries(client, f"/publicity/{address}/")
    make(), make()

    assert queries(client, f"/publicity/{address}/") == one


def test_a_report_is_entered_with_the_members_it_names(client, office):
    outlet, person = OutletFactory(name="省政协报"), MandateFactory().person
    form = posted(
        outlet=outlet.pk,
        headline="一个委员和一条路",
        published_on="2025-06-03",
        about_service="on",
        people=[person.pk],
    )

    response = client.post("/publicity/coverage/new/", form, follow=True)

    page = response.content.decode()
    assert response.redirect_chain[0][1] == 303
    assert "一个委员和一条路" in page and person.name in page and "省政协报" in page


def test_a_report_of_deeds_without_names_is_refused_at_the_field(client, office):
    form = posted(
        outlet=OutletFactory().pk,
        headline="一个委员和一条路",
        published_on="2025-06-03",
        about_service="on",
    )

    response = client.post("/publicity/coverage/new/", form)

    assert response.status_code == 422
    assert "请选定报道的委员" in response.content.decode()
    assert Coverage.objects.count() == 0


@pytest.mark.parametrize(
    ("role", "seen"),
    [("research", True), ("leader", True), ("member", True), ("unit", False)],
)
def test_lists_and_single_records_answer_alike(city, role, seen):
    record, actor = CoverageFactory(), acting(role)
    with within(committee("beitai", "北台市").pk):
        theirs = CoverageFactory()

    listed = restrict(Coverage.objects.all(), permissions.view, actor)
    assert list(listed) == ([record] if seen else [])
    assert can(actor, permissions.view, record) == seen
    assert not can(actor, permissions.view, theirs)


def test_a_member_reads_and_enters_nothing(client, city):
    signed_in(client, "member")

    assert client.get("/publicity/coverage/").status_code == 200
    assert client.get("/publicity/coverage/new/").status_code == 404
