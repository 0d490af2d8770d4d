"""The tables of consultations and what came of their suggestions."""

from .shapes import Crossed, Drawing, Listed, same

CONSULTATIONS_LISTED = (
    Listed(
        "plan",
        "议题和成果",
        (
            ("topics", ""),
            ("research_reports", ""),
            ("instructions.on_products", ""),
        ),
    ),
    Listed(
        "suggestions",
        "意见建议",
        (
            ("suggestions_all", ""),
            ("suggestions", ""),
            ("standing_suggestions", ""),
            ("thematic_suggestions", ""),
            ("forum_suggestions", ""),
            ("supervision_suggestions", ""),
            ("plan_suggestions", ""),
            ("suggestions_taken_up", "adoption_rate"),
            ("suggestions_adopted", ""),
        ),
        note="一条计一条。“期内提出并已采纳”不论何时采纳，“采纳的”不论何时提出，两者不能相加。",
    ),
)
_SUGGESTIONS = (("提出", "suggestions_all"), ("其中已采纳", "suggestions_taken_up"))
CONSULTATIONS_CROSSED = (
    Crossed(
        "kinds",
        "按成果文种",
        "文种",
        same("product__kind", *_SUGGESTIONS),
        drawing=Drawing("各种成果中的建议和已采纳的", (1, 2), "bar"),
    ),
    Crossed("organs", "按起草机构", "起草机构", same("product__organ", *_SUGGESTIONS)),
    Crossed("units", "按承办单位", "承办单位", same("unit", *_SUGGESTIONS)),
    Crossed("forms", "议题按协商形式", "协商形式", (("议题", "topics", "form"),)),
)
