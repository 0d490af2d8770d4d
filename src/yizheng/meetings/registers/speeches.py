"""Calls for speeches, and the speeches."""

from dataclasses import replace

from yizheng.core.access import may
from yizheng.core.navigation import item
from yizheng.core.registers import Column, Group, register
from yizheng.core.showing import ACTS
from yizheng.documents.panels import ATTACHMENTS
from yizheng.meetings import permissions, services
from yizheng.meetings.models import Speech, SpeechCall

ACTS["meetings.write_speech"] = "起草"

SPEECH_CALLS = register(
    SpeechCall,
    slug="speech-calls",
    importable=False,
    section="leadership",
    view=permissions.view_speech_calls,
    enter=permissions.keep_speech_calls,
    columns=(
        Column("activity", "会议", "activity__title"),
        "opens_on",
        "closes_on",
        "longest",
    ),
    hidden=("intro",),
    order="-closes_on",
    search=("activity__title", "intro"),
    day="closes_on",
    related=("activity",),
    panels=(ATTACHMENTS,),
    groups=(Group("征集", ("opens_on", "closes_on", "longest", "intro")),),
    parent="activity",
    in_menu=False,
    intro="为一次会议征集发言。委员在截止日以前提交，办公室遴选口头发言，其余作书面发言。",
)
SPEECHES = register(
    Speech,
    slug="speeches",
    importable=False,
    section="leadership",
    view=permissions.view_speech,
    enter=permissions.write_speech,
    columns=(
        "title",
        Column("person", "发言人", "person__name", sort="person__name"),
        "kind",
        Column("activity", "会议", "call__activity__title"),
        "state",
        "place_in_order",
    ),
    hidden=(
        "body_name",
        Column("characters", "字数", "characters", "number"),
        "minutes",
        "text",
        "submitted_at",
        "return_note",
    ),
    order="-submitted_at",
    search=("title", "text", "person__name", "body_name"),
    filters=("state", "kind", "call"),
    day="call__activity__held_on",
    related=("person", "call__activity"),
    panels=(ATTACHMENTS,),
    groups=(
        Group("发言人", ("person", "kind", "body_name", "co_authors")),
        Group("发言", ("title", "text")),
    ),
    parent="call",
    create_with=services.write_speech,
    revise_with=services.revise_speech,
    intro="大会发言。征集、提交、遴选，口头或书面。",
)
# What a member fills in himself: it is he who speaks.
MY_SPEECHES = replace(
    SPEECHES,
    slug="my-speeches",
    label="本人的发言",
    view=permissions.view_own_speeches,
    groups=(
        Group("名义", ("kind", "body_name", "co_authors")),
        Group("发言", ("title", "text")),
    ),
    intro="您写的大会发言。提交以后由办公室遴选。",
)
item(
    "leadership",
    MY_SPEECHES.label,
    "meetings:my-speeches-list",
    lambda actor: may(actor, permissions.view_own_speeches),
)
