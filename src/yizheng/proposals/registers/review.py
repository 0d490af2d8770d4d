"""The register of reviewers' opinions. They come from the moves of a proposal, and stay."""

from functools import partial

from yizheng.core import navigation
from yizheng.core.access import may
from yizheng.core.registers import Column, register
from yizheng.core.showing import ACTS
from yizheng.proposals import permissions
from yizheng.proposals.models import Review

ACTS["proposals.give_opinion"] = "填写意见"
navigation.item("proposals", "审查", "proposals:review", partial(may, right=permissions.review))

REVIEWS = register(
    Review,
    slug="reviews",
    section="proposals",
    view=permissions.view_review,
    columns=(
        Column("proposal", "提案", "proposal"),
        "stage",
        "advice",
        "category",
        Column("reviewer", "审查人", "reviewer__name", sort="reviewer__name"),
        "reviewed_on",
    ),
    hidden=(
        "local_category",
        Column("merged_into", "建议并入", "merged_into"),
        "decline_reason",
        "destination",
        "note",
    ),
    order="-reviewed_on",
    search=("proposal__title", "reviewer__name", "note"),
    filters=("stage", "advice", "category"),
    day="reviewed_on",
    related=("proposal", "merged_into", "reviewer"),
    in_menu=False,
    intro="预审、复审时每人的意见。从提案的页面办理。",
)
