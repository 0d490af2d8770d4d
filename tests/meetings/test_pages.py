"""The pages of meetings: notice, leave, signing in by picture and at the desk, papers."""

import io
import re
import time
import uuid
from datetime import timedelta

import docx
import pytest
from django.core import signing
from django.utils import timezone

from tests.factories.accounts import AssistanceFactory, acting, at_work_for, signed_in, user_with
from tests.factories.activities import there
from tests.factories.documents import docx as word_file
from tests.factories.meetings import (
    AgendaItemFactory,
    LeaveFactory,
    MinutesFactory,
    SpeechCallFactory,
    SpeechFactory,
    called,
    soon,
)
from tests.factories.members import PersonFactory
from yizheng.activities.models import Activity, Participation
from yizheng.activities.states import Attendance, Part
from yizheng.documents.services import attach
from yizheng.meetings.models import Leave, Minutes, SignIn, Sitting, Speech

pytestmark = pytest.mark.django_db


def said(response):
    return response.content.decode()


def posted(**fields):
    return {"idempotency_key": uuid.uuid4().hex, **fields}


def page_of(activity):
    return f"/activities/activities/{activity.pk}/"


@pytest.fixture
def person(city):
    return PersonFactory(name="周闻")


@pytest.fixture
def member(client, person):
    return signed_in(client, "member", person=person)


def test_whoever_was_told_replies_on_the_meetings_page(client, person, member):
    notice = called(person, place="三楼会议室")
    row = Participation.objects.get()
    page = said(client.get(page_of(notice.activity)))
    assert notice.when in page and "我的签到码" in page

    answer = client.post(f"/meetings/people/{row.pk}/reply/", follow=True)

    assert "已回复参加" in said(answer)
    assert f"/meetings/people/{row.pk}/reply/" not in said(answer)


def test_leave_is_asked_for_on_a_page_that_says_what_is_wrong(client, person, member):
    called(person)
    row = Participation.objects.get()
    url = f"/meetings/people/{row.pk}/leave/"
    assert "请假人：周闻" in said(client.get(url))

    empty = client.post(url, posted(kind="duty"))
    assert empty.status_code == 422 and 'name="reason"' in said(empty)

    done = client.post(url, posted(kind="duty", reason="出席省里的会议"), follow=True)
    assert "已提出请假，请等候批复" in said(done)
    assert Leave.objects.get().state == "asked"


def test_another_persons_place_does_not_exist(client, person, member):
    called(PersonFactory())
    row = Participation.objects.get()

    assert client.get(f"/meetings/people/{row.pk}/leave/").status_code == 404
    assert client.post(f"/meetings/people/{row.pk}/reply/").status_code == 404
    assert client.get(f"/meetings/people/{row.pk}/code/").status_code == 404


def picture(client, sitting, kind="screen"):
    """The address in the picture on the screen in the hall."""
    user = user_with("office")
    client.force_login(user)
    page = client.get(f"/meetings/sittings/{sitting.pk}/{kind}/")
    assert "<svg" in said(page)
    return f"/meetings/s/{signing.dumps(sitting.pk, salt=f'meetings.{SALTS[kind]}')}/"


SALTS = {"screen": "screen", "door": "paper"}


@pytest.mark.parametrize("kind", ["screen", "door"])
def test_a_scanned_picture_signs_in(client, person, kind):
    called(person, starts=soon(minutes=-5))
    url = picture(client, Sitting.objects.get(), kind)
    signed_in(client, "member", person=person)

    assert "不取您的位置，也不看您的脸" in said(client.get(url))
    assert "已签到" in said(client.post(url))
    assert "已签到" in said(client.post(url))
    assert SignIn.objects.get().way == "phone"


def test_an_old_picture_of_the_screen_is_refused_and_a_late_sending_is_not(
    client, person, monkeypatch
):
    called(person, starts=soon(minutes=-30))
    url = picture(client, Sitting.objects.get())
    signed_in(client, "member", person=person)
    pressed = int(time.time() * 1000)
    now = time.time()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + 600)

    old = client.post(url)
    assert (old.status_code, "二维码已经更换" in said(old)) == (422, True)
    monkeypatch.setattr(
        "yizheng.meetings.views.signing.timezone.now",
        lambda: timezone.datetime.fromtimestamp(now + 600, timezone.get_current_timezone()),
    )
    assert "已签到" in said(client.post(url, {"at": pressed}))


# Named, because a signature differs from worker to worker.
@pytest.mark.parametrize(
    "code",
    ["x", "eyJ4Ijoxfq:1abc:def", signing.dumps(1, salt="else")],
    ids=["short", "broken", "of another page"],
)
def test_a_foreign_picture_is_refused(client, person, member, code):
    assert client.get(f"/meetings/s/{code}/").status_code == 422


def test_the_assistant_does_not_sign_in_for_the_member(client, city, person):
    called(person, starts=soon(minutes=-5))
    url = picture(client, Sitting.objects.get())
    assistance = AssistanceFactory(
        member=user_with("member", person=person), assistant=user_with("member")
    )
    at_work_for(client, assistance)

    answer = client.post(url)

    assert (answer.status_code, SignIn.objects.count()) == (422, 0)


def test_the_desk_takes_a_code_a_number_and_a_name(client, person):
    called(person, other := PersonFactory(name="周闻远"), starts=soon(minutes=-5))
    sitting = Sitting.objects.get()
    own = signing.dumps(Participation.objects.get(person=person).pk, salt="meetings.own")
    signed_in(client, "office")
    url = f"/meetings/sittings/{sitting.pk}/desk/"

    nobody = client.post(url, {"words": "查无此人"})
    assert (nobody.status_code, "名单里没有“查无此人”" in said(nobody)) == (422, True)
    several = said(client.post(url, {"words": "周"}))
    assert "请选一个" in several and SignIn.objects.count() == 0
    assert "周闻" in said(client.post(url, {"words": own}))
    row = Participation.objects.get(person=other)
    client.post(url, {"row": row.pk})

    assert {one.participation_id for one in SignIn.objects.all()} == {
        row.pk,
        Participation.objects.get(person=person).pk,
    }
    assert set(SignIn.objects.values_list("way", flat=True)) == {"desk"}


def test_a_list_on_paper_is_ticked(client, person):
    called(person, PersonFactory(), starts=soon(hours=-5))
    sitting = Sitting.objects.get()
    row = Participation.objects.get(person=person)
    signed_in(client, "office")
    url = f"/meetings/sittings/{sitting.pk}/by-list/"

    assert client.post(url, posted()).status_code == 422
    assert "已补签1人" in said(client.post(url, posted(rows=row.pk), follow=True))
    assert row.person.name not in re.findall(r"form-check-label\">([^<]+)", said(client.get(url)))


@pytest.mark.parametrize("page", ["screen", "door", "desk", "by-list"])
def test_members_have_no_desk(client, person, member, page):
    called(person)

    assert client.get(f"/meetings/sittings/{Sitting.objects.get().pk}/{page}/").status_code == 404


def test_the_sheet_with_everybodys_name_is_the_offices(client, person, member):
    notice = called(person)
    url = f"/meetings/{notice.activity_id}/sign-in.docx"

    assert client.get(page_of(notice.activity)).status_code == 200
    assert client.get(url).status_code == 404
    signed_in(client, "office")
    assert client.get(url).status_code == 200


def test_papers_reach_the_right_people(client, person, member):
    notice = called(person)
    listener = PersonFactory()
    there(notice.activity, listener, role=Part.OBSERVER, attendance=Attendance.INVITED)
    open_item = AgendaItemFactory(activity=notice.activity, title="听取工作汇报")
    kept = AgendaItemFactory(activity=notice.activity, title="研究人事事项", for_observers=False)
    paper = attach(kept, by=acting("office"), name="名单.docx", content=word_file())

    assert "研究人事事项" in said(client.get(page_of(notice.activity)))
    assert b"".join(client.get(f"/documents/{paper.pk}/").streaming_content)
    signed_in(client, "member", person=listener)
    page = said(client.get(page_of(notice.activity)))
    assert open_item.title in page and kept.title not in page
    assert client.get(f"/documents/{paper.pk}/").status_code == 404
    signed_in(client, "member", person=PersonFactory())
    assert client.get(f"/documents/{paper.pk}/").status_code == 404


def test_nobody_sees_papers_before_the_notice_is_sent(client, person, member):
    notice = called(person)
    AgendaItemFactory(activity=notice.activity, title="研究人事事项")
    notice.state, notice.sent_at = "draft", None
    notice.save()

    assert "研究人事事项" not in said(client.get(page_of(notice.activity)))


def test_minutes_print_who_was_there(client, city):
    notice = called(starts=soon(hours=-3))
    activity = notice.activity
    there(activity, PersonFactory(name="甲"), attendance=Attendance.PRESENT)
    there(activity, PersonFactory(name="乙"), attendance=Attendance.ON_LEAVE)
    there(activity, PersonFactory(name="丙"), role=Part.OBSERVER)
    AgendaItemFactory(activity=activity, title="听取汇报", outcome="会议同意这个汇报。")
    Activity.objects.filter(pk=activity.pk).update(state="held")
    signed_in(client, "special")
    form = client.get(f"/meetings/{activity.pk}/minutes/", follow=True)
    assert "一、听取汇报\n会议同意这个汇报。" in said(form)

    text = "会议听取了汇报。"
    fields = posted(text=text, number="〔2026〕3号", chaired_by="甲")
    client.post(f"/meetings/minutes/new/?activity={activity.pk}", fields)
    minutes = Minutes.objects.get()
    url = f"/meetings/minutes/{minutes.pk}/minutes.docx"
    draft = docx.Document(io.BytesIO(client.get(url).content))
    lines = [one.text for one in draft.paragraphs]
    assert lines[-3:] == ["出席：甲", "请假：乙", "列席：丙"]
    assert "〔2026〕3号（草稿）" in lines and text in lines

    move = f"/meetings/minutes/{minutes.pk}/moves/meetings.issue_minutes/"
    assert client.post(move, posted(version=1)).status_code == 404
    signed_in(client, "office")
    client.post(move, posted(version=1))
    assert Minutes.objects.get().state == "issued"


def test_minutes_are_issued_by_another(client, city):
    user = signed_in(client, "office")
    minutes = MinutesFactory(drafted_by_id=user.pk)
    Activity.objects.filter(pk=minutes.activity_id).update(state="held")

    move = f"/meetings/minutes/{minutes.pk}/moves/meetings.issue_minutes/"

    assert client.post(move, posted(version=1)).status_code == 404


def test_a_member_writes_a_speech_and_the_office_chooses(client, person, member):
    call = SpeechCallFactory(longest=100)
    there(call.activity, person, attendance=Attendance.INVITED)
    url = f"/meetings/my-speeches/new/?call={call.pk}"
    fields = {"call": call.pk, "kind": "personal", "title": "加快改造"}
    client.post(url, posted(**fields, text="长" * 101))
    speech = Speech.objects.get()
    assert speech.person == person
    move = f"/meetings/my-speeches/{speech.pk}/moves"
    long = client.post(f"{move}/meetings.submit_speech/", posted(version=1))
    assert "超出 1 字" in said(long)
    edited = posted(version=1, kind="personal", title="加快改造", text="短")
    client.post(f"/meetings/my-speeches/{speech.pk}/edit/", edited)
    client.post(f"{move}/meetings.submit_speech/", posted(version=2))
    assert Speech.objects.get().state == "submitted"

    signed_in(client, "office")
    client.post(f"/meetings/speeches/{speech.pk}/moves/meetings.choose_oral/", posted(version=3))

    assert (Speech.objects.get().state, Speech.objects.get().place_in_order) == ("oral", 1)


def test_a_speech_in_a_bodys_name_names_it(client, person, member):
    call = SpeechCallFactory()
    url = f"/meetings/my-speeches/new/?call={call.pk}"

    answer = client.post(url, posted(call=call.pk, kind="sector", title="题目", text="文"))

    assert answer.status_code == 422 and "代表界别、党派、机构的填写名称" in said(answer)


def test_a_draft_speech_is_its_writers_own(client, person):
    speech = SpeechFactory(person=person)
    signed_in(client, "office")
    assert client.get(f"/meetings/speeches/{speech.pk}/").status_code == 404
    signed_in(client, "member", person=PersonFactory())
    assert client.get(f"/meetings/my-speeches/{speech.pk}/").status_code == 404


def test_the_calendar_page_offers_an_address(client, person, member):
    page = said(client.get("/meetings/calendar/"))
    assert "生成我的日历地址" in page

    page = said(client.post("/meetings/calendar/subscribe/", follow=True))

    assert re.search(r"/meetings/feeds/anlan/\w{40}\.ics", page)


@pytest.mark.parametrize("number", [1, 12])
def test_a_meetings_page_costs_the_same_however_many_are_in_it(
    client, city, django_assert_max_num_queries, number
):
    notice = called(*[PersonFactory() for _ in range(number)])
    for _ in range(number):
        AgendaItemFactory(activity=notice.activity)
    LeaveFactory(participation=Participation.objects.first())
    signed_in(client, "office")

    with django_assert_max_num_queries(75):
        assert client.get(page_of(notice.activity)).status_code == 200


def test_bad_input_is_a_sentence(client, city):
    signed_in(client, "office")
    notice = called(PersonFactory())
    starts = timezone.localtime(soon(days=-1))
    move = f"/meetings/notices/{notice.pk}/moves/meetings.move_notice/"

    past = client.post(
        move,
        posted(
            version=1,
            starts_at=f"{starts:%Y-%m-%dT%H:%M}",
            ends_at=f"{starts + timedelta(hours=1):%Y-%m-%dT%H:%M}",
            change_reason="记错了",
        ),
    )

    assert past.status_code == 422 and "新的时间已经过了" in said(past)
