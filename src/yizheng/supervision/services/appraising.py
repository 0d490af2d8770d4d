"""Appraisals: opened for those who are asked, voted on once each, counted, sent, rectified."""

from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import Case, F, Q, When
from django.utils.timezone import localdate

from yizheng.core import joining, records
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.citations import CONSULTATION_RULES
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.core.rules import rule, value_of
from yizheng.core.wording import lines_of
from yizheng.core.workdays import add_working_days
from yizheng.core.workflow import transition
from yizheng.documents.secrecy import refuse_marked
from yizheng.supervision import permissions
from yizheng.supervision.codes import GRADES
from yizheng.supervision.models import Appraisal, Ballot, Criterion, Tally
from yizheng.supervision.states import AppraisalState, VoteState

APPRAISING = CONSULTATION_RULES("民主评议")
RECTIFY_DAYS = rule(
    "supervision.rectify_days",
    "民主评议的整改期限",
    default=40,
    help="被评议单位报整改情况的工作日数，自反馈结果的第二天起算",
    citation=APPRAISING,
)
FEWEST_VOTES = rule(
    "supervision.fewest_votes",
    "无记名评议最少票数",
    default=5,
    help="无记名评议的票数少于这个数的，不显示结果，免得看出谁投了什么",
    citation=APPRAISING,
)


@joining.settle("supervision.ballot", "同一次评议只留一票；两票都投了的，不能合并")
def _one_ballot(ours: Ballot, theirs: Ballot) -> Ballot | None:
    """The one that was used; two that were are two votes in the count, which nobody takes out."""
    if theirs.state == VoteState.WAITING:
        return ours
    return theirs if ours.state == VoteState.WAITING else None


@service("supervision.create_appraisal")
def enter_appraisal(*, by: Actor, facts: dict[str, Any], at: datetime | None = None) -> Appraisal:
    """Prepare an appraisal.

    Raises:
        NotAllowed, Invalid: as `core.records.create`; nothing to grade, or twice the same.
    """
    _check_lines(facts)
    return records.create(Appraisal, by=by, right=permissions.prepare, facts=facts, at=at)


@service("supervision.revise_appraisal")
def revise_appraisal(
    appraisal: Appraisal, *, by: Actor, facts: dict[str, Any], version: int
) -> Appraisal:
    """Change what has not opened.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.revise`; or as `enter_appraisal`.
    """
    _check_lines(facts)
    right = permissions.prepare
    return records.revise(appraisal, by=by, right=right, facts=facts, version=version)


def _check_lines(facts: dict[str, Any]) -> None:
    if "criteria_lines" not in facts:
        return
    lines = lines_of(facts["criteria_lines"])
    longest = Criterion._meta.get_field("name").max_length or 0
    if not lines:
        raise Invalid("请写评议内容，一行一项", field="criteria_lines")
    if len(set(lines)) < len(lines):
        raise Invalid("评议内容有重复的项", field="criteria_lines")
    if any(len(line) > longest for line in lines):
        raise Invalid(f"每项不超过 {longest} 字", field="criteria_lines")


@transition(
    "supervision.open",
    "开始评议",
    sources={AppraisalState.DRAFT},
    target=AppraisalState.OPEN,
    right=permissions.prepare,
    citation=APPRAISING,
)
def open_appraisal(appraisal: Appraisal, *, by: Actor, at: datetime) -> None:
    """Ask everybody who is invited: each gets one ballot."""
    people = list(appraisal.invited.order_by("name", "pk"))
    if not people:
        raise Invalid("还没有选参加评议的委员")
    if appraisal.closes_on < localdate(at):
        raise Invalid(f"截止日期 {appraisal.closes_on} 已过，请先修改")
    for ordinal, name in enumerate(lines_of(appraisal.criteria_lines), 1):
        facts = {"appraisal": appraisal, "ordinal": ordinal, "name": name}
        criterion = records.create(Criterion, by=by, right=permissions.keep, facts=facts, at=at)
        Tally.objects.bulk_create(
            Tally(criterion=criterion, grade=entry.code, committee_id=appraisal.committee_id)
            for entry in GRADES.entries(on=appraisal.opens_on)
        )
    for person in people:
        facts = {"appraisal": appraisal, "person": person}
        records.create(
            Ballot, by=by, right=permissions.keep, facts=facts, key="supervision.ask", at=at
        )


@transition(
    "supervision.vote",
    "评议",
    sources={VoteState.WAITING},
    target=VoteState.VOTED,
    right=permissions.vote,
    citation=APPRAISING,
    when=Q(appraisal__state=AppraisalState.OPEN),
)
def vote(
    ballot: Ballot,
    *,
    by: Actor,
    at: datetime,
    grades: Annotated[str, "逐项等级", "依次写每一项的等级代号，用空格分开"],
) -> None:
    """Grade everything once. Of an anonymous appraisal only the counts are kept.

    Args:
        grades: a code of `GRADES` for each criterion, in their order, separated by spaces.
    """
    appraisal, today = ballot.appraisal, localdate(at)
    if today > appraisal.closes_on:
        raise Invalid("评议已经结束，没有收下")
    if today < appraisal.opens_on:
        raise Invalid(f"评议 {appraisal.opens_on} 开始")
    criteria = list(Criterion.objects.filter(appraisal=appraisal).order_by("ordinal"))
    given = grades.split()
    if len(given) != len(criteria):
        raise Invalid(f"共 {len(criteria)} 项，请每一项都评", field="grades")
    for criterion, code in zip(criteria, given, strict=True):
        GRADES.require(code, on=appraisal.opens_on, field="grades")
        # Every row is written anew, so that none shows by its age which one the last voter chose.
        one = Case(When(grade=code, then=1), default=0)
        Tally.objects.filter(criterion=criterion).update(count=F("count") + one)
    if not appraisal.is_anonymous:
        ballot.marks = {str(one.ordinal): code for one, code in zip(criteria, given, strict=True)}


@transition(
    "supervision.close_appraisal",
    "结束评议",
    sources={AppraisalState.OPEN},
    target=AppraisalState.CLOSED,
    right=permissions.keep,
    citation=APPRAISING,
)
def close_appraisal(appraisal: Appraisal, *, by: Actor, at: datetime) -> None:
    """Take no more votes: after the last day, or once everybody has voted."""
    today = localdate(at)
    ballots = Ballot.objects.filter(appraisal=appraisal)
    waiting = ballots.filter(state=VoteState.WAITING).count()
    if waiting and today <= appraisal.closes_on:
        raise Invalid(f"还有 {waiting} 位委员没有评议，{appraisal.closes_on} 截止以后再结束")
    if not ballots.filter(state=VoteState.VOTED).exists():
        raise Invalid("没有收到一张票，请延长截止日期或者重新组织")
    appraisal.closed_on = today


@transition(
    "supervision.extend",
    "延长截止日期",
    sources={AppraisalState.OPEN},
    target=None,
    right=permissions.keep,
    citation=APPRAISING,
)
def extend_appraisal(appraisal: Appraisal, *, by: Actor, at: datetime, closes_on: date) -> None:
    """Give more time."""
    if closes_on <= appraisal.closes_on:
        raise Invalid(f"请填晚于 {appraisal.closes_on} 的日期", field="closes_on")
    appraisal.closes_on = closes_on


@transition(
    "supervision.send_result",
    "反馈结果",
    sources={AppraisalState.CLOSED},
    target=AppraisalState.SENT,
    right=permissions.keep,
    citation=APPRAISING,
)
def send_result(
    appraisal: Appraisal, *, by: Actor, at: datetime, request: str, sent_on: date | None = None
) -> None:
    """Tell the unit the result and what to put right, by a counted day; members see it too."""
    refuse_marked(request=request)
    day = day_of(sent_on, at=at, field="sent_on")
    deadline = add_working_days(day, value_of(RECTIFY_DAYS.key, on=day))
    appraisal.request, appraisal.sent_on = request.strip(), day
    appraisal.due_on, appraisal.due_note = deadline.due_on, deadline.explain()


@transition(
    "supervision.rectify",
    "报整改情况",
    sources={AppraisalState.SENT},
    target=AppraisalState.RECTIFIED,
    right=permissions.rectify,
    citation=APPRAISING,
)
def rectify_appraisal(
    appraisal: Appraisal,
    *,
    by: Actor,
    at: datetime,
    rectification: str,
    rectified_on: date | None = None,
) -> None:
    """Say what the unit put right."""
    refuse_marked(rectification=rectification)
    appraisal.rectification = rectification.strip()
    appraisal.rectified_on = day_of(rectified_on, at=at, field="rectified_on")
