"""What the tables of statistics say, subject by subject: which figures, in which order.

A figure is named without the subject's own prefix, or in full where another app counts it.
"""

from dataclasses import dataclass

MOST_BARS = 12


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn of a table: columns by place from 1, of the first rows, and how."""

    title: str
    columns: tuple[int, ...]
    kind: str = "rows"
    rows: int = MOST_BARS


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of figures, each with the ratio that says its share, if any."""

    key: str
    title: str
    lines: tuple[tuple[str, str], ...]
    note: str = ""
    drawing: Drawing | None = None


@dataclass(frozen=True, slots=True)
class Crossed:
    """A table of figures, `(heading, figure, split)`, side by side: a row for each part."""

    key: str
    title: str
    by: str
    columns: tuple[tuple[str, str, str], ...]
    note: str = ""
    drawing: Drawing | None = None


def _same(by: str, *columns: tuple[str, str]) -> tuple[tuple[str, str, str], ...]:
    return tuple((head, key, by) for head, key in columns)


def _by_category(by: str) -> tuple[tuple[str, str, str], ...]:
    return _same(
        by,
        ("立案", "filed"),
        ("办复", "replied"),
        ("A类", "resolved"),
        ("B类", "in_progress"),
        ("C类", "deferred"),
        ("收回评价", "evaluated"),
        ("满意", "satisfied"),
        ("不满意", "dissatisfied"),
    )


PROPOSALS_LISTED = (
    Listed(
        "intake",
        "收到和立案",
        (
            ("received", ""),
            ("received_session", ""),
            ("received_interim", ""),
            ("filed", "filed_rate"),
            ("by_member", "by_member_rate"),
            ("by_group", "by_group_rate"),
            ("merged", ""),
            ("not_filed", ""),
            ("pending", ""),
            ("returned", ""),
            ("withdrawn", ""),
            ("proposers", "participation_rate"),
        ),
        note="立案后又并入别的提案的，立案和并案各计一次。退回补充和撤案的不在收到之内。",
    ),
    Listed(
        "handling",
        "交办和答复",
        (
            ("assigned", ""),
            ("handling_units", ""),
            ("replied", "replied_rate"),
            ("replied_on_time", "on_time_rate"),
            ("replied_late", ""),
            ("extended", ""),
            ("face_to_face", "face_to_face_rate"),
            ("letters", ""),
            ("urgings", ""),
            ("closed", "closed_rate"),
        ),
        note="按期以批准延长后的期限为准。",
    ),
    Listed(
        "results",
        "办理结果和跟踪",
        (
            ("resolved", "resolved_rate"),
            ("in_progress", "in_progress_rate"),
            ("deferred", "deferred_rate"),
            ("resolved_later", "resolved_later_rate"),
            ("promises", ""),
            ("promises_kept", "promise_rate"),
            ("follow_ups", ""),
        ),
        note="几个单位答复类别不同的，按较低的一类计。",
        drawing=Drawing("办理结果的类别", (1,), "pie", rows=3),
    ),
    Listed(
        "judging",
        "评价",
        (
            ("evaluated", ""),
            ("satisfied", "satisfaction_rate"),
            ("dissatisfied", ""),
            ("forms_returned", ""),
            ("forms_attitude", "attitude_rate"),
            ("forms_result", "result_rate"),
            ("handled_again", ""),
            ("answered_again", ""),
        ),
        note="满意率以收回的评价为分母：按提案计的，一位不满意即为不满意；按反馈意见表计的，一表一份。",
    ),
    Listed(
        "honours",
        "重点提案和评选",
        (
            ("key", "key_rate"),
            ("supervision_events", ""),
            ("excellent", ""),
            ("units_commended", ""),
        ),
    ),
)
PROPOSALS_CROSSED = (
    Crossed(
        "destinations",
        "未立案的去向",
        "去向",
        (("件数", "not_filed", "destination"),),
    ),
    Crossed(
        "submitters",
        "按提案者",
        "提案者",
        _same(
            "submitter_type",
            ("收到", "received"),
            ("立案", "filed"),
            ("并案", "merged"),
            ("未立案", "not_filed"),
            ("办复", "replied"),
            ("重点", "key"),
            ("优秀", "excellent"),
        ),
        drawing=Drawing("各类提案者收到和立案的件数", (1, 2), "bar"),
    ),
    Crossed(
        "categories",
        "按类别",
        "类别",
        _by_category("category"),
        drawing=Drawing("各类别立案的件数", (1,)),
    ),
    Crossed("local-categories", "按本会类别", "本会类别", _by_category("local_category")),
    Crossed(
        "units",
        "按承办单位",
        "承办单位",
        (
            ("主办", "answering_parts", "unit"),
            ("会办", "helping_parts", "unit"),
            ("已答复", "parts_answered", "unit"),
            ("按期", "parts_on_time", "unit"),
            ("逾期", "parts_late", "unit"),
            ("A类", "parts_resolved", "handling__unit"),
            ("B类", "parts_in_progress", "handling__unit"),
            ("C类", "parts_deferred", "handling__unit"),
            ("满意（份）", "forms_result", "reply__handling__unit"),
            ("不满意（份）", "forms_discontent", "reply__handling__unit"),
            ("再次办理", "parts_again", "unit"),
        ),
        note="主办含独办、分办。一件提案由几个单位答复的，每个单位各计一件次；评价按反馈意见表计。",
        drawing=Drawing("主办件次较多的单位", (1,)),
    ),
)


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
        _same(
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
        _same("product__kind", *_SUGGESTIONS),
        drawing=Drawing("各种成果中的建议和已采纳的", (1, 2), "bar"),
    ),
    Crossed("organs", "按起草机构", "起草机构", _same("product__organ", *_SUGGESTIONS)),
    Crossed("units", "按承办单位", "承办单位", _same("unit", *_SUGGESTIONS)),
    Crossed("forms", "议题按协商形式", "协商形式", (("议题", "topics", "form"),)),
)


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
        _same("published_on__month", *_ITEMS),
        drawing=Drawing("各月报道的件数", (1, 2), "bar"),
    ),
    Crossed("levels", "报道按媒体层级", "层级", _same("outlet__level", *_ITEMS)),
    Crossed(
        "outlets",
        "报道按媒体",
        "媒体",
        _same("outlet", *_ITEMS),
        drawing=Drawing("各媒体报道的件数", (1,)),
    ),
    Crossed(
        "writers",
        "报道按作者",
        "作者",
        _same("author_name", *_ITEMS),
        note="作者按登记的写法分；几位作者合写的，作为一行。没有登记作者的计在“未分类”。",
    ),
    Crossed("kinds", "稿件按类别", "类别", _same("kind", *_HANDED_IN)),
    Crossed(
        "authors",
        "稿件按作者",
        "作者",
        _same("author", *_HANDED_IN),
        note="不在册的作者合计在“未分类”。",
    ),
    Crossed(
        "publications", "刊用按图书和会刊", "图书或会刊", _same("entry__publication", *_PRINTED)
    ),
    Crossed("columns", "节目按板块", "板块", (("期数", "episodes", "column"),)),
)


@dataclass(frozen=True, slots=True)
class Subject:
    """The statistics of one row of work; `key` is the app whose figures it lists."""

    key: str
    title: str
    note: str
    listed: tuple[Listed, ...]
    crossed: tuple[Crossed, ...]

    def figure(self, key: str) -> str:
        """The full key of a figure named in a table."""
        return key if "." in key else f"{self.key}.{key}"


SUBJECTS = {
    subject.key: subject
    for subject in (
        Subject(
            "proposals",
            "提案统计",
            "提案记入它编号的那次会议，答复、评价、回头看随提案记入，不论哪天发生。",
            PROPOSALS_LISTED,
            PROPOSALS_CROSSED,
        ),
        Subject(
            "opinions",
            "社情民意统计",
            "按日历年度：收到、编报、采用、发出各按自己的日期计入。",
            OPINIONS_LISTED,
            OPINIONS_CROSSED,
        ),
        Subject(
            "consultations",
            "协商成果统计",
            "按日历年度：建议按提出日期、采纳按采纳日期计入。",
            CONSULTATIONS_LISTED,
            CONSULTATIONS_CROSSED,
        ),
        Subject(
            "publicity",
            "文史宣传统计",
            "按日历年度：收到、采用、刊用、播出、刊播各按自己的日期计入。",
            PUBLICITY_LISTED,
            PUBLICITY_CROSSED,
        ),
    )
}
