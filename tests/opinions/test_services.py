from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.factories.accounts import acting, signed_in, user_with
from tests.factories.members import PersonFactory, UnitFactory, committee
from tests.factories.opinions import (
    AdoptionFactory,
    BulletinFactory,
    CompiledFactory,
    InformantFactory,
    KeptFactory,
    ReportFactory,
    SentFactory,
)
from yizheng.accounts.roles import Role
from yizheng.core.errors import Invalid, NotAllowed, Stale, WrongState
from yizheng.core.history import Event
from yizheng.core.periods import Period
from yizheng.core.tenancy import within
from yizheng.desk.selectors.work import waiting
from yizheng.opinions import selectors, services
from yizheng.opinions.models import Adoption, Bulletin, Forwarding, OpinionReport
from yizheng.opinions.states import (
    AdoptionLevel,
    BulletinState,
    ForwardingState,
    Layout,
    Series,
    Source,
    State,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2025, 4, 20, 9, 0, tzinfo=SHANGHAI)
LATE_EVENING = datetime(2025, 12, 31, 23, 30, tzinfo=SHANGHAI)
NEW_YEAR = datetime(2026, 1, 1, 0, 30, tzinfo=SHANGHAI)
TEXT = {"title": "电梯更新难", "original": "老旧电梯更新没有资金来源。"}
EDITED = {"edited": "老旧电梯更新缺少资金。"}

pytestmark = pytest.mark.django_db


def clerk():
    return acting(Role.RESEARCH)


def compiled(report, *, by=None, at=NOW, compiled_on=None, **facts):
    """Edited by one of the office, signed by another."""
    edited = services.edit_report(report, by=by or clerk(), at=at, **(EDITED | facts))
    return services.sign_report(
        edited, by=clerk(), at=at, signed_by="主任甲", compiled_on=compiled_on
    )


def refused():
    return list(Event.objects.filter(refused=True).values_list("action", flat=True))


def test_a_members_report_is_his_own_and_of_the_day(city):
    person, other = PersonFactory(), PersonFactory()
    claims = {"reporter": other, "source": Source.STAFF, "received_on": date(2020, 1, 1)}

    report = services.receive_report(
        by=acting(Role.MEMBER, person=person), facts=TEXT | claims, at=LATE_EVENING
    )

    assert (report.reporter, report.source, report.received_on, report.serial, report.state) == (
        person,
        Source.MEMBER,
        date(2025, 12, 31),
        1,
        State.RECEIVED,
    )


def test_the_office_enters_what_comes_from_elsewhere(city):
    facts = TEXT | {
        "source": Source.INFORMANT,
        "reporter_name": "特邀甲",
        "received_on": date(2025, 4, 18),
    }

    report = services.receive_report(by=clerk(), facts=facts, at=NOW)

    assert (report.reported_by, report.received_on) == ("特邀甲", date(2025, 4, 18))


def test_serials_run_without_gap_by_committee(city):
    by = clerk()
    named = TEXT | {"reporter_name": "甲"}
    services.receive_report(by=by, facts=named, at=NOW)
    with pytest.raises(Invalid, match="不能晚于今天"):
        services.receive_report(by=by, facts=named | {"received_on": date(2025, 4, 21)}, at=NOW)

    assert services.receive_report(by=by, facts=named, at=NOW).serial == 2
    neighbour = committee("linshi", "邻市")
    with within(neighbour.pk):
        theirs = acting(Role.RESEARCH, committee=neighbour)
        assert services.receive_report(by=theirs, facts=named, at=NOW).serial == 1


@pytest.mark.parametrize("role", [Role.PROPOSALS, Role.LEADER, Role.UNIT, Role.AUDIT_OFFICER])
def test_others_report_nothing(city, role):
    with pytest.raises(NotAllowed):
        services.receive_report(by=acting(role, person=PersonFactory()), facts=TEXT, at=NOW)

    assert (OpinionReport.objects.count(), refused()) == (0, ["opinions.receive"])


def test_a_report_without_reporter_is_refused(city):
    with pytest.raises(Invalid, match="请填写反映人或者反映单位"):
        services.receive_report(by=clerk(), facts=TEXT, at=NOW)


def test_a_text_with_a_mark_of_secrecy_is_refused(city):
    with pytest.raises(Invalid, match="国家秘密"):
        services.receive_report(by=clerk(), facts=TEXT | {"original": "绝密★一年"}, at=NOW)
    with pytest.raises(Invalid, match="国家秘密"):
        services.edit_report(ReportFactory(), by=clerk(), at=NOW, edited="秘密★")


def test_a_member_corrects_his_report_until_it_is_dealt_with(city):
    person = PersonFactory()
    by = acting(Role.MEMBER, person=person)
    report = ReportFactory(reporter=person)

    revised = services.revise_report(report, by=by, facts={"original": "改过的话"}, version=1)
    assert (revised.original, revised.version) == ("改过的话", 2)
    with pytest.raises(Stale):
        services.revise_report(report, by=by, facts={"original": "旧页上的话"}, version=1)

    services.edit_report(revised, by=clerk(), at=NOW, **EDITED)
    with pytest.raises(NotAllowed):
        services.revise_report(report, by=by, facts={"original": "太晚"}, version=3)


def test_a_report_is_never_removed(city):
    report = ReportFactory()

    with pytest.raises(Invalid, match="留存"):
        services.remove_report(report, by=clerk(), reason="重复", version=1)

    assert list(OpinionReport.objects.all()) == [report]


def test_compiling_keeps_the_original_beside_the_text_that_goes_out(city):
    report = ReportFactory(original="原来的话")

    done = compiled(report, edited_title="新题")

    assert (done.state, done.original, done.edited, done.signed_by) == (
        State.COMPILED,
        "原来的话",
        "老旧电梯更新缺少资金。",
        "主任甲",
    )
    assert (str(done), done.compiled_on) == ("新题", date(2025, 4, 20))


def test_nobody_signs_what_he_edited_but_a_leader_or_a_colleague_does(city):
    editor = clerk()
    report = services.edit_report(ReportFactory(), by=editor, at=NOW, **EDITED)
    with pytest.raises(NotAllowed):
        services.sign_report(report, by=editor, at=NOW)

    again = services.send_back_report(
        report, by=acting(Role.LEADER), at=NOW, return_note="写明户数"
    )
    back = (again.state, again.return_note, again.edited)
    report = services.edit_report(again, by=editor, at=NOW, edited="涉及三百户。")
    leader = user_with(Role.LEADER, name="分管副主席").acting("web")
    signed = services.sign_report(report, by=leader, at=NOW)

    assert back == (State.RECEIVED, "写明户数", EDITED["edited"])
    assert (signed.state, signed.edited, signed.return_note) == (
        State.COMPILED, "涉及三百户。", "",
    )  # fmt: skip
    assert signed.signed_by == "分管副主席"


def test_an_office_of_one_enters_who_signed_on_paper(city):
    editor = clerk()
    report = services.edit_report(ReportFactory(), by=editor, at=NOW, **EDITED)

    signed = services.enter_signed_report(
        report, by=editor, at=NOW, signed_by="秘书长", compiled_on=date(2025, 4, 18)
    )

    assert (signed.signed_by, signed.compiled_on) == ("秘书长", date(2025, 4, 18))


def test_the_same_matter_from_two_is_one_report_and_each_reporter_is_told(client, city):
    first, second = ReportFactory(title="先报的"), ReportFactory(title="后报的")

    joined = services.join_report(second, by=clerk(), at=NOW, joined_to=first)

    assert (joined.state, joined.joined_to) == (State.JOINED, first)
    year = Period(date(2025, 1, 1), date(2025, 12, 31))
    assert list(selectors.received(year)) == [first]
    assert set(selectors.contributors(year)) == {first.reporter, second.reporter}
    signed_in(client, Role.MEMBER, person=second.reporter)
    assert "先报的" in client.get(f"/opinions/reports/{second.pk}/").content.decode()
    parted = services.part_report(joined, by=clerk(), at=NOW)
    assert (parted.state, parted.joined_to) == (State.RECEIVED, None)


def test_a_report_is_joined_neither_to_itself_nor_to_what_is_not_in_use(city):
    report = ReportFactory()
    gone = services.join_report(ReportFactory(), by=clerk(), at=NOW, joined_to=report)

    for other in (report, gone, KeptFactory()):
        with pytest.raises(Invalid) as refusal:
            services.join_report(report, by=clerk(), at=NOW, joined_to=other)
        assert refusal.value.field == "joined_to"

    assert OpinionReport.objects.get(pk=report.pk).state == State.RECEIVED


def test_a_member_takes_back_his_own_until_it_is_edited(city):
    person = PersonFactory()
    by = acting(Role.MEMBER, person=person)
    mine, edited = ReportFactory(reporter=person), ReportFactory(reporter=person)
    services.edit_report(edited, by=clerk(), at=NOW, **EDITED)

    assert services.withdraw_report(mine, by=by, at=NOW).state == State.WITHDRAWN
    with pytest.raises(WrongState):
        services.withdraw_report(edited, by=by, at=NOW)
    with pytest.raises(NotAllowed):
        services.withdraw_report(ReportFactory(), by=by, at=NOW)


def forwarded(report, **facts):
    given = {"report": report, "unit": UnitFactory(), "note": "请研究办理", **facts}
    return services.forward_report(by=clerk(), facts=given, at=NOW)


def test_a_unit_reads_what_was_forwarded_and_answers_and_never_learns_who_said_it(client, city):
    report = CompiledFactory(reporter=PersonFactory(name="反映人乙"))
    row, other = forwarded(report), forwarded(CompiledFactory())
    signed_in(client, Role.UNIT, unit=row.unit)

    page = client.get(f"/opinions/forwardings/{row.pk}/").content.decode()
    list_ = client.get("/opinions/forwardings/").content.decode()
    theirs = client.get(f"/opinions/forwardings/{other.pk}/").status_code
    whole = client.get(f"/opinions/reports/{report.pk}/").status_code
    answered = services.answer_forwarding(
        row, by=acting(Role.UNIT, unit=row.unit), at=NOW, answer="已整改"
    )

    assert (report.edited in page, "反映人乙" in page + list_) == (True, False)
    assert (theirs, whole) == (404, 404)
    assert (answered.state, answered.answered_on) == (ForwardingState.ANSWERED, NOW.date())
    signed_in(client, Role.MEMBER, person=report.reporter)
    assert "已整改" in client.get(f"/opinions/reports/{report.pk}/").content.decode()


def test_what_was_forwarded_waits_for_the_unit_and_is_answered_by_no_other(city):
    row = forwarded(CompiledFactory())

    for stranger in (acting(Role.UNIT, unit=UnitFactory()), acting(Role.LEADER)):
        with pytest.raises(NotAllowed):
            services.answer_forwarding(row, by=stranger, at=NOW, answer="办好了")
    unit = {line.register.key for line in waiting(acting(Role.UNIT, unit=row.unit))}
    staff = {line.register.key for line in waiting(clerk())}

    assert ("opinions.forwarding" in unit, "opinions.forwarding" in staff) == (True, False)


@pytest.mark.parametrize(
    ("make", "facts", "field"),
    [
        (KeptFactory, {}, "report"),
        (ReportFactory, {"forwarded_on": date(2025, 3, 31)}, "forwarded_on"),
        (ReportFactory, {"forwarded_on": date(2025, 4, 21)}, "forwarded_on"),
    ],
)
def test_what_cannot_be_forwarded_is_refused_at_its_field(city, make, facts, field):
    with pytest.raises(Invalid) as refusal:
        forwarded(make(), **facts)

    assert (refusal.value.field, Forwarding.objects.count()) == (field, 0)


def test_a_report_of_an_informant_names_him(city):
    informant = InformantFactory(name="信息员甲")

    report = services.receive_report(
        by=clerk(), facts=TEXT | {"source": Source.INFORMANT, "informant": informant}, at=NOW
    )

    assert report.reported_by == "信息员甲"


def test_what_was_put_aside_can_be_compiled_later(city):
    done = compiled(KeptFactory())

    assert (done.state, done.kept_reason, done.kept_on) == (State.COMPILED, "", None)


def test_keeping_on_file_says_why(city):
    kept = services.keep_report(ReportFactory(), by=clerk(), at=NOW, kept_reason="已有同类信息")

    assert (kept.state, kept.kept_reason, kept.kept_on) == (
        State.KEPT,
        "已有同类信息",
        date(2025, 4, 20),
    )


@pytest.mark.parametrize(
    ("factory", "role", "refusal"),
    [
        (CompiledFactory, Role.RESEARCH, WrongState),
        (ReportFactory, Role.MEMBER, NotAllowed),
        (ReportFactory, Role.LEADER, NotAllowed),
    ],
)
def test_editing_refuses_and_leaves_only_an_entry_in_the_trail(city, factory, role, refusal):
    report = factory()

    with pytest.raises(refusal):
        services.edit_report(report, by=acting(role), at=NOW, **EDITED)

    report.refresh_from_db()
    assert (report.version, refused()) == (1, ["opinions.edit"])


@pytest.mark.parametrize("day", [date(2025, 3, 31), date(2025, 4, 21)])
def test_compiling_is_dated_between_receipt_and_today(city, day):
    with pytest.raises(Invalid):
        compiled(ReportFactory(), compiled_on=day)


def test_issues_are_numbered_by_series_and_year_when_they_are_sent(city):
    by = clerk()
    report = CompiledFactory()

    def sent(series, at):
        issue = services.send_bulletin(
            BulletinFactory(series=series, reports=[report]), by=by, at=at
        )
        return issue.year, issue.number

    assert [
        sent(Series.SPECIAL, NOW),
        sent(Series.SPECIAL, LATE_EVENING),
        sent(Series.ORDINARY, LATE_EVENING),
        sent(Series.SPECIAL, NEW_YEAR),
    ] == [(2025, 1), (2025, 2), (2025, 1), (2026, 1)]


def test_an_issue_carries_several_reports_and_a_report_several_issues(city):
    first, second = CompiledFactory(), CompiledFactory()
    issue = BulletinFactory(reports=[first, second])
    BulletinFactory(reports=[first])

    services.send_bulletin(issue, by=clerk(), at=NOW)

    assert set(issue.reports.all()) == {first, second}
    assert first.bulletins.count() == 2


def test_an_issue_is_not_sent_empty_nor_with_what_is_not_compiled_by_then(city):
    by = clerk()
    late = CompiledFactory(compiled_on=date(2025, 4, 19))

    with pytest.raises(Invalid, match="还没有编入信息"):
        services.send_bulletin(BulletinFactory(), by=by, at=NOW)
    with pytest.raises(Invalid, match="还没有编报"):
        services.send_bulletin(
            BulletinFactory(reports=[late]), by=by, at=NOW, sent_on=date(2025, 4, 18)
        )
    with pytest.raises(Invalid, match="还没有编报"):
        services.send_bulletin(BulletinFactory(reports=[ReportFactory()]), by=by, at=NOW)

    sent = services.send_bulletin(
        BulletinFactory(reports=[late]), by=by, at=NOW, sent_on=date(2025, 4, 19)
    )
    assert sent.number == 1


def test_an_issue_needs_somebody_it_goes_to(city):
    issue = BulletinFactory(reports=[CompiledFactory()], recipients="")

    with pytest.raises(Invalid, match="报送对象"):
        services.send_bulletin(issue, by=clerk(), at=NOW)


def test_an_issue_goes_to_whom_the_city_says_unless_somebody_else_is_named(city):
    by, facts = clerk(), {"series": Series.DIRECT, "title": "直报", "reports": [CompiledFactory()]}

    usual = services.make_bulletin(by=by, facts=facts | {"recipients": ""}, at=NOW)
    named = services.make_bulletin(by=by, facts=facts | {"recipients": "省政协研究室"}, at=NOW)

    assert [usual.recipients, named.recipients] == ["省政协办公厅", "省政协研究室"]


def test_a_digest_is_written_before_it_is_sent(city):
    issue = BulletinFactory(reports=[CompiledFactory()], layout=Layout.DIGEST)

    with pytest.raises(Invalid, match="请先写综合稿"):
        services.send_bulletin(issue, by=clerk(), at=NOW)
    facts = {"digest": "电梯更新难的情况。"}
    issue = services.revise_bulletin(issue, by=clerk(), facts=facts, version=issue.version)
    sent = services.send_bulletin(issue, by=clerk(), at=NOW)
    assert (sent.number, sent.digest) == (1, "电梯更新难的情况。")


def test_a_digest_with_a_mark_of_secrecy_is_refused(city):
    issue = BulletinFactory(layout=Layout.DIGEST)

    facts = {"digest": "机密★1年\n某事"}
    with pytest.raises(Invalid):
        services.revise_bulletin(issue, by=clerk(), facts=facts, version=issue.version)


def test_a_withdrawn_issue_keeps_its_number_for_itself(city):
    by = clerk()
    report = CompiledFactory()
    first = services.send_bulletin(BulletinFactory(reports=[report]), by=by, at=NOW)

    gone = services.withdraw_bulletin(first, by=by, at=NOW, withdrawn_reason="数据有误")
    second = services.send_bulletin(BulletinFactory(reports=[report]), by=by, at=NOW)

    assert (gone.state, gone.number, gone.withdrawn_on, second.number) == (
        BulletinState.WITHDRAWN,
        1,
        date(2025, 4, 20),
        2,
    )
    with pytest.raises(WrongState):
        services.send_bulletin(gone, by=by, at=NOW)


def test_only_the_research_office_sends_and_withdraws(city):
    issue = BulletinFactory(reports=[CompiledFactory()])

    with pytest.raises(NotAllowed):
        services.send_bulletin(issue, by=acting(Role.LEADER), at=NOW)
    with pytest.raises(NotAllowed):
        services.withdraw_bulletin(
            SentFactory(), by=acting(Role.OFFICE), at=NOW, withdrawn_reason="误"
        )

    assert set(Bulletin.objects.values_list("state", flat=True)) == {"draft", "sent"}


def adoption_of(report, **facts):
    return {
        "report": report,
        "level": AdoptionLevel.PROVINCE,
        "organ": "省政协",
        "mode": "single",
        "adopted_on": date(2025, 4, 10),
    } | facts


def test_one_report_is_adopted_several_times_but_each_once(city):
    by, report = clerk(), CompiledFactory()
    services.enter_adoption(by=by, facts=adoption_of(report), at=NOW)
    services.enter_adoption(by=by, facts=adoption_of(report, level="nation"), at=NOW)
    services.enter_adoption(by=by, facts=adoption_of(report, mode="digest"), at=NOW)

    with pytest.raises(Invalid, match="已经登记过"):
        services.enter_adoption(by=by, facts=adoption_of(report), at=NOW)

    assert Adoption.objects.count() == 3


@pytest.mark.parametrize(
    ("make", "day", "sentence"),
    [
        (CompiledFactory, date(2025, 4, 9), "不能早于编报"),
        (ReportFactory, date(2025, 4, 15), "还没有编报"),
        (KeptFactory, date(2025, 4, 15), "还没有编报"),
        (CompiledFactory, date(2025, 4, 21), "不能晚于今天"),
    ],
)
def test_nothing_is_adopted_before_it_is_compiled(city, make, day, sentence):
    with pytest.raises(Invalid, match=sentence):
        services.enter_adoption(by=clerk(), facts=adoption_of(make(), adopted_on=day), at=NOW)

    assert (Adoption.objects.count(), refused()) == (0, ["opinions.create_adoption"])


def test_an_adoption_is_corrected_under_the_same_rule(city):
    adoption = AdoptionFactory()
    by = clerk()

    services.revise_adoption(adoption, by=by, facts={"organ": "省委办公厅"}, version=1)
    with pytest.raises(Invalid, match="不能早于编报"):
        services.revise_adoption(adoption, by=by, facts={"adopted_on": date(2025, 4, 9)}, version=2)
    with pytest.raises(NotAllowed):
        services.revise_adoption(
            adoption, by=acting(Role.LEADER), facts={"organ": "省政府"}, version=2
        )

    adoption.refresh_from_db()
    assert (adoption.organ, adoption.adopted_on) == ("省委办公厅", date(2025, 6, 1))
