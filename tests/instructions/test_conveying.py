"""An instruction is given to units; they answer without reading the leader's words."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories.accounts import acting, signed_in
from tests.factories.instructions import ConveyanceFactory, InstructionFactory, facts
from tests.factories.members import UnitFactory
from tests.factories.opinions import BulletinFactory, SentFactory
from yizheng.accounts.roles import Role
from yizheng.core.errors import Invalid, NotAllowed
from yizheng.desk.selectors.work import waiting
from yizheng.instructions import services
from yizheng.instructions.models import Conveyance, Instruction
from yizheng.instructions.panels import INSTRUCTIONS as ON_PRODUCT
from yizheng.instructions.states import ConveyanceState

pytestmark = pytest.mark.django_db
WORDS = "请王副市长阅研，三日内拿出意见。"


def clerk():
    return acting(Role.OFFICE)


def conveyed(instruction, **more):
    given = {
        "instruction": instruction,
        "unit": UnitFactory(),
        "request": "请研究办理",
        "conveyed_on": date(2025, 6, 12),
        **more,
    }
    return services.convey_instruction(by=clerk(), facts=given)


def answered(row, **more):
    unit = acting(Role.UNIT, unit=row.unit)
    return services.answer_conveyance(row, by=unit, answer="已列入计划", **more)


def test_the_day_to_answer_is_counted_in_working_days_unless_given(city):
    instruction = InstructionFactory()

    counted, given = conveyed(instruction), conveyed(instruction, due_on=date(2025, 6, 30))

    assert (counted.due_on, given.due_on, given.due_note) == (
        date(2025, 7, 10), date(2025, 6, 30), "",
    )  # fmt: skip
    assert "20" in counted.due_note


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"conveyed_on": date(2025, 6, 9)}, "conveyed_on"),
        ({"conveyed_on": date(2999, 1, 1)}, "conveyed_on"),
        ({"request": "机密★10年 某事"}, "request"),
    ],
)
def test_what_cannot_be_conveyed_is_refused_at_its_field(city, more, field):
    with pytest.raises(Invalid) as refusal:
        conveyed(InstructionFactory(), **more)

    assert (refusal.value.field, Conveyance.objects.count()) == (field, 0)


def test_with_the_last_units_answer_the_instruction_is_closed(city):
    instruction = InstructionFactory()
    first, second = conveyed(instruction), conveyed(instruction)
    services.settle_conveyance(answered(first, answered_on=date(2025, 6, 20)), by=clerk())
    between = Instruction.objects.get().closed_on

    back = services.return_answer(answered(second), by=clerk(), return_note="没有写明时间")
    services.settle_conveyance(answered(back, answered_on=date(2025, 7, 1)), by=clerk())

    closed = Instruction.objects.get()
    assert (between, back.state, back.answer) == (None, ConveyanceState.GIVEN, "已列入计划")
    assert (closed.fed_back_on, closed.closed_on is not None) == (date(2025, 7, 1), True)
    assert closed.feedback == f"{first.unit}：已列入计划；{second.unit}：已列入计划"
    with pytest.raises(Invalid, match="已经办结"):
        conveyed(closed)


def test_a_unit_reads_what_it_is_asked_and_never_the_leaders_words(client, city):
    row = ConveyanceFactory(instruction__text=WORDS)
    other = ConveyanceFactory(unit=UnitFactory())
    signed_in(client, Role.UNIT, unit=row.unit)
    address = reverse("instructions:conveyances-detail", args=[row.pk])

    page = client.get(address).content.decode()
    theirs = client.get(reverse("instructions:conveyances-detail", args=[other.pk]))
    itself = client.get(reverse("instructions:instructions-detail", args=[row.instruction_id]))

    assert (row.request in page, WORDS in page) == (True, False)
    assert (theirs.status_code, itself.status_code) == (404, 404)


@pytest.mark.parametrize(
    ("role", "reads"),
    [(Role.OFFICE, True), (Role.LEADER, True), (Role.PROPOSALS, False), (Role.PARTY, False)],
)
def test_the_words_are_read_by_right_on_every_page_list_and_file(client, city, role, reads):
    made = InstructionFactory(text="先前的话")
    changed = {"text": WORDS, "is_main": True}
    services.revise_instruction(made, by=clerk(), facts=changed, version=1)
    signed_in(client, role)
    list_ = reverse("instructions:instructions-list")

    page = client.get(reverse("instructions:instructions-detail", args=[made.pk]))
    found = client.get(list_, {"q": "王副市长"}).content.decode()
    export = b"".join(client.get(f"{list_}export.csv")).decode()
    on_product = ON_PRODUCT.context(made.product, acting(role))

    shown = page.content.decode()
    assert (WORDS in shown, on_product["reads_text"]) == (reads, reads)
    assert ("先前的话" in shown, "主要领导" in shown) == (False, True)
    assert (made.leader_post in found, WORDS in export) == (False, False)


def test_only_the_unit_and_who_enters_paper_answer_and_it_waits_for_the_unit(city):
    row = ConveyanceFactory()
    for stranger in (acting(Role.UNIT, unit=UnitFactory()), acting(Role.LEADER)):
        with pytest.raises(NotAllowed):
            services.answer_conveyance(row, by=stranger, answer="办好了")

    def waits(actor):
        return [(line.state, line.overdue) for line in waiting(actor)]

    assert waits(acting(Role.UNIT, unit=row.unit)) == [("待反馈", 1)]
    assert waits(clerk()) == []
    services.answer_conveyance(row, by=clerk(), answer="纸上的反馈")
    assert waits(clerk()) == [("已反馈", 1)]


def test_nobody_writes_on_what_was_not_sent_or_before_it_was(city):
    draft, sent = BulletinFactory(), SentFactory(sent_on=date(2025, 6, 11))

    with pytest.raises(Invalid, match="还没有发出"):
        services.register_instruction(by=clerk(), facts=facts(draft))
    with pytest.raises(Invalid) as early:
        services.register_instruction(by=clerk(), facts=facts(sent))
    services.register_instruction(
        by=clerk(), facts=facts(sent, instructed_on=date(2025, 6, 11), is_main=True)
    )

    assert early.value.field == "instructed_on"
    assert Instruction.objects.get().is_main


def test_a_conveyance_is_entered_from_its_instruction(client, city):
    made = InstructionFactory()
    signed_in(client, Role.OFFICE)
    new = f"{reverse('instructions:conveyances-new')}?instruction={made.pk}"
    unit = UnitFactory()

    link = client.get(reverse("instructions:instructions-detail", args=[made.pk]))
    saved = client.post(
        new, {"unit": unit.pk, "request": "请办理", "conveyed_on": "2025-06-12", "due_on": ""}
    )

    assert new in link.content.decode()
    assert (saved.status_code, Conveyance.objects.get().due_on) == (303, date(2025, 7, 10))
