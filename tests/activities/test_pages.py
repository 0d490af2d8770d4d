from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import signed_in
from tests.factories.activities import (
    ActivityFactory,
    TopicFactory,
    held,
    kind,
    member,
    planned,
    there,
)
from tests.factories.members import (
    MandateFactory,
    OrganFactory,
    PersonFactory,
    SectorFactory,
    committee,
)
from yizheng.accounts.roles import Role
from yizheng.activities.models import Activity, ActivityKind, Participation
from yizheng.core.tenancy import within


@pytest.fixture
def clerk(client, city):
    return signed_in(client, Role.OFFICE)


def page(name, *args):
    return reverse(f"activities:{name}", args=args)


def typed(code, **more):
    return {"kind": kind(code).pk, "title": "主席会议", "held_on": "2025-12-03", **more}


def said(response):
    return response.content.decode()


def test_the_kind_is_chosen_first_and_the_next_number_suggested(client, clerk, term):
    held("meeting.chair", term=term, ordinal=9)
    chosen = f"?kind={kind('meeting.chair').pk}&amp;ordinal=10"
    assert f'href="{chosen}"' in said(client.get(page("activities-new")))
    form = said(client.get(page("activities-new") + chosen.replace("&amp;", "&")))
    assert 'value="10"' in form
    assert f'<option value="{kind("meeting.chair").pk}" selected>' in form


def test_an_activity_is_entered_by_its_form(client, clerk, term):
    host = OrganFactory()
    response = client.post(page("activities-new"), typed("meeting.chair", ordinal=3, host=host.pk))
    entered = Activity.objects.get()
    assert (response.status_code, response.url) == (303, page("activities-detail", entered.pk))
    assert (entered.state, entered.ordinal, entered.host) == ("held", 3, host)


def test_a_number_taken_is_told_at_its_field(client, clerk, term):
    held("meeting.chair", term=term, ordinal=3, title="三次主席会议")
    response = client.post(page("activities-new"), typed("meeting.chair", ordinal=3))
    assert (response.status_code, Activity.objects.count()) == (422, 1)
    assert "第3次已经登记：三次主席会议" in said(response)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.LEADER, Role.AUDIT_OFFICER])
def test_who_may_not_enter_has_no_such_page(client, city, role):
    signed_in(client, role)
    activity = ActivityFactory()
    row = there(activity)
    pages = [
        page("activities-new"),
        page("people-add", activity.pk),
        page("people-edit", row.pk),
    ]
    assert [client.get(address).status_code for address in pages] == [404, 404, 404]
    assert client.post(page("people-settle", activity.pk)).status_code == 404
    assert client.post(page("activities-new"), typed("meeting.chair")).status_code == 404


def test_rows_of_work_list_their_own_kinds(client, clerk):
    held("study.lecture", title="专题辅导甲")
    held("service.activity", title="义诊乙")
    shown = said(client.get(page("list-study")))
    assert ("专题辅导甲" in shown, "义诊乙" in shown) == (True, False)
    assert "<h1>学习活动</h1>" in shown
    assert "义诊乙" in said(client.get(page("activities-list")))


def test_missing_numbers_are_told_to_those_who_enter(client, clerk, term):
    for ordinal in (1, 3):
        held("meeting.chair", term=term, ordinal=ordinal)
    sentence = "本届主席会议缺第2次"
    assert sentence in said(client.get(page("activities-list")))
    assert sentence in said(client.get(page("list-meeting")))
    assert sentence not in said(client.get(page("list-study")))
    signed_in(client, Role.LEADER)
    assert sentence not in said(client.get(page("activities-list")))


@pytest.mark.parametrize("name", ["activities-list", "participations-list", "topics-list"])
def test_lists_cost_the_same_for_one_row_and_three(client, clerk, name):
    counted = []
    for more in (1, 2):
        for _ in range(more):
            activity = held("meeting.chair", host=OrganFactory(), topics=[TopicFactory()])
            there(activity)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page(name)).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_an_activitys_page_costs_the_same_for_one_person_and_three(client, clerk):
    activity, counted = ActivityFactory(), []
    client.get(page("activities-detail", activity.pk))  # content types are read once a process
    for more in (1, 2):
        for _ in range(more):
            there(activity)
        with CaptureQueriesContext(connection) as queries:
            shown = said(client.get(page("activities-detail", activity.pk)))
        counted.append(len(queries))
    assert counted[0] == counted[1]
    assert "到会 3" in shown


def test_several_people_are_added_at_once(client, clerk):
    activity, people = ActivityFactory(), [PersonFactory(), PersonFactory()]
    data = {"people": [p.pk for p in people], "role": "speaker", "attendance": "present"}
    response = client.post(page("people-add", activity.pk), data, headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Redirect"]) == (
        204,
        page("activities-detail", activity.pk),
    )
    listed = Participation.objects.values_list("person", "role")
    assert set(listed) == {(p.pk, "speaker") for p in people}


def test_all_members_of_the_day_are_added_but_those_already_there(client, clerk):
    activity, sector = held("meeting.plenary"), SectorFactory()
    serving = [MandateFactory(sector=sector).person, MandateFactory(is_standing=True).person]
    MandateFactory(started_on=date(2025, 6, 11))
    PersonFactory()
    there(activity, serving[0])
    data = {"body": "members", "role": "attendee", "attendance": "invited"}
    client.post(page("people-add", activity.pk), data)
    assert set(Participation.objects.values_list("person", "attendance")) == {
        (serving[0].pk, "present"),
        (serving[1].pk, "invited"),
    }


@pytest.mark.parametrize(("chosen", "index"), [({"body": "standing"}, 1), ({"sector": True}, 0)])
def test_a_body_or_a_sector_is_added_as_such(client, clerk, chosen, index):
    activity, sector = ActivityFactory(), SectorFactory()
    people = [MandateFactory(sector=sector).person, MandateFactory(is_standing=True).person]
    data = {**chosen, "role": "attendee", "attendance": "present"}
    if "sector" in data:
        data["sector"] = sector.pk
    client.post(page("people-add", activity.pk), data)
    assert list(Participation.objects.values_list("person", flat=True)) == [people[index].pk]


def test_adding_nobody_is_refused_at_the_field(client, clerk):
    activity = planned()
    data = {"role": "attendee", "attendance": "invited"}
    response = client.post(page("people-add", activity.pk), data)
    assert response.status_code == 422
    assert "请选择参加人员" in said(response)


def test_one_person_is_changed_and_taken_out(client, clerk):
    row = there(ActivityFactory())
    edit = page("people-edit", row.pk)
    client.post(edit, {"role": "host", "attendance": "late", "version": 1})
    row.refresh_from_db()
    assert (row.role, row.attendance) == ("host", "late")
    stale = client.post(edit, {"role": "speaker", "attendance": "late", "version": 1})
    assert (stale.status_code, "已被别人修改" in said(stale)) == (422, True)
    contradiction = client.post(edit, {"role": "speaker", "attendance": "absent", "version": 2})
    assert (contradiction.status_code, "须到会" in said(contradiction)) == (422, True)
    client.post(edit, {"act": "remove", "version": 2})
    assert not Participation.objects.exists()


def test_the_invited_are_settled_with_one_press(client, clerk):
    activity = ActivityFactory()
    there(activity, attendance="invited")
    assert "已通知的都到会" in said(client.get(page("activities-detail", activity.pk)))
    client.post(page("people-settle", activity.pk))
    assert Participation.objects.get().attendance == "present"


def test_a_long_list_is_shown_in_part_and_whole_on_its_own_page(client, clerk):
    activity = ActivityFactory()
    for number in range(42):
        there(activity, PersonFactory(name=f"第{number}号"))
    detail = said(client.get(page("activities-detail", activity.pk)))
    whole = said(client.get(page("people", activity.pk)))
    assert ("第11号" in detail, "第41号" in detail, "查看全部 42 人" in detail) == (
        True,
        False,
        True,
    )
    assert ("第41号" in whole, "查看全部" in whole) == (True, False)


def test_a_member_sees_himself_alone_among_the_people(client, city):
    activity = held("consultation.forum")
    me = PersonFactory(name="本人甲")
    there(activity, me)
    there(activity, PersonFactory(name="他人乙"))
    signed_in(client, Role.MEMBER, person=me)
    shown = said(client.get(page("activities-detail", activity.pk)))
    assert ("本人甲" in shown, "他人乙" in shown, "添加人员" in shown) == (True, False, False)


def test_a_cancelled_activity_offers_no_list_to_fill(client, clerk):
    activity = planned()
    move = page("activities-move", activity.pk, "activities.cancel")
    client.post(move, {"cancel_reason": "暴雨", "version": 1})
    activity.refresh_from_db()
    assert (activity.state, activity.cancel_reason) == ("cancelled", "暴雨")
    assert "添加人员" not in said(client.get(page("activities-detail", activity.pk)))


def test_another_committees_activity_is_not_found(client, clerk):
    with within(committee("other", "他市").pk):
        activity = ActivityFactory()
        row = there(activity)
    addresses = [
        page("activities-detail", activity.pk),
        page("people", activity.pk),
        page("people-add", activity.pk),
        page("people-edit", row.pk),
    ]
    assert [client.get(address).status_code for address in addresses] == [404] * 4


def test_the_office_adds_a_kind_and_takes_it_back(client, clerk):
    data = {"label": "茶叙", "group": "liaison", "unit": "场"}
    response = client.post(page("kinds"), data)
    added = ActivityKind.objects.get(label="茶叙")
    assert (response.status_code, response.url) == (302, page("kinds"))
    repeated = client.post(page("kinds"), data)
    assert (repeated.status_code, "已有同名的活动种类" in said(repeated)) == (422, True)
    client.post(page("kinds-remove", added.pk))
    assert not ActivityKind.objects.filter(label="茶叙").exists()


def test_shipped_kinds_are_shown_without_a_way_to_remove_them(client, clerk):
    shown = said(client.get(page("kinds")))
    chair = kind("meeting.chair")
    assert ("主席会议" in shown, page("kinds-remove", chair.pk) in shown) == (True, False)
    assert client.post(page("kinds-remove", chair.pk)).status_code == 404
    assert ActivityKind.objects.filter(pk=chair.pk).exists()


def test_others_look_at_the_kinds_only(client, city):
    signed_in(client, Role.SPECIAL)
    assert "增加一种" not in said(client.get(page("kinds")))
    client.post(page("kinds"), {"label": "茶叙", "group": "liaison", "unit": "场"})
    assert not ActivityKind.objects.filter(label="茶叙").exists()
    signed_in(client, Role.MEMBER, person=member())
    assert client.get(page("kinds")).status_code == 404
