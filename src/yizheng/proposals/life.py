"""Where a proposal is, in plain words: its stops, what happened day by day, who must act now.

Told from the records, not from the trail: what was done about a proposal is the same for every
reader, as far as he may see it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.utils.timezone import localdate

from yizheng.core.access import restrict
from yizheng.core.actors import Actor
from yizheng.core.codes import shown
from yizheng.core.rules import value_of

from . import permissions
from .models import Contact, Evaluation, Extension, Handling, Promise, Proposal, Reply, Urging
from .states import (
    ANSWERED,
    ANSWERING,
    ENDED,
    UNDER_REVIEW,
    EvaluationState,
    ExtensionState,
    HandlingState,
    PromiseState,
    ReplyState,
    State,
)

EVALUATION_DAYS = "proposals.evaluation_days"


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop on a proposal's way: its name, the day it was reached, and a word about it.

    `tone` is good (reached), bad (ended here), info (now) or coming.
    """

    title: str
    day: date | None
    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened: the day, what, and in which words."""

    day: date
    title: str
    text: str = ""
    tone: str = "good"


@dataclass(frozen=True, slots=True)
class Next:
    """Who must do what now, and until when; `left` counts the days, below zero when overdue."""

    who: str
    what: str
    until: date | None = None
    left: int | None = None

    @property
    def tone(self) -> str:
        """Overdue is bad, three days and less warn."""
        if self.left is None:
            return "info"
        return "bad" if self.left < 0 else "warn" if self.left <= 3 else "info"

    @property
    def standing(self) -> str:
        """How near the day is, in words."""
        if self.left is None:
            return ""
        if self.left < 0:
            return f"已逾期 {-self.left} 天"
        return "今天到期" if self.left == 0 else f"还有 {self.left} 天"


# --- Stops ---------------------------------------------------------------------------------------


def stops(proposal: Proposal) -> list[Stop]:
    """The way of a proposal from submission to its end. No query beyond its own relations.

    A proposal that was merged, declined or withdrawn ends there; otherwise what is still to come is
    listed.
    """
    handed_in = None if proposal.state == State.RETURNED else proposal.submitted_on
    serial = f"流水号 {proposal.serial}" if proposal.serial else ""
    said = "退回补充中" if proposal.state == State.RETURNED else serial
    received = _stop("提交", handed_in if proposal.serial else None, said)
    filed = _stop("立案", proposal.filed_on, proposal.printed_number)
    if proposal.state == State.DECLINED:
        fate = proposal.get_destination_display()
        return [received, Stop("不予立案", proposal.declined_on, fate, "bad")]
    if proposal.state == State.WITHDRAWN:
        ended = Stop("撤案", proposal.withdrawn_on, "", "bad")
        return [received, filed, ended] if proposal.number else [received, ended]
    if proposal.state == State.MERGED:
        merged = Stop("并案", proposal.merged_on, f"随“{proposal.merged_into}”一并办理", "good")
        return [received, filed, merged] if proposal.number else [received, merged]
    due = f"应于 {proposal.due_on} 前" if proposal.due_on else ""
    replied = proposal.replied_on
    answered = shown(proposal, "result_class") or due
    if proposal.state == State.AGAIN:
        replied, answered = None, f"再次办理，{due}"
    # What was said of an earlier reply is no word on the one that is being made.
    judged = proposal.evaluated_on if replied else None
    return _with_now(
        [
            received,
            filed,
            _stop("交办", proposal.assigned_on, str(proposal.lead_unit or "")),
            _stop("答复", replied, answered),
            _stop("评价", judged, shown(proposal, "satisfaction") if judged else ""),
            _stop("办结", proposal.closed_on, ""),
        ]
    )


def _stop(title: str, day: date | None, text: str) -> Stop:
    return Stop(title, day, text, "good" if day else "coming")


def _with_now(found: list[Stop]) -> list[Stop]:
    """Mark the first stop not yet reached; one that was passed over (no judgement) is no stop."""
    last = max((place for place, stop in enumerate(found) if stop.day), default=-1)
    kept = [stop for place, stop in enumerate(found) if stop.day or place > last]
    place = next((place for place, stop in enumerate(kept) if stop.day is None), None)
    if place is not None:
        kept[place] = replace(kept[place], tone="info")
    return kept


# --- What happened -------------------------------------------------------------------------------


def steps(proposal: Proposal, actor: Actor) -> list[Step]:
    """What happened to a proposal, newest first, as far as the reader may see it. 8 queries."""
    found = [*_of_itself(proposal), *_of_units(proposal, actor), *_of_words(proposal, actor)]
    order = {step: place for place, step in enumerate(found)}
    return sorted(found, key=lambda step: (step.day, order[step]), reverse=True)


def _of_itself(proposal: Proposal) -> Iterator[Step]:
    if proposal.submitted_on:
        yield Step(proposal.submitted_on, "提交提案", f"流水号 {proposal.serial}")
    if proposal.filed_on:
        kind = shown(proposal, "category")
        yield Step(proposal.filed_on, "审查立案", f"{proposal.printed_number}，{kind}")
    if proposal.merged_on:
        yield Step(proposal.merged_on, "并案", f"并入“{proposal.merged_into}”，答复时一并告知您")
    if proposal.declined_on:
        said = f"{shown(proposal, 'decline_reason')}；{proposal.get_destination_display()}"
        yield Step(proposal.declined_on, "不予立案", said, "bad")
    if proposal.withdrawn_on:
        yield Step(proposal.withdrawn_on, "撤案", proposal.withdraw_note, "bad")
    if proposal.key_on:
        said = f"{proposal.lead_leader}领衔督办" if proposal.lead_leader else ""
        yield Step(proposal.key_on, "确定为重点提案", said)
    if proposal.closed_on:
        yield Step(proposal.closed_on, "办结", proposal.close_note)
    if proposal.excellent_on:
        yield Step(proposal.excellent_on, "评为优秀提案")
    if proposal.published_on:
        yield Step(proposal.published_on, "向社会公开")


def _of_units(proposal: Proposal, actor: Actor) -> Iterator[Step]:
    rows = restrict(proposal.handlings.all(), permissions.view_handling, actor)
    for row in rows.select_related("unit", "return_unit").order_by("pk"):
        until = f"应于 {row.due_on} 前" + ("答复" if row.is_answering else "提出会办意见")
        yield Step(row.assigned_on, f"交由{row.unit}{row.get_role_display()}", until)
        if row.accepted_on:
            said = "到期未提出异议，视为接受" if row.is_silent else _officer(row)
            yield Step(row.accepted_on, f"{row.unit}签收", said)
        if row.return_asked_on:
            yield Step(row.return_asked_on, f"{row.unit}申请退办", row.return_reason, "warn")
        if row.ended_on:
            yield Step(row.ended_on, f"{row.unit}不再承办", row.decision_note)
        if row.opined_on:
            yield Step(row.opined_on, f"{row.unit}提出会办意见")


def _officer(row: Handling) -> str:
    return f"经办人：{row.officer}" if row.officer else ""


def _of_words(proposal: Proposal, actor: Actor) -> Iterator[Step]:
    """Contacts, extensions, urgings, replies, judgements and looks back."""
    of_it = {"handling__proposal": proposal}
    for contact in _seen(Contact, permissions.view_of_handling, actor, **of_it):
        said = f"与{contact.people}：{contact.content}"
        yield Step(contact.held_on, f"{contact.handling.unit}{shown(contact, 'mode')}", said)
    for extension in _seen(Extension, permissions.view_of_handling, actor, **of_it):
        if extension.state == ExtensionState.APPROVED:
            said = f"延至 {extension.until}：{extension.reason}"
            yield Step(extension.decided_on, f"同意{extension.handling.unit}延期", said)
    for urging in _seen(Urging, permissions.view_of_handling, actor, **of_it):
        title = f"{urging.get_level_display()}{urging.handling.unit}"
        yield Step(urging.urged_on, title, urging.content, "warn")
    replies = _seen(Reply, permissions.view_reply, actor, state=ReplyState.SENT, **of_it)
    for reply in replies:
        again = "再次" if reply.round > 1 else ""
        said = f"{shown(reply, 'result_class')} {reply.document_number}".strip()
        yield Step(reply.sent_on, f"{reply.handling.unit}{again}答复", said)
    yield from _of_judgements(proposal, actor)
    looks = restrict(proposal.follow_ups.all(), permissions.view_follow_up, actor)
    for look in looks.order_by("pk"):
        yield Step(look.checked_on, f"回头看：{shown(look, 'form')}", look.finding)


def _of_judgements(proposal: Proposal, actor: Actor) -> Iterator[Step]:
    rows = Evaluation.objects.filter(
        reply__handling__proposal=proposal, state=EvaluationState.VALID
    )
    seen = restrict(rows, permissions.view_evaluation, actor)
    for row in seen.select_related("person").order_by("pk"):
        attitude = f"态度{shown(row, 'attitude')}，" if row.attitude else ""
        said = f"{attitude}结果{shown(row, 'result')}。{row.note}"
        tone = "good" if row.is_content else "bad"
        judge = row.person or ("提案单位" if row.attitude else "提案者")
        yield Step(row.evaluated_on, f"{judge}评价", said, tone)


def _seen(model: Any, right: Any, actor: Actor, **facts: Any) -> Any:
    rows = restrict(model.objects.filter(**facts), right, actor)
    return rows.select_related("handling__unit").order_by("pk")


# --- Who must act now ----------------------------------------------------------------------------


IN_A_LINE = {
    State.DRAFT: "草稿，还没有提交",
    State.RETURNED: "退回补充，改好后再提交",
    State.SUBMITTED: "提案委正在审查",
    State.PRECHECKED: "提案委正在审查",
    State.REVIEWED: "提案委正在审查",
    State.FILED: "已立案，等待交办",
    State.MERGED: "并入“{main}”一并办理",
    State.DECLINED: "不予立案，{fate}",
    State.WITHDRAWN: "已撤案",
    State.ASSIGNED: "{unit}正在办理",
    State.REPLIED: "{unit}已答复，等待评价",
    State.AGAIN: "{unit}再次办理",
    State.CLOSED: "已办结",
}


def in_a_line(proposal: Proposal, *, on: date | None = None) -> Next:
    """How far a proposal is, in a few words for a list; the day counts while units handle it.

    No query beyond its lead unit and its main proposal.
    """
    words = {"main": "", "fate": "", "unit": ""}
    if proposal.state == State.MERGED:
        words["main"] = str(proposal.merged_into)
    elif proposal.state == State.DECLINED:
        words["fate"] = proposal.get_destination_display()
    elif proposal.lead_unit:
        words["unit"] = str(proposal.lead_unit)
    said = IN_A_LINE[State(proposal.state)].format(**words)
    if proposal.state in (State.ASSIGNED, State.AGAIN) and proposal.due_on:
        return _until("", said, proposal.due_on, on or localdate())
    return Next("", said)


def awaited(proposal: Proposal, *, on: date | None = None) -> list[Next]:
    """Who must do what now. 2-3 queries once it is assigned, none before."""
    today = on or localdate()
    if proposal.state == State.DRAFT:
        return [Next("提案者", "写完后提交")]
    if proposal.state == State.RETURNED:
        return [Next("提案者", "按意见补充后再提交")]
    if proposal.state in UNDER_REVIEW:
        return [Next("提案委", "审查，决定是否立案")]
    if proposal.state == State.FILED:
        return [Next("提案委", "交办给承办单位")]
    if proposal.state in (State.ASSIGNED, State.AGAIN):
        return list(_at_units(proposal, today))
    if proposal.state == State.REPLIED:
        until = (proposal.replied_on or today) + timedelta(days=value_of(EVALUATION_DAYS, on=today))
        return [Next("提案者", "评价办理情况", until, max((until - today).days, 0))]
    if proposal.state in ANSWERED:
        return list(_promised(proposal, today))
    return []


def _at_units(proposal: Proposal, today: date) -> Iterator[Next]:
    rows = proposal.handlings.exclude(state__in=sorted(ENDED)).select_related("unit")
    replies = Reply.objects.filter(handling__proposal=proposal).exclude(state=ReplyState.SENT)
    standing = dict(replies.values_list("handling", "state"))
    for row in rows.order_by("pk"):
        if row.state == HandlingState.ASKED_BACK:
            yield Next("督查室", f"决定{row.unit}的退办申请")
        elif row.state == HandlingState.GIVEN:
            yield _until(str(row.unit), "签收", row.object_by, today)
        elif row.role not in ANSWERING and row.state == HandlingState.ACCEPTED:
            yield _until(str(row.unit), "提出会办意见", row.due_on, today)
        elif row.state in (HandlingState.ACCEPTED, HandlingState.AGAIN):
            who, what = WAITING.get(standing.get(row.pk, ""), ("", "办理并答复"))
            yield _until(who or str(row.unit), what.format(unit=row.unit), row.due_on, today)


WAITING = {
    ReplyState.DRAFT: ("", "办理并答复（答复正在起草）"),
    ReplyState.COUNTERSIGNING: ("会办单位", "会签{unit}的答复"),
    ReplyState.SIGNING: ("", "由负责人签发答复"),
    ReplyState.CHECKING: ("督查室", "审核{unit}的答复"),
}


def _promised(proposal: Proposal, today: date) -> Iterator[Next]:
    """What was promised and is not yet kept."""
    rows = Promise.objects.filter(
        reply__handling__proposal=proposal, state=PromiseState.OPEN
    ).select_related("unit")
    for row in rows.order_by("due_on"):
        yield _until(str(row.unit), f"落实承诺：{row.matter}", row.due_on, today)


def _until(who: str, what: str, day: date, today: date) -> Next:
    return Next(who, what, day, (day - today).days)
