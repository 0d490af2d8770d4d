import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import acting, signed_in
from tests.factories.instructions import InstructionFactory
from tests.factories.members import OrganFactory, PersonFactory, committee
from yizheng.accounts.roles import Role
from yizheng.core.access import can
from yizheng.core.tenancy import within
from yizheng.instructions import permissions, products
from yizheng.instructions.models import Instruction
from yizheng.instructions.panels import INSTRUCTIONS as PANEL
from yizheng.instructions.registers import INSTRUCTIONS
from yizheng.members.models import Organ

TYPED = {
    "leader_name": "某领导",
    "leader_post": "市长",
    "leader_level": "city",
    "instructed_on": "2025-06-10",
    "text": "请研究。",
}


@pytest.fixture(autouse=True)
def organs_are_products(monkeypatch):
    monkeypatch.setitem(products.INSTRUCTABLE, "members.organ", Organ)


def new_on(record):
    return reverse("instructions:new-on", args=[record._meta.label_lower, record.pk])


def page(name, *args):
    return reverse(f"instructions:instructions-{name}", args=args)


def test_an_instruction_is_registered_from_the_products_page(client, city):
    signed_in(client, Role.OFFICE)
    organ = OrganFactory()
    assert client.get(new_on(organ)).status_code == 200
    response = client.post(new_on(organ), TYPED)
    made = Instruction.objects.get()
    assert (response.status_code, made.product, made.leader_post) == (303, organ, "市长")
    assert response.url == reverse("members:organs-detail", args=[organ.pk])


def test_a_secrecy_mark_is_told_at_its_field_and_not_kept(client, city):
    signed_in(client, Role.OFFICE)
    response = client.post(new_on(OrganFactory()), TYPED | {"text": "机密★ 请办"})
    assert (response.status_code, Instruction.objects.count()) == (422, 0)
    assert "国家秘密标志" in response.content.decode()


@pytest.mark.parametrize("role", [Role.MEMBER, Role.LEADER, Role.SPECIAL, Role.SUPERVISION])
def test_others_have_no_form(client, city, role):
    signed_in(client, role)
    organ = OrganFactory()
    assert client.get(new_on(organ)).status_code == 404
    assert client.post(new_on(organ), TYPED).status_code == 404
    assert client.get(page("new")).status_code == 404
    assert not Instruction.objects.exists()


def test_what_is_no_product_or_not_ours_takes_no_instruction(client, city):
    signed_in(client, Role.OFFICE)
    with within(committee("other", "他市").pk):
        theirs = OrganFactory()
    for record in (theirs, PersonFactory()):
        assert client.post(new_on(record), TYPED).status_code == 404
    assert not Instruction.objects.exists()


def test_without_a_product_one_is_sent_to_the_lists_of_products(client, city):
    signed_in(client, Role.OFFICE)
    shown = client.get(page("new")).content.decode()
    assert reverse("members:organs-list") in shown
    assert client.post(page("new"), TYPED).status_code == 405


def test_the_list_names_the_product_and_costs_the_same_for_one_row_and_three(client, city):
    signed_in(client, Role.LEADER)
    counted = []
    for more in (["经济委"], ["文史委", "提案委"]):
        for name in more:
            InstructionFactory(on=OrganFactory(name=name))
        with CaptureQueriesContext(connection) as queries:
            shown = client.get(page("list")).content.decode()
        counted.append(len(queries))
    assert counted[0] == counted[1]
    assert all(name in shown for name in ("经济委", "文史委", "提案委"))


def test_what_followed_is_typed_in_on_the_edit_page(client, city):
    signed_in(client, Role.RESEARCH)
    made = InstructionFactory()
    response = client.post(page("edit", made.pk), TYPED | {"feedback": "已办", "version": 1})
    made.refresh_from_db()
    assert (response.status_code, made.feedback, made.version) == (303, "已办", 2)


def test_the_panel_shows_instructions_and_the_button_to_those_who_may(city):
    organ = OrganFactory()
    made = InstructionFactory(on=organ)
    InstructionFactory()
    assert PANEL.context(organ, acting(Role.MEMBER)) is None
    assert PANEL.context(OrganFactory(), acting(Role.SUPERVISION)) is None
    assert PANEL.context(OrganFactory(), acting(Role.LEADER))["write_url"]
    assert PANEL.context(organ, acting(Role.LEADER)) == {
        "instructions": [made],
        "reads_text": True,
        "new_url": "",
        "write_url": reverse("instructions:write-on", args=["members.organ", organ.pk]),
    }
    assert PANEL.context(organ, acting(Role.OFFICE))["new_url"] == new_on(organ)


def test_an_instructions_page_leads_to_its_product_for_who_may_see_that(client, city):
    made = InstructionFactory(on=OrganFactory(name="经济委"))
    link = reverse("members:organs-detail", args=[made.product_id])
    signed_in(client, Role.LEADER)
    assert link in client.get(page("detail", made.pk)).content.decode()
    signed_in(client, Role.SUPERVISION)
    assert link not in client.get(page("detail", made.pk)).content.decode()


@pytest.mark.parametrize("role", list(Role))
def test_list_and_object_agree(city, role):
    made, actor = InstructionFactory(), acting(role)
    with within(committee("other", "他市").pk):
        theirs = InstructionFactory()
    listed = set(INSTRUCTIONS.rows(actor))
    assert can(actor, permissions.view, made) == (made in listed)
    assert theirs not in listed
    assert not can(actor, permissions.view, theirs)
