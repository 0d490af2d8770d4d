"""The tables of history, the periodical, the programme, the press and theory."""

from .shapes import Crossed, Drawing, Listed, same

PUBLICITY_LISTED = (
    Listed(
        "history",
        "文史和会刊",
        (
            ("contributions", ""),
            ("contributors", ""),
            ("contributions_accepted", ""),
            ("contributions_published", ""),
            ("published_words", ""),
            ("book_words", ""),
            ("periodical_issues", ""),
        ),
        note="收到、采用、刊用各按自己的日期计入。图书的字数按版权页，与各篇字数相加不同。",
    ),
    Listed(
        "programme",
        "节目",
        (("episodes", ""), ("episodes_total", ""), ("programme_columns", "")),
    ),
    Listed(
        "press",
        "新闻宣传",
        (
            ("coverage", ""),
            ("coverage_words", ""),
            ("system_press", ""),
            ("members_reported", ""),
            ("coverage_awarded", ""),
        ),
    ),
    Listed(
        "theory",
        "理论研究",
        (("study.theory_papers", ""), ("study.papers_published", ""), ("study.papers_awarded", "")),
        note="完成、刊发、获奖各按自己的日期计入，不能相加。",
    ),
)
_ITEMS = (("件数", "coverage"), ("其中政协报刊", "system_press"), ("字数", "coverage_words"))
_PRINTED = (("刊用", "contributions_published"), ("刊用字数", "published_words"))
_HANDED_IN = (("收到", "contributions"), ("采用", "contributions_accepted"), *_PRINTED)
PUBLICITY_CROSSED = (
    Crossed(
        "months",
        "报道按月份",
        "月份",
        same("published_on__month", *_ITEMS),
        drawing=Drawing("各月报道的件数", (1, 2), "bar"),
    ),
    Crossed("levels", "报道按媒体层级", "层级", same("outlet__level", *_ITEMS)),
    Crossed(
        "outlets",
        "报道按媒体",
        "媒体",
        same("outlet", *_ITEMS),
        drawing=Drawing("各媒体报道的件数", (1,)),
    ),
    Crossed(
        "writers",
        "报道按作者",
        "作者",
        same("author_name", *_ITEMS),
        note="作者按登记的写法分；几位作者合写的，作为一行。没有登记作者的计在“未分类”。",
    ),
    Crossed("kinds", "稿件按类别", "类别", same("kind", *_HANDED_IN)),
    Crossed(
        "authors",
        "稿件按作者",
        "作者",
        same("author", *_HANDED_IN),
        note="不在册的作者合计在“未分类”。",
    ),
    Crossed(
        "publications", "刊用按图书和会刊", "图书或会刊", same("entry__publication", *_PRINTED)
    ),
    Crossed("columns", "节目按板块", "板块", (("期数", "episodes", "column"),)),
)
