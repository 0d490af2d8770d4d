"""County, city and province in one installation: up at once, and what became of it comes down."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.factories.accounts import acting
from tests.factories.members import PersonFactory, UnitFactory, committee, county
from tests.factories.opinions import CompiledFactory, ReportFactory, instruct
from yizheng.accounts.roles import Role
from yizheng.core.errors import Invalid, NotAllowed, WrongState
from yizheng.core.history import Event, chain_key
from yizheng.core.tenancy import within
from yizheng.instructions.models import Instruction
from yizheng.instructions.services import register_instruction, revise_instruction
from yizheng.ladder import services
from yizheng.ladder.models import Incoming, Submission
from yizheng.ladder.states import Arrived, Sent
from yizheng.members.states import Level
from yizheng.opinions import services as opinions
from yizheng.opinions.models import Adoption, Bulletin, OpinionReport
from yizheng.opinions.states import AdoptionLevel, AdoptionMode, Source, State

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2025, 5, 6, 9, 0, tzinfo=SHANGHAI)
TODAY = date(2025, 5, 6)

pytestmark = pytest.mark.django_db


class Office:
    """The research office of one committee, at work in it."""

    def __init__(self, place):
        self.place = place
        with within(place.pk):
            self.by = acting(Role.RESEARCH)

    def __enter__(self):
        self._inside = within(self.place.pk)
        self._inside.__enter__()
        return self.by

    def __exit__(self, *error):
        return self._inside.__exit__(*error)


@pytest.fixture
def province():
    return Office(committee("province", "某省", level=Level.PROVINCE))


@pytest.fixture
def city(shipped, province):
    return Office(committee("anlan", "安澜市", parent=province.place))


@pytest.fixture
def below(city):
    return Office(county(city.place))


@pytest.fixture
def submission(below):
    """A county's report, sent up to the city."""
    with below as by:
        facts = {"report": CompiledFactory(), "sent_on": TODAY}
        return services.submit_report(by=by, facts=facts, at=NOW)


def arrived(submission):
    return Incoming.objects.get(token=submission.token)


def taken(office, submission):
    """The report that the city made of what came from the county."""
    with office as by:
        return services.take_arrived(arrived(submission), by=by, at=NOW).report


def compiled(office, report):
    with office as by:
        report = opinions.edit_report(report, by=by, at=NOW, edited="编报稿")
        return opinions.enter_signed_report(report, by=by, at=NOW, signed_by="领导甲")


def issue_with(office, report, **facts):
    with office as by:
        facts = {"series": "special", "title": "要情", "reports": [report]} | facts
        issue = opinions.make_bulletin(by=by, facts=facts, at=NOW)
        return opinions.send_bulletin(issue, by=by, at=NOW)


def below_now(below, submission):
    with below:
        return Submission.objects.get(pk=submission.pk)


def adopted(below):
    """What the county's figures are computed from."""
    with below:
        rows = Adoption.objects.order_by("adopted_on", "pk")
        return [(row.level, row.organ, row.mode, row.adopted_on) for row in rows]


def test_a_report_lies_before_the_city_at_once_without_the_reporters_name(city, submission):
    with city:
        found = arrived(submission)

    assert (found.from_name, found.reporter_name, found.state) == (
        "东湾县政协",
        "",
        Arrived.WAITING,
    )
    assert (found.title, found.text) == (str(submission.report), submission.report.edited)


def test_the_reporters_name_goes_up_when_he_agreed(city, below):
    with below as by:
        report = CompiledFactory(reporter=PersonFactory(name="反映人甲"))
        facts = {"report": report, "sent_on": TODAY, "names_reporter": True}
        submission = services.submit_report(by=by, facts=facts, at=NOW)
    with city:
        assert arrived(submission).reporter_name == "反映人甲"


def test_the_city_takes_it_in_as_a_report_of_its_own(city, below, submission):
    report = taken(city, submission)

    assert (report.source, report.reported_by, report.state) == (
        Source.COUNTY,
        "东湾县政协",
        State.RECEIVED,
    )
    assert report.original == submission.report.edited
    found = below_now(below, submission)
    assert (found.state, found.answered_on, found.course) == (Sent.TAKEN, TODAY, "2025-05-06 收录")


def test_what_the_city_declines_comes_back_with_its_reason(city, below, submission):
    with city as by:
        services.decline_arrived(arrived(submission), by=by, at=NOW, reason="已有类似信息")

    found = below_now(below, submission)
    assert (found.state, found.reason) == (Sent.NOT_USED, "已有类似信息")
    assert adopted(below) == []


def test_an_issue_of_the_city_is_an_adoption_in_the_county(city, below, submission):
    report = compiled(city, taken(city, submission))

    issue_with(city, report)

    assert adopted(below) == [(AdoptionLevel.CITY, "安澜市政协", AdoptionMode.SINGLE, TODAY)]
    found = below_now(below, submission)
    assert found.state == Sent.ADOPTED
    assert found.course == "2025-05-06 收录\n2025-05-06 安澜市政协单篇采用"


def test_a_digest_and_a_unit_are_other_ways_of_using_it(city, below, submission):
    report = compiled(city, taken(city, submission))
    issue_with(city, report, layout="digest", digest="综合稿")
    with city as by:
        facts = {"report": report, "unit": UnitFactory()}
        opinions.forward_report(by=by, facts=facts, at=NOW)

    modes = [mode for _, _, mode, _ in adopted(below)]
    assert modes == [AdoptionMode.DIGEST, AdoptionMode.FORWARDED]


def test_a_withdrawn_issue_takes_the_adoption_back(city, below, submission):
    issue = issue_with(city, compiled(city, taken(city, submission)))

    with city as by:
        opinions.withdraw_bulletin(issue, by=by, at=NOW, withdrawn_reason="数据有误")

    assert adopted(below) == []
    assert below_now(below, submission).state == Sent.TAKEN
    with below:
        act = Event.objects.get(action="opinions.remove_adoption")
    assert act.message == "上级的采用情况有变化"


def test_what_the_province_adopts_comes_down_two_steps(province, city, below, submission):
    report = compiled(city, taken(city, submission))
    with city as by:
        up = services.submit_report(by=by, facts={"report": report, "sent_on": TODAY}, at=NOW)
    issue_with(province, compiled(province, taken(province, up)))

    organ = (AdoptionLevel.PROVINCE, "某省政协", AdoptionMode.SINGLE, TODAY)
    assert adopted(city) == [organ]
    assert adopted(below) == [organ]


def test_what_the_city_enters_by_hand_comes_down_and_is_corrected_there(city, below, submission):
    report = compiled(city, taken(city, submission))
    facts = {"level": "nation", "organ": "全国政协", "mode": "single", "adopted_on": TODAY}
    with city as by:
        row = opinions.enter_adoption(by=by, facts={"report": report} | facts, at=NOW)
        opinions.revise_adoption(row, by=by, facts={"mode": "digest"}, version=row.version)

    assert adopted(below) == [(AdoptionLevel.NATION, "全国政协", AdoptionMode.DIGEST, TODAY)]


def test_an_adoption_the_county_had_entered_itself_is_not_doubled(city, below, submission):
    row = {"level": "city", "organ": "安澜市政协", "mode": "single", "adopted_on": TODAY}
    with below as by:
        facts = {"report": submission.report} | row
        opinions.enter_adoption(by=by, facts=facts, at=NOW)

    issue_with(city, compiled(city, taken(city, submission)))

    assert len(adopted(below)) == 1
    assert below_now(below, submission).state == Sent.ADOPTED


def test_an_adoption_there_before_it_was_sent_is_refused(city, below, submission):
    facts = {"report": submission.report, "level": "city", "organ": "市委办", "mode": "single"}
    with below as by:
        with pytest.raises(Invalid, match="不能早于上报") as refusal:
            opinions.enter_adoption(by=by, facts=facts | {"adopted_on": date(2025, 5, 5)}, at=NOW)
        assert (refusal.value.field, Adoption.objects.count()) == ("adopted_on", 0)
        later = facts | {"level": "province", "adopted_on": date(2025, 5, 5)}
        assert opinions.enter_adoption(by=by, facts=later, at=NOW).pk


def test_a_report_joined_to_another_goes_on_with_it(city, below, submission):
    report = taken(city, submission)
    with city as by:
        main = ReportFactory(received_on=TODAY)
        opinions.join_report(report, by=by, at=NOW, joined_to=main)
    issue_with(city, compiled(city, main))

    assert [organ for _, organ, _, _ in adopted(below)] == ["安澜市政协"]


def test_what_the_city_keeps_on_file_is_not_used_and_may_be_taken_up_again(city, below, submission):
    report = taken(city, submission)
    with city as by:
        report = opinions.keep_report(report, by=by, at=NOW, kept_reason="情况已变化")
    put_aside = below_now(below, submission)
    with city as by:
        opinions.edit_report(report, by=by, at=NOW, edited="编报稿")

    assert (put_aside.state, put_aside.reason) == (Sent.NOT_USED, "情况已变化")
    again = below_now(below, submission)
    assert (again.state, again.reason) == (Sent.TAKEN, "")


def test_the_county_reads_that_a_leader_wrote_but_not_what(city, below, submission):
    issue = issue_with(city, compiled(city, taken(city, submission)))
    with city:
        by = acting(Role.OFFICE)
        row = instruct(issue)
        facts = {
            "product_type": row.product_type,
            "product_id": issue.pk,
            "leader_name": "领导甲",
            "leader_post": "市长",
            "leader_level": "city",
            "instructed_on": TODAY,
            "text": "请认真研究。",
        }
        Instruction.objects.all().delete()
        register_instruction(by=by, facts=facts, at=NOW)

    course = below_now(below, submission).course
    assert course.splitlines()[-1] == "2025-05-06 市级领导批示"
    assert "研究" not in course and "领导甲" not in course


def test_a_report_is_recalled_while_nobody_dealt_with_it(city, below, submission):
    with below as by:
        recalled = services.recall_submission(submission, by=by, at=NOW)
        again = services.submit_report(by=by, facts={"report": submission.report}, at=NOW)

    assert recalled.state == Sent.RECALLED and again.state == Sent.WAITING
    with city as by:
        assert arrived(submission).state == Arrived.RECALLED
        with pytest.raises(NotAllowed):
            services.take_arrived(arrived(submission), by=by, at=NOW)


def test_what_was_taken_in_is_not_recalled(city, below, submission):
    taken(city, submission)

    with below as by, pytest.raises(WrongState):
        services.recall_submission(submission, by=by, at=NOW)


def test_both_trails_tell_of_it_each_in_its_own_committee(city, below, submission):
    taken(city, submission)

    def acts(office):
        rows = Event.objects.filter(chain__key=chain_key(office.place.pk), refused=False)
        return [(row.action, row.by_name) for row in rows.filter(action__startswith="ladder")]

    assert acts(below) == [
        ("ladder.submit", below.by.name),
        ("ladder.be_taken", city.by.name),
    ]
    assert acts(city) == [("ladder.deliver", below.by.name), ("ladder.take", city.by.name)]


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"report": ReportFactory}, "还没有编报"),
        ({"report": CompiledFactory, "sent_on": date(2025, 4, 9)}, "不能早于编报"),
        ({"report": CompiledFactory, "sent_on": date(2025, 5, 7)}, "晚于今天"),
    ],
)
def test_a_report_is_not_sent_before_its_time(city, below, facts, sentence):
    with below as by:
        facts = facts | {"report": facts["report"]()}
        with pytest.raises(Invalid, match=sentence):
            services.submit_report(by=by, facts=facts, at=NOW)
        assert Submission.objects.count() == 0
    with city:
        assert Incoming.objects.count() == 0


def test_a_text_too_long_for_a_message_is_refused_below_and_never_above(city, below):
    with below as by:
        facts = {"report": CompiledFactory(edited="长" * 20_001), "sent_on": TODAY}
        with pytest.raises(Invalid, match="不能上报"):
            services.submit_report(by=by, facts=facts, at=NOW)


def test_a_long_answer_to_an_instruction_comes_down_shortened(city, below, submission):
    issue = issue_with(city, compiled(city, taken(city, submission)))
    with city:
        act = instruct(issue, instructed_on=TODAY)
        facts = {"feedback": "办" * 30_000, "fed_back_on": TODAY}
        revise_instruction(act, by=acting(Role.OFFICE), facts=facts, version=act.version)

    last = below_now(below, submission).course.splitlines()[-1]
    assert last.startswith("2025-05-06 批示的落实情况：办") and len(last) < 600


def test_a_report_is_sent_once(below, submission):
    with below as by, pytest.raises(Invalid, match="已经报送"):
        services.submit_report(by=by, facts={"report": submission.report}, at=NOW)


def test_the_topmost_committee_has_nobody_to_send_to(province):
    with province as by, pytest.raises(Invalid, match="没有上级政协"):
        services.submit_report(by=by, facts={"report": CompiledFactory()}, at=NOW)


def test_a_report_of_another_committee_is_not_sent(city, below):
    with city:
        theirs = CompiledFactory()
    with below as by, pytest.raises(Invalid):
        services.submit_report(by=by, facts={"report": theirs}, at=NOW)


def test_only_the_research_office_sends_and_takes_in(city, below, submission):
    with below:
        facts = {"report": CompiledFactory()}
        with pytest.raises(NotAllowed):
            services.submit_report(by=acting(Role.OFFICE), facts=facts, at=NOW)
    with city, pytest.raises(NotAllowed):
        services.take_arrived(arrived(submission), by=acting(Role.LEADER), at=NOW)


def test_a_refusal_above_leaves_nothing_below(city, below, submission):
    """An issue dated before the report was sent up is refused as a whole."""
    with below as by:
        report = CompiledFactory(compiled_on=date(2025, 4, 10))
        late = services.submit_report(by=by, facts={"report": report, "sent_on": TODAY}, at=NOW)
    made = taken(city, late)
    OpinionReport.unscoped.filter(pk=made.pk).update(received_on=date(2025, 4, 1))
    with city as by:
        made.refresh_from_db()
        made = opinions.edit_report(made, by=by, at=NOW, edited="编报稿")
        made = opinions.enter_signed_report(
            made, by=by, at=NOW, signed_by="领导甲", compiled_on=date(2025, 4, 20)
        )
        facts = {"title": "要情", "reports": [made]}
        issue = opinions.make_bulletin(by=by, facts=facts, at=NOW)
        with pytest.raises(Invalid, match="采用不能早于上报"):
            opinions.send_bulletin(issue, by=by, at=NOW, sent_on=date(2025, 4, 25))
        assert Bulletin.objects.get(pk=issue.pk).number is None
    assert adopted(below) == []
