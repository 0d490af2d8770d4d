"""What else a member did: recommendations, supervision, service, honours, and outside the house."""

from collections.abc import Collection, Iterable

from yizheng.consultations import selectors as consultations
from yizheng.consultations.states import TAKEN_UP, RecommendationState, SuggestionState
from yizheng.core.periods import Period
from yizheng.duty.engine import Fact
from yizheng.duty.models import OutsideActivity
from yizheng.duty.states import OutsideKind, OutsideState
from yizheng.liaison import selectors as liaison
from yizheng.liaison.states import RemarkState
from yizheng.office import selectors as office
from yizheng.publicity import selectors as publicity
from yizheng.publicity.states import ContributionKind, ContributionState
from yizheng.service import selectors as service
from yizheng.service.states import ConcernState
from yizheng.supervision import selectors as supervision
from yizheng.supervision.states import FindingState

from .declaring import Found, dated, marked, named, source
from .writing import LEVELS


@source(
    "consultations.recommendations",
    "协商成果中的意见建议",
    group="consultation",
    unit="条",
    counts="成果中记在本人名下的意见建议，按提出日期；几位委员共同提出的各记一条",
    marks={"adopted": "已采纳", "implemented": "已落实"},
)
def recommendations(people: Collection[int], period: Period) -> Iterable[Found]:
    """Recommendations that come from members."""
    for row in consultations.credited_to(people, period):
        members = [person.pk for person in row.members.all()]
        for person in members:
            if person in people:
                fact = Fact(
                    source="consultations.recommendations",
                    record=named(row),
                    on=row.made_on,
                    title=str(row),
                    marks=marked(
                        adopted=row.state in TAKEN_UP,
                        implemented=row.state == RecommendationState.IMPLEMENTED,
                    ),
                    among=len(members),
                )
                yield person, fact


@source(
    "consultations.topics",
    "协商议题建议",
    group="consultation",
    unit="个",
    counts="应征提出的协商议题，按提出日期",
    marks={"selected": "列入计划"},
)
def topics(people: Collection[int], period: Period) -> Iterable[Found]:
    """Topics suggested for the year's plan."""
    for row in consultations.suggested_by(people, period):
        marks = marked(selected=row.state == SuggestionState.SELECTED)
        fact = Fact("consultations.topics", named(row), row.suggested_on, str(row), marks=marks)
        yield row.person_id or 0, fact


@source(
    "supervision.assignments",
    "担任民主监督员",
    group="supervision",
    unit="次",
    counts="受委派担任单位的民主监督员，按委派日期",
)
def assignments(people: Collection[int], period: Period) -> Iterable[Found]:
    """Being sent to a unit as supervisor."""
    for row in supervision.appointed(people, period):
        title = f"担任{row.unit}民主监督员"
        yield row.person_id, Fact("supervision.assignments", named(row), row.appointed_on, title)


@source(
    "supervision.findings",
    "监督意见",
    group="supervision",
    unit="条",
    counts="民主监督员提出的监督意见，按发现日期",
    marks={"answered": "单位已答复"},
)
def findings(people: Collection[int], period: Period) -> Iterable[Found]:
    """What supervisors reported."""
    answered = (FindingState.ANSWERED, FindingState.CLOSED)
    for row in supervision.found_by(people, period):
        marks = marked(answered=row.state in answered)
        fact = Fact("supervision.findings", named(row), row.found_on, str(row), marks=marks)
        yield row.assignment.person_id, fact


@source(
    "supervision.appraisals",
    "参加民主评议",
    group="supervision",
    unit="次",
    counts="已经投票的民主评议，按评议结束日期；只记投了票，不记投了什么",
)
def appraisals(people: Collection[int], period: Period) -> Iterable[Found]:
    """That a member voted, never how."""
    for row in supervision.voted_by(people, period):
        day = dated(row.appraisal.closed_on)
        fact = Fact("supervision.appraisals", named(row.appraisal), day, str(row.appraisal))
        yield row.person_id, fact


@source(
    "service.aid",
    "包联帮扶",
    group="service",
    unit="个",
    counts="本人包联的县、村，按开始日期",
)
def aid(people: Collection[int], period: Period) -> Iterable[Found]:
    """Counties and villages in a member's care."""
    for row in service.aid_by(people, period):
        title = f"包联{row.place}"
        yield row.leader_id or 0, Fact("service.aid", named(row), row.opened_on, title)


@source(
    "service.concerns",
    "反映群众关切",
    group="service",
    unit="件",
    counts="本人反映的群众关切问题，按提出日期；不予受理的有标记",
    marks={"refused": "不予受理", "resolved": "已解决"},
)
def concerns(people: Collection[int], period: Period) -> Iterable[Found]:
    """Concerns of residents that members raised."""
    for row in service.raised_by(people, period):
        marks = marked(
            refused=row.state == ConcernState.REFUSED, resolved=row.state == ConcernState.RESOLVED
        )
        fact = Fact("service.concerns", named(row), row.raised_on, str(row), marks=marks)
        yield row.member_id or 0, fact


@source(
    "liaison.remarks",
    "走访谈话中的意见建议",
    group="liaison",
    unit="条",
    counts="被走访、被谈话时提的意见建议，按提出日期",
    marks={"done": "已办"},
)
def remarks(people: Collection[int], period: Period) -> Iterable[Found]:
    """What members said when a leader visited them or talked with them."""
    for row in liaison.said_by(people, period):
        marks = marked(done=row.state == RemarkState.DONE)
        yield row.member_id, Fact("liaison.remarks", named(row), row.made_on, str(row), marks=marks)


@source(
    "office.honours",
    "荣誉",
    group="publicity",
    unit="项",
    counts="登记的个人荣誉，按授予日期；撤销了的不算",
    marks=LEVELS,
)
def honours(people: Collection[int], period: Period) -> Iterable[Found]:
    """Honours given to the member himself."""
    for row in office.honours_of(people, period):
        title, marks = f"{row.title}（{row.awarded_by}）", frozenset({row.level})
        fact = Fact("office.honours", named(row), row.awarded_on, title, marks=marks)
        yield row.person_id or 0, fact


@source(
    "publicity.coverage",
    "媒体报道",
    group="publicity",
    unit="篇",
    counts="报道了本人的媒体报道，按刊播日期",
    marks={**LEVELS, "system_press": "政协系统报刊", "about_service": "履职事迹"},
)
def coverage(people: Collection[int], period: Period) -> Iterable[Found]:
    """Press items that name the member."""
    for row in publicity.coverage_of(people, period):
        marks = {row.outlet.level} | marked(
            system_press=row.outlet.is_system_press, about_service=row.about_service
        )
        for person in row.people.all():
            if person.pk in people:
                fact = Fact(
                    source="publicity.coverage",
                    record=named(row),
                    on=row.published_on,
                    title=f"{row.headline}（{row.outlet}）",
                    marks=frozenset(marks),
                )
                yield person.pk, fact


@source(
    "publicity.papers",
    "理论文章",
    group="publicity",
    unit="篇",
    counts="本人是作者的理论研究成果，按完成日期；合写的每位作者各记一篇",
    marks={"published": "已刊发", "awarded": "获奖"},
)
def papers(people: Collection[int], period: Period) -> Iterable[Found]:
    """Theory papers by the member, alone or with others."""
    for row in publicity.papers_by(people, period):
        authors = [row.author_id or 0, *(one.pk for one in row.co_authors.all())]
        for person in dict.fromkeys(authors):
            if person in people:
                fact = Fact(
                    source="publicity.papers",
                    record=named(row),
                    on=row.finished_on,
                    title=str(row),
                    marks=marked(published=bool(row.published_in), awarded=bool(row.awarded_on)),
                    among=len(set(authors)),
                )
                yield person, fact


@source(
    "publicity.contributions",
    "文史和会刊稿件",
    group="publicity",
    unit="篇",
    counts="本人提交的文史稿件、线索和会刊稿件，按收到日期；撤回的不算",
    marks={**dict(ContributionKind.choices), "accepted": "采用", "printed": "刊用"},
)
def contributions(people: Collection[int], period: Period) -> Iterable[Found]:
    """Articles and clues handed in for books and the periodical."""
    for row in publicity.contributed_by(people, period):
        marks = {row.kind} | marked(
            accepted=row.accepted_on is not None, printed=row.state == ContributionState.PUBLISHED
        )
        fact = Fact(
            source="publicity.contributions",
            record=named(row),
            on=row.submitted_on,
            title=str(row),
            marks=frozenset(marks),
        )
        yield row.author_id or 0, fact


@source(
    "publicity.episodes",
    "参加专题节目",
    group="publicity",
    unit="期",
    counts="登记了本人参加的专题节目，按播出日期",
)
def episodes(people: Collection[int], period: Period) -> Iterable[Found]:
    """Episodes of the programme with the member in them."""
    for row in publicity.episodes_with(people, period):
        for person in row.people.all():
            if person.pk in people:
                fact = Fact("publicity.episodes", named(row), row.aired_on, str(row))
                yield person.pk, fact


@source(
    "duty.outside",
    "会外履职",
    group="outside",
    unit="次",
    counts="本人报来、办公室认可的会外履职活动，按活动日期",
    marks=dict(OutsideKind.choices),
)
def outside(people: Collection[int], period: Period) -> Iterable[Found]:
    """What a member did elsewhere and the office approved."""
    rows = OutsideActivity.objects.filter(
        mandate__person__in=people, state=OutsideState.APPROVED, held_on__range=period
    )
    for row in rows.select_related("mandate"):
        marks = frozenset({row.kind})
        fact = Fact("duty.outside", named(row), row.held_on, str(row), marks=marks)
        yield row.mandate.person_id, fact
