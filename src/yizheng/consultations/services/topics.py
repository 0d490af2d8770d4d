"""Calling for topics: suggested by members, bodies and the public, and taken up or not."""

from datetime import date, datetime, timedelta
from typing import Annotated, Any

from django.utils import timezone
from django.utils.timezone import localdate

from yizheng.accounts.roles import Role
from yizheng.activities.models import ActivityKind
from yizheng.consultations import permissions
from yizheng.consultations.models import PlanItem, TopicCall, TopicSuggestion
from yizheng.consultations.states import SuggestionState, TopicSource
from yizheng.core import records
from yizheng.core.actors import Actor
from yizheng.core.citations import CONSULTATION_RULES
from yizheng.core.errors import Invalid
from yizheng.core.personal_data import refuse_personal_data
from yizheng.core.records import service
from yizheng.core.rules import rule, value_of
from yizheng.core.workflow import transition
from yizheng.documents.secrecy import refuse_marked
from yizheng.members.models import Organ
from yizheng.members.selectors import person_of

from .planning import enter_item, next_ordinal

CALLING = CONSULTATION_RULES("议题征集")
PUBLIC_PER_HOUR = rule(
    "consultations.public_topics_per_hour",
    "每小时收公众议题数",
    default=60,
    help="一次征集每小时最多收多少条公众的建议，防止有人刷屏；填 0 表示不限",
    citation=CALLING,
)
# What a member writes himself, and the public.
BY_MEMBER = ("call", "topic", "grounds")
BY_PUBLIC = ("topic", "grounds", "giver", "contact")


@service("consultations.suggest")
def suggest_topic(
    *, by: Actor, facts: dict[str, Any], at: datetime | None = None
) -> TopicSuggestion:
    """Suggest a topic: a member his own, or what the office enters for a body.

    Raises:
        NotAllowed, Invalid: as `core.records.create`; the call is not open to a member today.
    """
    call: TopicCall = facts["call"]
    if not by.has(Role.SPECIAL, Role.RESEARCH):
        facts = {name: value for name, value in facts.items() if name in BY_MEMBER}
        own = {"source": TopicSource.MEMBER, "person": person_of(by)}
        facts |= own | {"suggested_on": localdate(at)}
        _require_open(call)
    _check_texts(facts)
    key, right = "consultations.suggest", permissions.suggest
    return records.create(TopicSuggestion, by=by, right=right, facts=facts, key=key, at=at)


@service("consultations.suggest_publicly")
def suggest_publicly(
    call: TopicCall, *, by: Actor, facts: dict[str, Any], at: datetime | None = None
) -> TopicSuggestion:
    """Take in what somebody suggests who has not signed in. Name and contact are his choice.

    Raises:
        Invalid: the call is not open, too much comes at once, or the text tells secrets or numbers
            by which a person is known.
    """
    if not call.is_public:
        raise Invalid("这次征集不面向社会")
    _require_open(call)
    # Locked, so that many at once do not pass the limit together.
    TopicCall.objects.select_for_update().get(pk=call.pk)
    most, since = value_of(PUBLIC_PER_HOUR.key, on=localdate(at)), timezone.now()
    lately = call.suggestions.filter(
        source=TopicSource.PUBLIC, arrived_at__gt=since - timedelta(hours=1)
    )
    if most and lately.count() >= most:
        raise Invalid("现在提建议的人太多，没有收下。您写的还在，请过一会儿再提交")
    facts = {name: value for name, value in facts.items() if name in BY_PUBLIC}
    _check_texts(facts)
    return records.create(
        TopicSuggestion,
        by=by,
        right=permissions.suggest_publicly,
        facts=facts | {"call": call, "source": TopicSource.PUBLIC, "suggested_on": localdate(at)},
        key="consultations.suggest_publicly",
        at=at,
    )


def _require_open(call: TopicCall) -> None:
    if not call.is_open():
        raise Invalid(f"征集时间是 {call.opens_on} 至 {call.closes_on}，现在不能提", field="call")


def _check_texts(facts: dict[str, Any]) -> None:
    texts = {name: facts.get(name) or "" for name in ("topic", "grounds")}
    refuse_marked(**texts)
    refuse_personal_data("要留联系方式的，写在“联系方式”里", **texts)


@transition(
    "consultations.select_topic",
    "列入计划",
    sources={SuggestionState.SUGGESTED, SuggestionState.NOT_SELECTED},
    target=SuggestionState.SELECTED,
    right=permissions.keep_topics,
    citation=CALLING,
    awaited_in={SuggestionState.SUGGESTED},
)
def select_topic(
    suggestion: TopicSuggestion,
    *,
    by: Actor,
    at: datetime,
    form: Annotated[ActivityKind | None, "协商形式"],
    due_on: Annotated[date, "计划完成日期"],
    organ: Annotated[Organ | None, "牵头机构"] = None,
    wording: Annotated[str, "议题的写法", "空着的，照建议的写"] = "",
    added_reason: Annotated[str, "增补的原因", "计划已经批准的填写"] = "",
) -> None:
    """Put it on the plan of the call's year, as a topic of its own."""
    if form is None:
        raise Invalid("请选协商形式", field="form")
    year = suggestion.call.year
    suggestion.item = enter_item(
        by=by,
        facts={
            "year": year,
            "ordinal": next_ordinal(year),
            "topic": wording.strip() or suggestion.topic,
            "form": form,
            "organ": organ,
            "due_on": due_on,
            "added_reason": added_reason,
        },
        at=at,
    )
    suggestion.decided_on, suggestion.refusal = localdate(at), ""


@transition(
    "consultations.join_topic",
    "并入计划里的议题",
    sources={SuggestionState.SUGGESTED, SuggestionState.NOT_SELECTED},
    target=SuggestionState.SELECTED,
    right=permissions.keep_topics,
    citation=CALLING,
    awaited_in={SuggestionState.SUGGESTED},
)
def join_topic(suggestion: TopicSuggestion, *, by: Actor, at: datetime, item: PlanItem) -> None:
    """Another suggestion, or the office itself, has put the same matter on the plan."""
    if item.year != suggestion.call.year:
        raise Invalid(f"请选 {suggestion.call.year} 年度计划里的议题", field="item")
    suggestion.item, suggestion.decided_on, suggestion.refusal = item, localdate(at), ""


@transition(
    "consultations.pass_over_topic",
    "不列入",
    sources={SuggestionState.SUGGESTED},
    target=SuggestionState.NOT_SELECTED,
    right=permissions.keep_topics,
    citation=CALLING,
)
def pass_over_topic(suggestion: TopicSuggestion, *, by: Actor, at: datetime, refusal: str) -> None:
    """Do not take it up this year; who suggested it reads why."""
    suggestion.refusal, suggestion.decided_on = refusal.strip(), localdate(at)
