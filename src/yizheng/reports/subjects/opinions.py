"""The tables of opinion reports."""

from .shapes import Crossed, Drawing, Listed, same

OPINIONS_LISTED = (
    Listed(
        "intake",
        "收集和编报",
        (
            ("collected", ""),
            ("submitted", ""),
            ("contributors", ""),
            ("compiled", ""),
        ),
        note="并入别的信息的、反映人撤回的不计；同一件事由几个渠道报来的计一篇。",
    ),
    Listed(
        "adoption",
        "采用",
        (
            ("adopted", "adopted_rate"),
            ("adopted_upper", ""),
            ("adopted_national", ""),
            ("adopted_earlier", ""),
        ),
        note="一篇被几级机关采用的计一篇；以前年度编报、本年采用的另计。",
    ),
    Listed(
        "bulletins",
        "刊物和批示",
        (
            ("bulletins", ""),
            ("special_bulletins", ""),
            ("bulletins_instructed", "instructed_rate"),
            ("instructions.on_bulletins", ""),
        ),
        note="期数是得到批示的刊物，次数是批示的次数，不能相加。",
    ),
)
OPINIONS_CROSSED = (
    Crossed(
        "sources",
        "按来源",
        "来源",
        same(
            "source",
            ("收集", "collected"),
            ("编报", "compiled"),
            ("采用", "adopted"),
            ("省级以上", "adopted_upper"),
        ),
        drawing=Drawing("各方面反映和编报的篇数", (1, 2), "bar"),
    ),
    Crossed("series", "按刊物", "刊物", (("期数", "bulletins", "series"),)),
)
