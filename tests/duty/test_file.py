"""The duty file: who reads it, what it shows, objections to it, what is added to it, on paper."""

import io
from datetime import date, datetime, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from docx import Document

from tests.factories.accounts import acting, signed_in
from tests.factories.activities import held, there
from tests.factories.documents import png
from tests.factories.duty import ObjectionFactory, OutsideFactory
from tests.factories.members import MandateFactory
from tests.factories.proposals import FiledFactory
from yizheng.accounts.roles import STAFF, Role
from yizheng.activities.states import Attendance
from yizheng.core.errors import Invalid, NotAllowed, WrongState
from yizheng.core.history import label_of
from yizheng.core.registers import REGISTERS
from yizheng.desk.selectors.work import waiting
from yizheng.documents.services import attach
from yizheng.duty import services
from yizheng.duty.models import Objection, OutsideActivity
from yizheng.duty.selectors.file import file_of, in_numbers
from yizheng.duty.states import ObjectionKind

DAY = date(2025, 6, 10)
NOW = datetime(2025, 7, 1, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def seat(city):
    return MandateFactory()


def office(**facts):
    return acting(Role.OFFICE, **facts)


def owner(seat):
    return acting(Role.MEMBER, person=seat.person)


def entry_of(seat):
    """A meeting in somebody's file, as the file names it."""
    activity = held("meeting.chair", DAY)
    there(activity, seat.person, attendance=Attendance.ABSENT)
    return {"source": "meetings.other", "record": label_of(activity)}


def objection(seat, **facts):
    known = {"kind": ObjectionKind.WRONG, "text": "我到会了，请查签到表", **entry_of(seat)}
    return services.object_to_entry(seat, by=owner(seat), at=NOW, **known | facts)


def test_a_file_counts_by_year_and_shows_one_of_them(seat):
    there(held("meeting.chair", DAY), seat.person)
    there(held("meeting.chair", date(2024, 5, 6)), seat.person, attendance=Attendance.ON_LEAVE)
    FiledFactory(proposer=seat.person)

    file = file_of(seat, office(), 2025)

    assert file.years[0] == localdate().year
    assert (file.year, file.count) == (2025, 2)
    numbers = {
        source.key: dict(zip(file.years, row, strict=True))
        for _, lines in file.table
        for source, row in lines
    }
    assert numbers["meetings.other"][2024] == numbers["meetings.other"][2025] == 1
    ((label, (meetings,)), _) = file.groups
    assert (label, meetings.attendance) == ("会议", "应到1，到会1")
    assert meetings.entries[0].url.endswith(f"{meetings.entries[0].fact.record.split(':')[1]}/")


def test_an_entry_opens_only_for_who_may_see_its_record(seat):
    FiledFactory(proposer=seat.person)
    (_, (section,)) = file_of(seat, owner(seat), 2025).groups[0]
    assert section.entries[0].url


def test_home_tells_a_member_his_year_in_the_same_numbers(seat):
    there(held("meeting.chair", DAY), seat.person)
    there(held("meeting.chair", DAY), seat.person, attendance=Attendance.ABSENT)

    assert [(one.label, count) for one, count in in_numbers(owner(seat), 2025)] == [("其他会议", 1)]
    assert in_numbers(office(), 2025) is None


@pytest.mark.parametrize("role", [*STAFF, Role.LEADER, Role.MEMBER, Role.UNIT, Role.AUDIT_OFFICER])
def test_nobody_but_the_office_opens_another_s_file(client, seat, role):
    signed_in(client, role)
    pages = [reverse(f"duty:{name}", args=[seat.pk]) for name in ("file", "file-word", "object")]
    answers = [client.get(page).status_code for page in pages]

    assert answers == ([200, 200, 404] if role == Role.OFFICE else [404, 404, 404])
    assert client.get(reverse("duty:files")).status_code == (200 if role == Role.OFFICE else 404)


def test_a_member_comes_to_his_own_file(client, seat):
    signed_in(client, Role.MEMBER, person=seat.person)
    answer = client.get(f"{reverse('duty:mine')}?of=2025", follow=True)
    assert answer.redirect_chain == [(reverse("duty:file", args=[seat.pk]) + "?of=2025", 303)]
    assert "报会外履职" in answer.content.decode()
    assert reverse("duty:mine") in client.get("/").content.decode()


def test_a_file_is_found_by_name_and_never_ordered_by_numbers(client, seat):
    MandateFactory.create_batch(2)
    signed_in(client, Role.OFFICE)
    text = client.get(reverse("duty:files"), {"q": seat.person.name}).content.decode()
    assert text.count(reverse("duty:files")) and text.count('class="lead"') == 1


def test_as_many_queries_for_a_full_file_as_for_a_thin_one(
    client, seat, django_assert_max_num_queries
):
    signed_in(client, Role.OFFICE)
    for _ in range(30):
        there(held("meeting.chair", DAY), seat.person)
        FiledFactory(proposer=seat.person)
    with django_assert_max_num_queries(85):
        client.get(reverse("duty:file", args=[seat.pk]), {"of": "2025"})


def test_the_whole_file_on_paper_has_every_entry(client, seat):
    activity = held("meeting.chair", DAY)
    there(activity, seat.person, attendance=Attendance.LATE)
    proposal = FiledFactory(proposer=seat.person)
    signed_in(client, Role.MEMBER, person=seat.person)

    answer = client.get(reverse("duty:file-word", args=[seat.pk]))
    (table,) = Document(io.BytesIO(answer.content)).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]

    assert rows[1:] == [
        ["其他会议", "2025-06-10", str(activity), "迟到"],
        ["提案", "2025-03-26", str(proposal), "个人、已立案、大会期间"],
    ]


def test_an_objection_keeps_what_was_objected_to_and_waits_for_the_office(seat):
    row = objection(seat)

    assert (row.state, row.entry_on, row.raised_on) == ("waiting", DAY, date(2025, 7, 1))
    assert row.entry and row.mandate == seat
    assert "duty.objection" in {line.register.key for line in waiting(office())}
    file = file_of(seat, owner(seat), 2025)
    ((_, (section,)),) = file.groups
    assert section.entries[0].objection == row


def test_it_is_corrected_or_kept_with_a_reason_and_the_member_reads_it(client, seat):
    row = services.keep_entry(objection(seat), by=office(), answer="签到表上没有您的签名")
    assert (row.state, row.answer) == ("kept", "签到表上没有您的签名")
    again = services.object_to_entry(
        seat,
        by=owner(seat),
        kind=ObjectionKind.NOT_MINE,
        text="是同名的人",
        source=row.source,
        record=row.record,
    )
    done = services.correct_entry(again, by=office(), answer="已改正")
    assert (done.state, done.corrected_record) == ("corrected", row.record)

    signed_in(client, Role.MEMBER, person=seat.person)
    page = client.get(reverse("duty:objections-detail", args=[row.pk])).content.decode()
    assert "签到表上没有您的签名" in page


def test_what_was_missing_is_answered_with_the_record_that_was_entered(seat):
    missing = {"kind": ObjectionKind.MISSING, "source": "", "record": ""}
    row = objection(seat, **missing)
    with pytest.raises(Invalid, match="先补登"):
        services.correct_entry(row, by=office(), answer="补了")
    with pytest.raises(Invalid, match="没有找到这个地址"):
        services.correct_entry(row, by=office(), answer="补了", address="/activities/999999/")
    activity = held("service.activity", DAY)
    page = REGISTERS["activities.activity"].url("detail", activity.pk)
    address = f"https://yizheng.example{page}?from=list"
    done = services.correct_entry(row, by=office(), answer="补了", address=address)
    assert done.corrected_record == label_of(activity)


def test_what_objections_are_refused(seat):
    row = objection(seat)
    same = {"source": row.source, "record": row.record}
    with pytest.raises(Invalid, match="已经提过异议"):
        objection(seat, **same)
    with pytest.raises(Invalid, match="没有这一条"):
        objection(seat, record="activities.activity:999999")
    with pytest.raises(Invalid, match="还没有定稿"):
        objection(seat, kind=ObjectionKind.RESULT, source="", record="")
    with pytest.raises(NotAllowed):
        services.object_to_entry(
            seat, by=owner(MandateFactory()), kind=ObjectionKind.MISSING, text="漏了"
        )
    with pytest.raises(Invalid, match="答复"):
        services.keep_entry(row, by=office(), answer="  ")
    services.withdraw_objection(row, by=owner(seat))
    with pytest.raises(WrongState):
        services.keep_entry(Objection.objects.get(pk=row.pk), by=office(), answer="核对过")


def test_nobody_answers_his_own_objection_or_approves_his_own_activity(seat):
    himself = acting(Role.OFFICE, Role.MEMBER, person=seat.person)
    with pytest.raises(NotAllowed):
        services.keep_entry(ObjectionFactory(mandate=seat), by=himself, answer="核对过")
    with pytest.raises(NotAllowed):
        services.decline_outside(
            OutsideFactory(mandate=seat), by=himself, decline_reason="没有材料"
        )


def test_objecting_in_the_browser_keeps_what_was_typed(client, seat):
    entry = entry_of(seat)
    signed_in(client, Role.MEMBER, person=seat.person)
    address = f"{reverse('duty:object', args=[seat.pk])}?{urlencode(entry)}"

    refused = client.post(address, {"kind": "", "text": "我到会了"})
    assert refused.status_code == 422
    assert "我到会了" in refused.content.decode()
    client.post(address, {"kind": "wrong", "text": "我到会了"})
    assert Objection.objects.get().text == "我到会了"
    assert client.get(f"{address}9").status_code == 404


FACTS = {"title": "到镇卫生院义诊", "kind": "welfare", "held_on": DAY, "organiser": "市医学会"}


def test_what_was_done_outside_stands_in_the_file_once_approved(seat):
    row = services.report_outside(by=owner(seat), facts=FACTS, at=NOW)
    assert row.mandate == seat
    with pytest.raises(Invalid, match="证明材料"):
        services.approve_outside(row, by=office())
    attach(row, by=owner(seat), name="照片.png", content=png())
    assert file_of(seat, office(), 2025).count == 0
    services.approve_outside(OutsideActivity.objects.get(), by=office())
    assert file_of(seat, office(), 2025).count == 1


def test_what_was_declined_is_completed_and_handed_in_again(seat):
    row = services.report_outside(by=owner(seat), facts=FACTS, at=NOW)
    row = services.decline_outside(row, by=office(), decline_reason="没有说明是哪个镇")
    row = services.revise_outside(
        row, by=owner(seat), facts={"place": "清河镇"}, version=row.version
    )
    row = services.resubmit_outside(row, by=owner(seat))
    assert (row.state, row.decline_reason, row.decided_on) == ("waiting", "", None)


def test_what_outside_activities_are_refused(seat):
    by = owner(seat)
    for day, sentence in (
        (localdate() + timedelta(days=1), "晚于"),
        (date(2021, 5, 1), "这一天您不是本会委员"),
    ):
        with pytest.raises(Invalid, match=sentence):
            services.report_outside(by=by, facts=FACTS | {"held_on": day})
    services.report_outside(by=by, facts=FACTS)
    with pytest.raises(Invalid, match="已经报过"):
        services.report_outside(by=by, facts=FACTS)
    with pytest.raises(Invalid):
        services.report_outside(by=by, facts=FACTS | {"title": "机密★义诊"})
    with pytest.raises(NotAllowed):
        services.report_outside(by=office(), facts=FACTS)
