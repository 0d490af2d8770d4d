"""Lists, pages and forms of calls for topics and of what is suggested."""

from dataclasses import replace

from yizheng.consultations import permissions, services
from yizheng.consultations.models import TopicCall, TopicSuggestion
from yizheng.consultations.panels.topics import CALL
from yizheng.core import navigation
from yizheng.core.access import may
from yizheng.core.registers import Column, Group, register
from yizheng.core.showing import ACTS
from yizheng.documents.panels import ATTACHMENTS

ACTS |= {"consultations.suggest": "提出", "consultations.suggest_publicly": "公众提出"}

CALLS = register(
    TopicCall,
    slug="calls",
    importable=False,
    section="consultation",
    view=permissions.view_call,
    enter=permissions.keep_topics,
    columns=("title", "year", "opens_on", "closes_on", "is_public"),
    hidden=("intro", "code"),
    order="-opens_on",
    search=("title",),
    filters=("year", "is_public"),
    day="opens_on",
    panels=(CALL,),
    told=("consultations.topicsuggestion",),
    groups=(
        Group("征集", ("title", "year", "opens_on", "closes_on", "is_public")),
        Group("说明", ("intro",)),
    ),
    intro="制定年度计划以前征集议题。委员登录后提；面向社会的，任何人用短链接或者二维码就可以提。",
)
TOPICS = register(
    TopicSuggestion,
    slug="topics",
    importable=False,
    section="consultation",
    view=permissions.view_suggestion,
    enter=permissions.suggest,
    columns=(
        "topic",
        Column("given_by", "提出者", "given_by"),
        "source",
        "state",
        "suggested_on",
    ),
    hidden=(
        "grounds",
        "contact",
        Column("call", "议题征集", "call__title"),
        Column("item", "列入的议题", "item__topic"),
        "decided_on",
        "refusal",
        "receipt",
    ),
    order="-suggested_on",
    search=("topic", "grounds", "giver", "person__name"),
    filters=("state", "source", "call"),
    day="suggested_on",
    related=("person", "call", "item"),
    panels=(ATTACHMENTS,),
    groups=(
        Group("提出者", ("source", "person", "giver", "contact", "suggested_on")),
        Group("议题", ("topic", "grounds")),
    ),
    parent="call",
    create_with=services.suggest_topic,
    intro="各方面提出的协商议题。列入计划、并入已有的议题，或者不列入并写明理由；提出者看得到。",
)
# Not registered: the same records by the same services, with what a member fills in himself.
MY_TOPICS = replace(
    TOPICS,
    slug="my-topics",
    label="本人提的议题",
    view=permissions.view_own_topics,
    columns=tuple(
        replace(column, in_list=column.name in {"topic", "state", "suggested_on"})
        for column in TOPICS.columns
    ),
    filters=("state",),
    groups=(Group("议题", ("topic", "grounds")),),
    intro="您提的协商议题，以及是不是列入了计划。",
)
navigation.item(
    "consultation",
    MY_TOPICS.label,
    "consultations:my-topics-list",
    lambda actor: may(actor, permissions.view_own_topics),
)
