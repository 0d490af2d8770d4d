"""The register of proposals, and each member's own."""

from dataclasses import replace
from typing import Any

from yizheng.core import navigation
from yizheng.core.access import may
from yizheng.core.registers import Caution, Column, Group, register
from yizheng.documents.panels import ATTACHMENTS
from yizheng.documents.permissions import attachable
from yizheng.instructions.panels import INSTRUCTIONS
from yizheng.instructions.products import instructable
from yizheng.proposals import permissions, services
from yizheng.proposals.models import Proposal
from yizheng.proposals.panels import honours, review
from yizheng.proposals.panels import proposal as panels
from yizheng.proposals.panels.handling import HANDLINGS
from yizheng.proposals.panels.intake import PROOFS
from yizheng.proposals.panels.invitations import INVITATIONS
from yizheng.proposals.panels.replies import REPLIES


def _told(name: str) -> Column:
    """A day, a note or a mark that a panel of the page tells at its place."""
    field: Any = Proposal._meta.get_field(name)
    kind = "day" if name.endswith("_on") else "bool" if name.startswith("is_") else "text"
    label, sort = str(field.verbose_name), name if kind == "day" else ""
    return Column(name, label, name, kind, sort, in_list=False, on_page=False)


def _named(name: str, label: str, path: str) -> Column:
    """What the proposal tells of its people and units, which a panel lists."""
    return Column(name, label, path, in_list=False, on_page=False)


IN_EXPORTS = (
    "withdrawn_on",
    "withdraw_note",
    "closed_on",
    "close_note",
    "key_on",
    "excellent_on",
    "situation",
    "analysis",
    "suggestion",
    "is_open",
    "is_named",
    "closed_reason",
)
TEXT = Group("提案内容", ("title", "situation", "analysis", "suggestion"))

PROPOSALS = register(
    Proposal,
    slug="proposals",
    importable=False,
    section="proposals",
    view=permissions.view,
    enter=permissions.enter,
    columns=(
        Column("number", "提案号", "printed_number", sort="number"),
        "title",
        Column("submitter", "提案者", "submitter"),
        "category",
        "state",
        Column("lead_unit", "主办单位", "lead_unit__short_name", sort="lead_unit__short_name"),
        "due_on",
        "submitted_on",
    ),
    hidden=(
        "serial",
        Column("session", "届次", "session"),
        "submitter_type",
        "is_session",
        "channel",
        _told("return_note"),
        _told("filed_on"),
        Column("merged_into", "并入的提案", "merged_into"),
        _told("merged_on"),
        _told("declined_on"),
        "decline_reason",
        "decline_note",
        "destination",
        _told("assigned_on"),
        _told("replied_on"),
        "local_category",
        "result_class",
        _told("evaluated_on"),
        "satisfaction",
        "is_key",
        "lead_leader",
        "is_excellent",
        # So that an export holds what an import of past proposals takes.
        _named("co_signers", "联名委员", "co_signer_names"),
        _named("helpers", "会办单位", "helper_names"),
        _named("mode", "办理方式", "mode"),
        *map(_told, IN_EXPORTS),
    ),
    order="-submitted_on",
    search=("title", "proposer__name", "submitter_name", "situation", "suggestion"),
    filters=(
        "session",
        "state",
        "category",
        "local_category",
        "submitter_type",
        "lead_unit",
        "result_class",
        "satisfaction",
        "is_key",
        "is_excellent",
        "is_session",
    ),
    day="submitted_on",
    related=("session__term", "proposer", "party", "sector", "organ", "lead_unit", "merged_into"),
    hidden_prefetch=Proposal.WITH_ALL,
    panels=(
        panels.LIFE,
        review.MAIN,
        panels.TEXT,
        panels.PEOPLE,
        INVITATIONS,
        review.REVIEWS,
        review.SIMILAR,
        HANDLINGS,
        REPLIES,
        honours.KEY,
        honours.NOMINATIONS,
        review.MERGED,
        INSTRUCTIONS,
        PROOFS,
        ATTACHMENTS,
    ),
    told=(
        "proposals.handling",
        "proposals.invitation",
        "proposals.keyproposal",
        "proposals.commendation",
        "proposals.review",
    ),
    groups=(
        Group(
            "提案者",
            (
                "submitter_type",
                "proposer",
                "co_signers",
                "submitter_name",
                "party",
                "sector",
                "organ",
                "contact",
                "contact_phone",
                "session",
                "channel",
                "submitted_on",
            ),
        ),
        TEXT,
        Group("交办和公开", ("intended_units", "is_open", "is_named", "closed_reason")),
    ),
    bulk=(
        "proposals.precheck",
        "proposals.review",
        "proposals.follow_advice",
        "proposals.file",
        "proposals.decline",
        "proposals.merge",
        "proposals.shortlist",
        "proposals.nominate",
    ),
    cautions=(
        Caution(
            "proposals.file",
            "选中的每一件都记同一个类别。各件类别不同、审查时已写了意见的，"
            "请用“照审查意见办理”：各按各的意见立案、并案或者不予立案。",
            better="proposals.follow_advice",
        ),
        Caution(
            "proposals.decline",
            "选中的每一件都记同一个理由、同一个去向、同一段说明，提案者看得到。"
            "理由不同、审查时已写了意见的，请用“照审查意见办理”。",
            better="proposals.follow_advice",
        ),
    ),
    create_with=services.start_draft,
    revise_with=services.revise_draft,
    remove_with=services.remove_draft,
    intro="书面提案由提案委在此录入；委员在“本人提案”里撰写和提交。",
)
# On a phone, only what tells one's proposals apart.
BRIEF = {"title", "submitter", "state", "submitted_on"}
# Not registered: the same records by the same services, with what a member fills in himself.
MINE = replace(
    PROPOSALS,
    slug="mine",
    label="本人提案",
    view=permissions.view_own,
    enter=permissions.write,
    columns=tuple(replace(column, in_list=column.name in BRIEF) for column in PROPOSALS.columns),
    filters=("session", "state"),
    groups=(TEXT,),
    bulk=(),
    intro="您提出的、联名的和请您联名的提案，从草稿到评价。",
)
navigation.item(
    "proposals", MINE.label, "proposals:mine-list", lambda actor: may(actor, permissions.view_own)
)
instructable(Proposal, since="filed_on")
attachable(Proposal, permissions.attach)
