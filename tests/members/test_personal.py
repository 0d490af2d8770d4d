"""A person's number: masked everywhere, read one at a time, for a reason that is recorded."""

import pytest

from tests.factories.accounts import acting, signed_in
from tests.factories.members import PersonFactory
from yizheng.core.errors import Invalid, NotAllowed
from yizheng.core.history import Event
from yizheng.members import services
from yizheng.members.models import Person

pytestmark = pytest.mark.django_db
PHONE = "10012345678"


@pytest.fixture
def person(city):
    return PersonFactory(name="王守信", phone=PHONE)


def test_no_page_export_or_answer_spells_it_out(client, person):
    signed_in(client, "office")
    here = f"/members/people/{person.pk}/"

    for path in (
        here, "/members/people/", "/members/people/export.csv", f"{here}edit/",
        "/api/v1/records/members.person/", f"/api/v1/records/members.person/{person.pk}",
    ):  # fmt: skip
        text = client.get(path).content.decode()
        assert PHONE not in text, path
    assert "100****5678" in client.get(here).content.decode()


def test_read_for_a_reason_that_the_audit_officer_sees(client, person):
    signed_in(client, "office")
    here = f"/members/people/{person.pk}/contact/"
    assert PHONE not in client.get(here).content.decode()
    assert client.post(here, {"reason": " "}).status_code == 422

    answer = client.post(here, {"reason": "通知改期"})

    assert PHONE in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    event = Event.objects.get(action="members.read_person", refused=False)
    assert (event.record, event.message) == (f"members.person:{person.pk}", "通知改期")
    signed_in(client, "audit_officer")
    page = client.get("/desk/audit/").content.decode()
    assert "查看联系方式" in page and "通知改期" in page and PHONE not in page


@pytest.mark.parametrize("role", ["research", "member", "leader", "audit_officer"])
def test_who_may_not_read_it_finds_no_page(client, person, role):
    signed_in(client, role)

    assert client.get(f"/members/people/{person.pk}/contact/").status_code == 404


def test_the_service_asks_too(person):
    with pytest.raises(NotAllowed):
        services.read_person(person, by=acting("research"), reason="看看")
    with pytest.raises(Invalid):
        services.read_person(person, by=acting("office"), reason=" ")
    assert Event.objects.filter(refused=True, action="members.read_person").count() == 2


def test_the_form_leaves_a_masked_number_as_it_is_and_takes_a_new_one(client, person):
    signed_in(client, "office")
    here = f"/members/people/{person.pk}/edit/"
    form = {"name": "王守信", "post": "教师", "phone": "100****5678", "version": "1"}

    assert client.post(here, form).status_code == 303
    assert Person.objects.get().phone == PHONE
    assert client.post(here, form | {"phone": "10000000000", "version": "2"}).status_code == 303
    assert Person.objects.get().phone == "10000000000"
    assert client.post(here, form | {"phone": "", "version": "3"}).status_code == 303
    assert Person.objects.get().phone == ""
