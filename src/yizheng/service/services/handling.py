"""A concern's way: taken, handed to whoever solves it, resolved, and told to whoever raised it."""

from datetime import date, datetime
from typing import Annotated

from django.db.models import Q
from django.utils.timezone import localdate

from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.citations import DUTY_RULES
from yizheng.core.errors import Invalid
from yizheng.core.rules import rule, value_of
from yizheng.core.workdays import add_working_days
from yizheng.core.workflow import transition
from yizheng.documents.secrecy import refuse_marked
from yizheng.service import permissions
from yizheng.service.models import Concern
from yizheng.service.states import CLOSED, OPEN, ConcernState, ToldWay
from yizheng.service.words import check_texts
from yizheng.units.models import Unit

HANDLING = DUTY_RULES("服务为民")
HANDLE_DAYS = rule(
    "service.handle_days",
    "群众关切问题的办理期限",
    default=20,
    help="交办以后几个工作日以内办理，自交办的第二天起算",
    citation=HANDLING,
)
NOT_TOLD = Q(told_on__isnull=True)
ToldNow = Annotated[ToldWay | None, "已经告知反映人的，怎样告知的", "还没有告知的空着，以后再登记"]


@transition(
    "service.take_concern",
    "受理",
    sources=[ConcernState.RAISED, ConcernState.REFUSED],
    target=ConcernState.TAKEN,
    right=permissions.keep,
    citation=HANDLING,
    awaited_in={ConcernState.RAISED},
)
def take_concern(
    concern: Concern, *, by: Actor, at: datetime, decided_on: date | None = None
) -> None:
    """Take it up; what was refused by mistake too."""
    concern.decided_on, concern.refusal = _day(concern, decided_on, at, "decided_on"), ""
    _untell(concern)


@transition(
    "service.refuse_concern",
    "不予受理",
    sources=[ConcernState.RAISED, ConcernState.TAKEN],
    target=ConcernState.REFUSED,
    right=permissions.keep,
    citation=HANDLING,
    awaited_in={ConcernState.RAISED},
)
def refuse_concern(concern: Concern, *, by: Actor, at: datetime, refusal: str) -> None:
    """It is nothing the committee can see to; whoever raised it reads why, and whom to ask."""
    check_texts(refusal=refusal)
    concern.refusal, concern.decided_on = refusal.strip(), localdate(at)


@transition(
    "service.hand_concern",
    "交办",
    sources=[ConcernState.RAISED, ConcernState.TAKEN],
    target=ConcernState.HANDED,
    right=permissions.keep,
    citation=HANDLING,
)
def hand_concern(
    concern: Concern,
    *,
    by: Actor,
    at: datetime,
    unit: Annotated[Unit | None, "承办单位"] = None,
    handed_to: Annotated[str, "其他承办者", "不在单位名单里的，如街道、物业公司，写在这里"] = "",
    handed_on: date | None = None,
) -> None:
    """Hand it to whoever can do something about it, who answers by a counted day.

    Handing it on takes it, where that was not said before.

    Raises:
        Invalid: nobody is named, or a day to come.
    """
    _hand(concern, unit, handed_to, day=_day(concern, handed_on, at, "handed_on"))
    concern.decided_on = concern.decided_on or concern.handed_on


@transition(
    "service.answer_concern",
    "答复",
    sources=[ConcernState.HANDED],
    target=ConcernState.ANSWERED,
    right=permissions.answer_concern,
    citation=HANDLING,
)
def answer_concern(
    concern: Concern,
    *,
    by: Actor,
    at: datetime,
    answer: Annotated[str, "办理情况", "怎样办的，哪一天办好的；办不到的写明原因"],
    answered_on: date | None = None,
) -> None:
    """Say what the unit did. The staff look at it before it counts as resolved."""
    refuse_marked(answer=answer)
    concern.answer, concern.return_note = answer.strip(), ""
    concern.answered_on = _day(concern, answered_on, at, "answered_on")


@transition(
    "service.return_answer",
    "退回补充",
    sources=[ConcernState.ANSWERED],
    target=ConcernState.HANDED,
    right=permissions.keep,
    citation=HANDLING,
    awaited_in=(),
)
def return_answer(concern: Concern, *, by: Actor, at: datetime, return_note: str) -> None:
    """The answer is not enough; what it said stays, to be gone on with."""
    concern.return_note, concern.answered_on = return_note.strip(), None


@transition(
    "service.resolve_concern",
    "记为解决",
    sources=list(OPEN),
    target=ConcernState.RESOLVED,
    right=permissions.solve_concern,
    citation=HANDLING,
    awaited_in={ConcernState.HANDED, ConcernState.ANSWERED},
)
def resolve_concern(
    concern: Concern,
    *,
    by: Actor,
    at: datetime,
    resolved_on: date,
    result: str,
    told_way: ToldNow = None,
) -> None:
    """Say when a concern was resolved and how; on the spot, it was never handed to anybody.

    Raises:
        Invalid: before it was raised, a day to come, or a result that names people.
    """
    check_texts(result=result)
    concern.resolved_on = _day(concern, resolved_on, at, "resolved_on")
    concern.result = result.strip()
    _tell_at_once(concern, told_way, at)


@transition(
    "service.close_concern",
    "记为暂未解决",
    sources=list(OPEN),
    target=ConcernState.UNRESOLVED,
    right=permissions.solve_concern,
    citation=HANDLING,
    awaited_in={ConcernState.HANDED, ConcernState.ANSWERED},
)
def close_concern(
    concern: Concern,
    *,
    by: Actor,
    at: datetime,
    result: Annotated[str, "为什么暂时解决不了", "反映人看得到：缺什么条件，以后怎么办"],
    told_way: ToldNow = None,
) -> None:
    """Say why a concern cannot be resolved for now."""
    check_texts(result=result)
    concern.result, concern.closed_on = result.strip(), localdate(at)
    _tell_at_once(concern, told_way, at)


@transition(
    "service.tell_concern",
    "告知反映人",
    sources=list(CLOSED),
    target=None,
    right=permissions.keep,
    citation=HANDLING,
    when=NOT_TOLD,
    awaited_in=CLOSED,
)
def tell_concern(
    concern: Concern,
    *,
    by: Actor,
    at: datetime,
    told_way: Annotated[ToldWay | None, "告知方式"],
    told_on: date | None = None,
) -> None:
    """Say when and how whoever raised it was told what became of it.

    Raises:
        Invalid: no way is named, a day to come, or before it came to an end.
    """
    if told_way is None:
        raise Invalid("请选怎样告知的", field="told_way")
    _refuse_unread(concern, told_way)
    day, ended = day_of(told_on, at=at, field="told_on"), concern.ended_on
    if ended and day < ended:
        raise Invalid(f"这个问题 {ended} 才办结，告知不能早于这一天", field="told_on")
    concern.told_on, concern.told_way = day, told_way


@transition(
    "service.reopen_concern",
    "重新交办",
    sources=[ConcernState.RESOLVED, ConcernState.UNRESOLVED],
    target=ConcernState.HANDED,
    right=permissions.keep,
    citation=HANDLING,
    awaited_in=(),
)
def reopen_concern(
    concern: Concern,
    *,
    by: Actor,
    at: datetime,
    unit: Annotated[Unit | None, "承办单位"] = None,
    handed_to: Annotated[str, "其他承办者", "都空着的，仍交原来的承办者"] = "",
) -> None:
    """Hand a closed concern out again; until then it no longer counts as resolved."""
    if unit is None and not handed_to.strip():
        unit, handed_to = concern.unit, concern.handed_to
    _hand(concern, unit, handed_to, day=localdate(at))
    concern.resolved_on, concern.closed_on, concern.result = None, None, ""
    concern.answer, concern.answered_on, concern.return_note = "", None, ""
    _untell(concern)


def _hand(concern: Concern, unit: Unit | None, handed_to: str, *, day: date) -> None:
    named = handed_to.strip() or (unit.name if unit else "")
    if not named:
        raise Invalid("请选承办单位，不在名单里的写出来", field="unit")
    deadline = add_working_days(day, value_of(HANDLE_DAYS.key, on=day))
    concern.unit, concern.handed_to, concern.handed_on = unit, named, day
    concern.due_on, concern.due_note = deadline.due_on, deadline.explain()


def _day(concern: Concern, given: date | None, at: datetime, field: str) -> date:
    """The day of a step: not in the future, and not before the concern was raised."""
    day = day_of(given, at=at, field=field)
    if given and day < concern.raised_on:
        raise Invalid(f"不能早于提出日期 {concern.raised_on}", field=field)
    return day


def _tell_at_once(concern: Concern, told_way: ToldWay | None, at: datetime) -> None:
    """Most are told on the telephone in which the end is heard: one form is enough."""
    if told_way is None:
        _untell(concern)
        return
    _refuse_unread(concern, told_way)
    concern.told_way, concern.told_on = told_way, localdate(at)


def _refuse_unread(concern: Concern, told_way: ToldWay) -> None:
    """Who has no code cannot have read it on the page."""
    if told_way == ToldWay.ONLINE and not concern.receipt:
        raise Invalid("这个问题不是从网上来的，没有查询码，请选别的方式", field="told_way")


def _untell(concern: Concern) -> None:
    concern.told_on, concern.told_way = None, ""
