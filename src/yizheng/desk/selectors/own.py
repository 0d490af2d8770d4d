"""A member's and a handling unit's own records, read through the registers and their rights."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from yizheng.consultations import selectors as consultation_selectors
from yizheng.core.actors import Actor
from yizheng.core.registers import REGISTERS, Column, Register
from yizheng.meetings.selectors import diary as meeting_selectors
from yizheng.proposals import deadlines, life
from yizheng.proposals import permissions as proposals
from yizheng.proposals import selectors as proposal_selectors
from yizheng.proposals.states import AT_WORK, WRITING, State
from yizheng.publicity import selectors as publicity_selectors
from yizheng.publicity.registers import MY_CONTRIBUTIONS
from yizheng.service.registers import MY_CONCERNS
from yizheng.supervision import selectors as supervision_selectors

from .brief import Brief, briefly, columns_of

SHOWN = 5
# More than a unit can look through at a glance; the list has them all.
UNIT_TASKS = 60
# Nothing more happens to it in the sight of its proposer.
OVER = frozenset({State.MERGED, State.DECLINED, State.WITHDRAWN, State.CLOSED})
PROPOSALS, HANDLINGS, REPORTS, ACTIVITIES = (
    "proposals.proposal",
    "proposals.handling",
    "opinions.opinionreport",
    "activities.activity",
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A short list of the reader's own records, and what to say where there is none."""

    register: Register
    label: str
    columns: list[Column]
    rows: list[Brief]
    empty: str
    new_url: str


def lists_of(actor: Actor) -> list[Listed]:
    """What a member raised, reported and wrote, and coming activities. 4 queries."""
    return [
        my_concerns(actor),
        _listed(REPORTS, actor, "我反映的社情民意", my_reports(actor), "还没有反映社情民意信息。"),
        my_contributions(actor),
        _listed(ACTIVITIES, actor, "近期会议和活动", coming(actor), "近期没有您可以参加的活动。"),
    ]


def _listed(key: str, actor: Actor, label: str, rows: QuerySet[Any], empty: str) -> Listed:
    register = REGISTERS[key]
    shown = briefly(register, rows[:SHOWN])
    return Listed(register, label, columns_of(register), shown, empty, register.new_url(actor))


def my_concerns(actor: Actor) -> Listed:
    """The concerns of residents that the member has raised, newest first. 1 query."""
    rows = MY_CONCERNS.rows(actor).order_by("-raised_on", "-pk")
    return Listed(
        MY_CONCERNS,
        "我反映的群众关切",
        columns_of(MY_CONCERNS),
        briefly(MY_CONCERNS, rows[:SHOWN]),
        "群众向您说起的事，在这里反映，办到哪一步随时看得到。",
        MY_CONCERNS.new_url(actor),
    )


def my_contributions(actor: Actor) -> Listed:
    """The articles and clues the member handed in, newest first. 1 query."""
    rows = MY_CONTRIBUTIONS.rows(actor).order_by("-submitted_on", "-pk")
    return Listed(
        MY_CONTRIBUTIONS,
        "我的稿件",
        columns_of(MY_CONTRIBUTIONS),
        briefly(MY_CONTRIBUTIONS, rows[:SHOWN]),
        "亲历、亲见、亲闻的事，会刊的文章，都可以在这里投稿。",
        MY_CONTRIBUTIONS.new_url(actor),
    )


def my_reports(actor: Actor) -> QuerySet[Any]:
    """The opinion reports the member has handed in, newest first."""
    rows = _rows(REPORTS, actor).filter(reporter_id=actor.person_id)
    return rows.order_by("-received_on", "-pk")


def coming(actor: Actor) -> QuerySet[Any]:
    """Planned activities the reader may see, the next one first."""
    today = timezone.localdate()
    rows = _rows(ACTIVITIES, actor).filter(state="planned", held_on__gte=today)
    return rows.order_by("held_on", "pk")


@dataclass(frozen=True, slots=True)
class Task:
    """Something one person or unit is to do by a day: what it is called, where, how near it is."""

    title: str
    url: str
    what: str
    due_on: date | None = None
    standing: str = ""
    tone: str = ""


def my_proposals(actor: Actor) -> list[Task]:
    """How far what the member proposed or signed is: what is with him, what goes on, what is over.

    The newest first among each. 1 query.
    """
    mine = proposals.own(actor) | proposals.signed(actor)
    turn = Case(
        When(state__in=sorted(WRITING), then=Value(0)),
        When(state__in=sorted(OVER), then=Value(2)),
        default=Value(1),
    )
    today = timezone.localdate()
    tasks = []
    for proposal in _rows(PROPOSALS, actor).filter(mine).order_by(turn, "-pk")[:SHOWN]:
        line = life.in_a_line(proposal, on=today)
        url = reverse("proposals:mine-detail", args=[proposal.pk])
        tasks.append(Task(str(proposal), url, line.what, line.until, line.standing, line.tone))
    return tasks


def to_judge(actor: Actor) -> list[Task]:
    """The replies the member is to judge. 1 query."""
    return [
        Task(
            str(reply.handling.proposal),
            reverse("proposals:evaluate", args=[reply.pk]),
            f"{reply.handling.unit}的答复",
            reply.sent_on,
        )
        for reply in proposal_selectors.to_judge(actor)
    ]


def to_reply(actor: Actor) -> list[Task]:
    """The meetings to which the reader was called and has not answered. 1 query."""
    return [
        Task(
            str(notice.activity),
            REGISTERS[ACTIVITIES].url("detail", notice.activity_id),
            notice.when,
            localdate(notice.reply_by or notice.starts_at),
        )
        for notice in meeting_selectors.to_reply(actor)
    ]


def to_vote(actor: Actor) -> list[Task]:
    """The appraisals the member is asked to vote in. 1 query."""
    return [
        Task(
            str(ballot.appraisal),
            reverse("supervision:vote", args=[ballot.pk]),
            str(ballot.appraisal.unit),
            ballot.appraisal.closes_on,
        )
        for ballot in supervision_selectors.to_vote(actor)
    ]


def open_calls() -> list[Task]:
    """Where topics for next year's plan are called for. 1 query."""
    return [
        Task(
            str(call),
            f"{reverse('consultations:my-topics-new')}?call={call.pk}",
            "提一个议题",
            call.closes_on,
        )
        for call in consultation_selectors.open_calls()
    ]


def manuscript_calls() -> list[Task]:
    """Where articles are called for. 1 query."""
    return [
        Task(
            str(call),
            f"{reverse('publicity:my-contributions-new')}?call={call.pk}&kind={call.kind}",
            f"投{call.get_kind_display()}",
            call.closes_on,
        )
        for call in publicity_selectors.open_calls()
    ]


def to_sign(actor: Actor) -> list[Task]:
    """The proposals the member is asked to sign. 1 query."""
    return [
        Task(
            str(row.proposal),
            reverse("proposals:invitations-detail", args=[row.pk]),
            f"{row.proposal.proposer}邀请您联名",
            localdate(row.respond_by),
        )
        for row in proposal_selectors.invitations_to_answer(actor)
    ]


def unit_tasks(actor: Actor) -> list[Task]:
    """What the unit is to do with the proposals it was given, the nearest day first. 1 query."""
    register = REGISTERS[HANDLINGS]
    rows = register.rows(actor).filter(unit_id=actor.unit_id, state__in=sorted(AT_WORK))
    today = timezone.localdate()
    return [
        Task(
            str(row.proposal),
            register.url("detail", row.pk),
            f"{row.get_role_display()}，{row.get_state_display()}",
            row.due_on,
            row.standing,
            deadlines.tone(row, on=today),
        )
        for row in rows.order_by("due_on", "pk")[:UNIT_TASKS]
    ]


def _rows(key: str, actor: Actor) -> QuerySet[Any]:
    return REGISTERS[key].rows(actor)
