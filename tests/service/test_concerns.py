"""A concern's way: taken, handed, answered, resolved, told; by the staff, a unit and a member."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils.timezone import localdate

from tests.factories.accounts import acting, signed_in
from tests.factories.members import PersonFactory, UnitFactory, two_sessions
from tests.factories.service import (
    ConcernFactory,
    PlatformFactory,
    concern_by,
    public_concern,
    resolved,
)
from yizheng.accounts.roles import Role
from yizheng.core import records
from yizheng.core.access import can, restrict
from yizheng.core.errors import Invalid, NotAllowed, WrongState
from yizheng.core.history import Event, label_of
from yizheng.desk.selectors.work import waiting
from yizheng.documents.permissions import may_attach
from yizheng.service import permissions, services
from yizheng.service.models import Concern
from yizheng.service.states import ConcernChannel, ConcernState, ToldWay

RAISED, TOMORROW = date(2025, 3, 3), localdate() + timedelta(days=1)


def staff():
    return acting(Role.OFFICE)


def handed(unit=None, **facts):
    known = {"state": ConcernState.HANDED, "handed_to": "市城管局", "unit": unit}
    return ConcernFactory(**{**known, **facts})


def test_a_concern_is_taken_handed_answered_resolved_and_told(city):
    by, unit = staff(), UnitFactory(name="市城市管理局")
    clerk = acting(Role.UNIT, unit=unit)

    concern = services.take_concern(public_concern(), by=by)
    assert (concern.state, concern.decided_on) == (ConcernState.TAKEN, localdate())
    concern = services.hand_concern(concern, by=by, unit=unit)
    assert (concern.handed_to, concern.handed_on) == ("市城市管理局", localdate())
    assert concern.due_on > localdate() and concern.due_note
    concern = services.answer_concern(concern, by=clerk, answer="已更换灯杆")
    assert concern.state == ConcernState.ANSWERED
    concern = services.resolve_concern(concern, by=by, resolved_on=localdate(), result="路灯亮了")
    concern = services.tell_concern(concern, by=by, told_way=ToldWay.ONLINE)

    assert (concern.state, concern.told_on) == (ConcernState.RESOLVED, localdate())
    told = Event.objects.filter(record=label_of(concern)).values_list("action", flat=True)
    assert [action.removeprefix("service.") for action in told] == [
        "take_concern", "hand_concern", "answer_concern", "resolve_concern", "tell_concern",
    ]  # fmt: skip


def test_an_answer_that_is_not_enough_goes_back_and_stays(city):
    unit, by = UnitFactory(), staff()
    concern = services.answer_concern(handed(unit), by=by, answer="正在研究")

    back = services.return_answer(concern, by=by, return_note="请写明哪天办好")

    assert (back.state, back.answer, back.answered_on) == ("handed", "正在研究", None)
    assert back.return_note == "请写明哪天办好"


def test_what_is_refused_has_a_reason_and_can_be_taken_after_all(city):
    by = staff()
    with pytest.raises(Invalid):
        services.refuse_concern(public_concern(), by=by, refusal=" ")
    refused = services.refuse_concern(public_concern(), by=by, refusal="属于法院管辖")
    refused = services.tell_concern(refused, by=by, told_way=ToldWay.PHONE)

    taken = services.take_concern(refused, by=by)

    assert (taken.state, taken.refusal, taken.told_on) == (ConcernState.TAKEN, "", None)


def test_one_form_says_the_end_and_that_it_was_told(city):
    done = services.resolve_concern(
        ConcernFactory(), by=staff(), resolved_on=RAISED, result="当场修好", told_way=ToldWay.FACE
    )
    assert (done.told_on, done.told_way) == (localdate(), ToldWay.FACE)

    back = services.reopen_concern(done, by=staff(), handed_to="市水利局")
    assert (back.state, back.told_on, back.told_way) == (ConcernState.HANDED, None, "")


def test_a_concern_reopened_without_a_name_goes_where_it_was(city):
    unit = UnitFactory()
    done = resolved(unit=unit, handed_to=unit.name)

    back = services.reopen_concern(done, by=staff())

    assert (back.unit, back.handed_to) == (unit, unit.name)


@pytest.mark.parametrize(
    ("move", "facts", "field", "sentence"),
    [
        ("resolve_concern", {"resolved_on": date(2025, 3, 2)}, "resolved_on", "不能早于提出日期"),
        ("resolve_concern", {"resolved_on": TOMORROW}, "resolved_on", "不能晚于今天"),
        ("resolve_concern", {"result": "电话 10012345678"}, "result", "请不要写手机号码"),
        ("resolve_concern", {"result": "机密★ 某事"}, "result", "国家秘密"),
        ("resolve_concern", {"told_way": ToldWay.ONLINE}, "told_way", "没有查询码"),
        ("hand_concern", {}, "unit", "请选承办单位"),
        ("hand_concern", {"handed_to": "街道", "handed_on": TOMORROW}, "handed_on", "晚于今天"),
        ("take_concern", {"decided_on": date(2025, 3, 2)}, "decided_on", "不能早于提出日期"),
        ("refuse_concern", {"refusal": "打 10012345678"}, "refusal", "请不要写手机号码"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_at_its_field(city, move, facts, field, sentence):
    concern = ConcernFactory(raised_on=RAISED)
    given = {"resolved_on": RAISED, "result": "已修好"} if move == "resolve_concern" else {}

    with pytest.raises(Invalid, match=sentence) as refusal:
        getattr(services, move)(concern, by=staff(), **(given | facts))

    concern.refresh_from_db()
    assert (refusal.value.field, concern.state) == (field, ConcernState.RAISED)


@pytest.mark.parametrize(
    ("day", "way", "field"),
    [
        (date(2025, 4, 30), ToldWay.PHONE, "told_on"),
        (TOMORROW, ToldWay.PHONE, "told_on"),
        (None, None, "told_way"),
        (None, ToldWay.ONLINE, "told_way"),
    ],
)
def test_nobody_is_told_before_the_end_tomorrow_or_in_no_way(city, day, way, field):
    concern = resolved(on=date(2025, 5, 1))

    with pytest.raises(Invalid) as refusal:
        services.tell_concern(concern, by=staff(), told_way=way, told_on=day)
    assert refusal.value.field == field


def test_nobody_is_told_of_what_goes_on_nor_twice(city):
    with pytest.raises(WrongState):
        services.tell_concern(handed(), by=staff(), told_way=ToldWay.PHONE)
    told = services.tell_concern(resolved(), by=staff(), told_way=ToldWay.PHONE)
    with pytest.raises(WrongState):
        services.tell_concern(told, by=staff(), told_way=ToldWay.PHONE)


@pytest.mark.parametrize(
    ("facts", "field", "sentence"),
    [
        ({"raised_on": TOMORROW}, "raised_on", "日期不能晚于今天"),
        ({"raised_on": date(2019, 1, 1)}, "platform", "平台还没有设立"),
        ({"detail": "我的手机 10012345678"}, "detail", "请不要写手机号码"),
        ({"title": "绝密★1年"}, "title", "国家秘密"),
        ({"title": "长" * 151}, "title", "150"),
    ],
)
def test_what_cannot_be_is_not_entered_and_is_said_in_the_form(
    client, city, facts, field, sentence
):
    two_sessions()
    signed_in(client, Role.OFFICE)
    platform = PlatformFactory()
    form = {"title": "路灯不亮", "channel": "platform", "platform": platform.pk}
    form |= {"raised_on": "2025-05-06", **facts}

    answer = client.post(reverse("service:concerns-new"), form)

    assert (answer.status_code, Concern.objects.count()) == (422, 0)
    assert any(sentence in said for said in answer.context["form"].errors[field])
    assert str(form["title"]) in answer.content.decode()


def test_a_correction_cannot_put_the_beginning_after_the_end(city):
    concern = resolved(on=date(2025, 5, 1))

    with pytest.raises(Invalid, match="已在 2025-05-01 解决") as refusal:
        services.revise_concern(
            concern, by=staff(), facts={"raised_on": date(2025, 5, 2)}, version=1
        )
    assert "raised_on" in refusal.value.fields


def test_a_unit_sees_and_answers_what_it_was_handed_and_nothing_else(city):
    unit = UnitFactory()
    mine, others, untold = handed(unit), handed(UnitFactory()), ConcernFactory()
    clerk = acting(Role.UNIT, unit=unit)

    seen = set(restrict(Concern.objects.all(), permissions.view_concern, clerk))

    assert seen == {mine} and may_attach(clerk, mine) and not may_attach(clerk, others)
    with pytest.raises(NotAllowed):
        services.answer_concern(others, by=clerk, answer="代为答复")
    with pytest.raises(NotAllowed):
        services.resolve_concern(mine, by=clerk, resolved_on=RAISED, result="自己说办了")
    assert not can(clerk, permissions.view_concern, untold)


def test_what_waits_for_whom(city):
    unit = UnitFactory()
    ConcernFactory(), handed(unit), handed(), handed(handed_to="街道")
    ConcernFactory(state=ConcernState.TAKEN, decided_on=RAISED)
    handed(unit, state=ConcernState.ANSWERED, answer="已办", answered_on=RAISED)
    resolved(), resolved(told_on=date(2025, 5, 2), told_way=ToldWay.PHONE)

    def waits(actor):
        return {
            line.state: line.count
            for line in waiting(actor)
            if line.register.key == "service.concern"
        }

    assert waits(staff()) == {
        "已提出": 1, "已受理": 1, "办理中": 2, "待核实": 1, "已解决": 1,
    }  # fmt: skip
    assert waits(acting(Role.UNIT, unit=unit)) == {"办理中": 1}


def test_a_member_raises_a_concern_and_corrects_it_until_it_is_taken(client, city):
    two_sessions()
    person = PersonFactory()
    signed_in(client, Role.MEMBER, person=person)
    page = client.get("/").content.decode()
    assert reverse("service:my-concerns-new") in page
    form = {"title": "卫生站没有值班医生", "raised_on": "2025-05-06"}

    assert client.post(reverse("service:my-concerns-new"), form).status_code == 303

    concern = Concern.objects.get()
    assert (concern.channel, concern.member) == (ConcernChannel.MEMBER, person)
    edit = reverse("service:my-concerns-edit", args=[concern.pk])
    assert (
        edit in client.get(reverse("service:concerns-detail", args=[concern.pk])).content.decode()
    )
    platform = PlatformFactory()
    assert client.post(edit, form | {"platform": platform.pk, "version": 1}).status_code == 303
    concern.refresh_from_db()
    assert (concern.channel, concern.platform) == (ConcernChannel.PLATFORM, platform)

    services.take_concern(concern, by=staff())
    assert client.get(edit).status_code == 404


def test_a_member_sees_no_strangers_words_before_they_were_taken(city):
    person = PersonFactory()
    raw, taken = public_concern(), public_concern(state=ConcernState.TAKEN, decided_on=RAISED)
    own, other = concern_by(ConcernChannel.MEMBER, member=person), concern_by("member")
    actor = acting(Role.MEMBER, person=person)

    assert set(restrict(Concern.objects.all(), permissions.view_concern, actor)) == {
        taken, own, other,
    }  # fmt: skip
    assert set(restrict(Concern.objects.all(), permissions.view_own_concern, actor)) == {own}
    assert not can(actor, permissions.view_concern, raw)


@pytest.mark.parametrize(
    "facts",
    [
        {"state": "taken"},
        {"state": "refused", "decided_on": RAISED},
        {"refusal": "没有拒绝却有理由"},
        {"state": "answered", "handed_to": "市城管局"},
        {"told_on": RAISED, "told_way": "phone"},
        {"told_way": "phone"},
        {"receipt": "abc"},
        {"channel": "member", "platform": None},
    ],
)
def test_a_contradiction_is_not_stored(city, facts):
    with pytest.raises(IntegrityError):
        ConcernFactory(**facts)


def test_many_are_taken_at_once(client, city):
    two_sessions()
    signed_in(client, Role.OFFICE)
    first, second = ConcernFactory(), ConcernFactory()

    page = client.get(reverse("service:concerns-list")).content.decode()

    assert "service.take_concern" in page and "service.hand_concern" in page
    for concern in (first, second):
        assert f'value="{concern.pk}"' in page


def test_a_platform_is_opened_to_everybody_and_keeps_its_address(city):
    facts = {"name": "议事厅", "level": "township", "place": "城关镇", "opened_on": RAISED}
    made = services.enter_platform(by=staff(), facts=facts)
    assert made.code is None

    opened = services.revise_platform(made, by=staff(), facts={"is_public": True}, version=1)
    shut = services.revise_platform(opened, by=staff(), facts={"is_public": False}, version=2)
    again = services.revise_platform(shut, by=staff(), facts={"is_public": True}, version=3)

    assert opened.takes_concerns() and not shut.takes_concerns()
    assert opened.code and again.code == opened.code


def test_records_are_entered_by_the_engine_with_the_same_checks(city):
    facts = {"title": "路灯", "channel": ConcernChannel.MEMBER, "member": PersonFactory()}
    with pytest.raises(Invalid) as refusal:
        records.create(
            Concern, by=staff(), right=permissions.keep, facts=facts | {"raised_on": TOMORROW}
        )
    assert list(refusal.value.fields) == ["raised_on"]
