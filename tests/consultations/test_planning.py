"""The year's plan: drawn up, approved, and from then on changed only with a reason."""

import io
from datetime import date, datetime
from zoneinfo import ZoneInfo

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import acting, signed_in
from tests.factories.activities import kind
from tests.factories.consultations import PlanFactory, PlanItemFactory, approved_plan
from tests.factories.members import PersonFactory, UnitFactory
from yizheng.accounts.roles import Role
from yizheng.consultations import services
from yizheng.consultations.models import PlanChange, PlanItem
from yizheng.consultations.states import ChangeKind, PlanState, YearState
from yizheng.core.errors import Invalid, NotAllowed, WrongState

NOW = datetime(2025, 5, 6, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))

pytestmark = pytest.mark.django_db


def clerk():
    return acting(Role.SPECIAL)


def facts(**more):
    known = {"year": 2025, "ordinal": 9, "topic": "新议题", "due_on": date(2025, 11, 30)}
    return known | {"form": kind("consultation.thematic")} | more


def changes():
    return list(PlanChange.objects.order_by("pk").values_list("kind", "reason", "detail"))


def test_a_plan_is_submitted_returned_and_approved(city):
    by, plan = clerk(), PlanFactory(year=2025)
    PlanItemFactory()

    plan = services.submit_plan(plan, by=by, at=NOW, submitted_on=date(2025, 2, 1))
    plan = services.return_plan(plan, by=by, at=NOW, return_note="议题再集中些")
    assert (plan.state, plan.return_note) == (YearState.DRAFT, "议题再集中些")
    plan = services.submit_plan(plan, by=by, at=NOW, submitted_on=date(2025, 2, 5))
    plan = services.approve_plan(
        plan, by=by, at=NOW, approved_by="市委常委会会议", approved_on=date(2025, 2, 10)
    )

    assert (plan.state, plan.return_note, plan.approved_on) == (
        YearState.APPROVED,
        "",
        date(2025, 2, 10),
    )


def test_an_empty_plan_is_not_submitted_and_a_draft_not_approved(city):
    plan = PlanFactory(year=2025)
    with pytest.raises(Invalid, match="还没有议题"):
        services.submit_plan(plan, by=clerk(), at=NOW)
    with pytest.raises(WrongState):
        services.approve_plan(plan, by=clerk(), at=NOW, approved_by="市委")


def test_while_it_is_drawn_up_nothing_needs_a_reason(city):
    by, plan = clerk(), PlanFactory(year=2025)
    item = services.enter_item(by=by, facts=facts(), at=NOW)
    services.revise_item(item, by=by, facts={"topic": "改过的"}, version=1)
    services.drop_item(PlanItem.objects.get(), by=by, at=NOW, drop_reason="重复")

    assert plan.state == YearState.DRAFT and changes() == []


def test_a_topic_added_to_an_approved_plan_says_why(city):
    by = clerk()
    approved_plan()
    with pytest.raises(Invalid, match="请写明原因") as refusal:
        services.enter_item(by=by, facts=facts(), at=NOW)
    services.enter_item(by=by, facts=facts(added_reason="市委新部署"), at=NOW)

    assert refusal.value.field == "added_reason"
    assert changes() == [(ChangeKind.ADDED, "市委新部署", "")]


def test_what_was_approved_of_a_topic_is_changed_by_moves_only(city):
    by, item = clerk(), PlanItemFactory()
    approved_plan()
    with pytest.raises(Invalid, match="调整时间") as refusal:
        services.revise_item(item, by=by, facts={"due_on": date(2025, 12, 1)}, version=1)
    revised = services.revise_item(
        item, by=by, facts={"participants": "有关界别委员", "due_on": item.due_on}, version=1
    )

    assert (refusal.value.field, revised.participants) == ("due_on", "有关界别委员")


def test_every_change_of_an_approved_plan_is_listed_with_its_reason(city):
    by = clerk()
    approved_plan()
    first, second, third = PlanItemFactory.create_batch(3)

    moved = services.reschedule_item(
        first, by=by, at=NOW, due_on=date(2025, 11, 20), starts_month=10, reason="调研未完成"
    )
    services.drop_item(second, by=by, at=NOW, drop_reason="与市委部署重复")
    services.restore_item(PlanItem.objects.get(pk=second.pk), by=by, at=NOW)
    services.move_item(third, by=by, at=NOW, reason="条件不成熟", due_on=date(2026, 6, 30))

    assert (moved.due_on, moved.starts_month, moved.state) == (date(2025, 11, 20), 10, "planned")
    assert changes() == [
        (ChangeKind.RESCHEDULED, "调研未完成", "2025-09-30 改为 2025-11-20"),
        (ChangeKind.DROPPED, "与市委部署重复", ""),
        (ChangeKind.RESTORED, "取消有误", ""),
        (ChangeKind.MOVED, "条件不成熟", "2026年"),
    ]


def test_a_topic_that_goes_on_next_year_is_an_item_of_that_years_plan(city):
    item = PlanItemFactory(lead=PersonFactory())
    item.units.add(UnitFactory())
    PlanItemFactory(year=2026, ordinal=4)

    moved = services.move_item(
        item, by=clerk(), at=NOW, reason="条件不成熟", due_on=date(2026, 6, 30)
    )

    new = moved.moved_to
    assert (moved.state, new.year, new.ordinal, new.topic) == (PlanState.MOVED, 2026, 5, item.topic)
    assert (new.lead, list(new.units.all())) == (item.lead, list(item.units.all()))


@pytest.mark.parametrize("day", [date(2025, 12, 1), date(2027, 1, 1)])
def test_next_year_is_the_next_year(city, day):
    with pytest.raises(Invalid, match="2026 年"):
        services.move_item(PlanItemFactory(), by=clerk(), at=NOW, reason="x", due_on=day)
    assert PlanItem.objects.get().state == PlanState.PLANNED


def test_another_year_is_no_rescheduling(city):
    with pytest.raises(Invalid, match="转入下一年") as refusal:
        services.reschedule_item(
            PlanItemFactory(), by=clerk(), at=NOW, due_on=date(2026, 1, 5), reason="x"
        )
    assert refusal.value.field == "due_on"


def test_a_member_reads_the_plan_and_changes_nothing(city):
    plan = PlanFactory(year=2025)
    PlanItemFactory()
    with pytest.raises(NotAllowed):
        services.submit_plan(plan, by=acting(Role.MEMBER, person=PersonFactory()), at=NOW)


# --- The page ------------------------------------------------------------------------------------


def page_of(client, plan):
    return client.get(reverse("consultations:plans-detail", args=[plan.pk]))


def test_the_page_tells_part_and_whole_and_each_number_opens_its_list(client, city):
    plan = approved_plan()
    PlanItemFactory.create_batch(2)
    PlanItemFactory(state=PlanState.DROPPED, drop_reason="重复")
    PlanItemFactory(year=2024)
    signed_in(client, Role.SPECIAL)

    text = page_of(client, plan).content.decode()

    for state, count in (("planned", 2), ("dropped", 1)):
        url = f"{reverse('consultations:plan-list')}?year=2025&state={state}"
        assert url.replace("&", "&amp;") in text
        assert client.get(url).context["page"].count == count


def test_the_year_shows_the_months_of_a_topic(client, city):
    plan = PlanFactory(year=2025)
    PlanItemFactory(starts_month=3, due_on=date(2025, 5, 20))
    PlanItemFactory(due_on=date(2026, 1, 10))
    signed_in(client, Role.MEMBER, person=PersonFactory())

    text = page_of(client, plan).content.decode()

    assert "3月至5月" in text and "12月" in text
    assert text.count("plan-year__busy") == 3 + 1


def test_too_many_topics_are_told(client, city):
    plan = PlanFactory(year=2025)
    PlanItemFactory.create_batch(16)
    signed_in(client, Role.SPECIAL)

    assert "每年不超过 15 项" in page_of(client, plan).content.decode()


def test_the_page_costs_the_same_for_one_topic_and_for_four(client, city):
    plan = PlanFactory(year=2025)
    PlanItemFactory()
    signed_in(client, Role.SPECIAL)
    page_of(client, plan)

    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            page_of(client, plan)
        counts.append(len(seen))
        PlanItemFactory.create_batch(3, lead=PersonFactory())
    assert counts[0] == counts[1]


def test_the_plan_is_a_table_in_word(client, city):
    plan = approved_plan(document="安发〔2025〕3号")
    item = PlanItemFactory(departments="有关县区", lead=PersonFactory(name="副主席甲"))
    item.units.add(UnitFactory(short_name="市住建局"))
    signed_in(client, Role.MEMBER, person=PersonFactory())

    answer = client.get(reverse("consultations:plan-file", args=[plan.pk]))

    word = docx.Document(io.BytesIO(answer.content))
    texts = [part.text for part in word.paragraphs if part.text]
    rows = [[cell.text for cell in row.cells] for row in word.tables[0].rows]
    assert texts[:2] == ["2025年度协商和监督计划", "2025-02-10市委常委会会议批准"]
    assert rows[0][:3] == ["序号", "议题", "形式"]
    assert rows[1][:3] == [str(item.ordinal), item.topic, "专题协商会"]
    assert rows[1][3:] == ["副主席甲", "市住建局、有关县区", "9月", "", ""]
