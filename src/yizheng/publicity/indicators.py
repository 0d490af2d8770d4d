"""Figures about publications, the programme, the press and theory papers."""

from django.db.models import QuerySet

from yizheng.core.citations import STATISTICS_RULES
from yizheng.core.indicators import contiguous, indicator, part_of
from yizheng.core.periods import Basis, Period
from yizheng.members.models import Person

from . import selectors
from .models import (
    Contribution,
    Coverage,
    ProgrammeColumn,
    ProgrammeEpisode,
    Publication,
    TheoryPaper,
)
from .states import PublicationKind

HISTORY = STATISTICS_RULES("文史资料")
PROGRAMME = STATISTICS_RULES("节目")
PRESS = STATISTICS_RULES("新闻宣传")
CONTRIBUTIONS = STATISTICS_RULES("征稿")
THEORY = STATISTICS_RULES("理论研究")


@indicator(
    "study.theory_papers",
    "理论研究成果",
    unit="篇",
    counts="完成日期在期内的理论文章，每篇计一，合写的计一篇",
    leaves_out="还没有完成的；调研报告和新闻稿",
    citation=THEORY,
)
def theory_papers(period: Period) -> QuerySet[TheoryPaper]:
    """Theory papers finished in the period."""
    return selectors.theory_papers(period)


@indicator(
    "publicity.book_words",
    "文史资料编辑出版字数",
    unit="字",
    counts="出版日期在期内的文史图书，版权页字数相加",
    leaves_out="会刊的字数；还没有出版的书稿",
    citation=HISTORY,
    total="words",
    splits=("series_title",),
)
def book_words(period: Period) -> QuerySet[Publication]:
    """Books published in the period."""
    return selectors.published(period, PublicationKind.BOOK)


@indicator(
    "publicity.periodical_issues",
    "编印会刊",
    unit="期",
    counts="出版日期在期内的会刊，每期计一",
    leaves_out="社情民意信息刊物；文史图书",
    citation=HISTORY,
    splits=("series_title",),
)
def periodical_issues(period: Period) -> QuerySet[Publication]:
    """Issues of the periodical published in the period."""
    return selectors.published(period, PublicationKind.PERIODICAL_ISSUE)


@indicator(
    "publicity.episodes_total",
    "累计播出节目",
    unit="期",
    counts="从第一期起到期末已播出的节目，每期计一",
    leaves_out="期末以后播出的；重播",
    citation=PROGRAMME,
    basis=Basis.CUMULATIVE,
    splits=("column",),
    relations=(contiguous("number"),),
)
def episodes_total(period: Period) -> QuerySet[ProgrammeEpisode]:
    """Episodes broadcast up to the last day."""
    return selectors.aired_until(period.last)


@indicator(
    "publicity.episodes",
    "全年播出节目",
    unit="期",
    counts="播出日期在期内的节目，每期计一",
    leaves_out="重播；其他栏目转播的",
    citation=PROGRAMME,
    splits=("column",),
    relations=(contiguous("number"), part_of("publicity.episodes_total")),
)
def episodes(period: Period) -> QuerySet[ProgrammeEpisode]:
    """Episodes broadcast in the period."""
    return selectors.aired(period)


@indicator(
    "publicity.programme_columns",
    "节目板块",
    unit="个",
    counts="期末仍在开办的节目板块，每个计一",
    leaves_out="期末前已停办的",
    citation=PROGRAMME,
    basis=Basis.STATE,
)
def programme_columns(period: Period) -> QuerySet[ProgrammeColumn]:
    """Sections of the programme open on the last day."""
    return selectors.columns_on(period.last)


@indicator(
    "publicity.coverage",
    "媒体报道",
    unit="件",
    counts="各级媒体刊播日期在期内的报道，每件计一",
    leaves_out="本会会刊和网站自己刊发的；转载",
    citation=PRESS,
    splits=("outlet", "outlet__level", "author_name", "published_on__month"),
)
def coverage(period: Period) -> QuerySet[Coverage]:
    """Press items published in the period."""
    return selectors.covered(period)


@indicator(
    "publicity.system_press",
    "政协报刊报道",
    unit="件",
    counts="政协系统报纸和刊物（两报一刊）刊发日期在期内的报道，每件计一",
    leaves_out="其他媒体的报道；转载",
    citation=PRESS,
    splits=("outlet", "outlet__level", "author_name", "published_on__month"),
    relations=(part_of("publicity.coverage"),),
)
def system_press(period: Period) -> QuerySet[Coverage]:
    """Press items in the CPPCC papers and journal."""
    return selectors.covered_by_the_system(period)


@indicator(
    "publicity.members_reported",
    "履职事迹被省级报刊报道的委员",
    unit="名",
    counts="期内履职事迹被省级政协报刊报道的委员，每人计一名，报道几次都是一名",
    leaves_out="刊发之日不在任的；其他报刊报道的；只提到姓名、不是报道事迹的",
    citation=PRESS,
)
def members_reported(period: Period) -> QuerySet[Person]:
    """Members named in reports about service in the provincial CPPCC paper."""
    return selectors.members_reported(period)


@indicator(
    "publicity.coverage_words",
    "媒体报道字数",
    unit="字",
    counts="各级媒体刊播日期在期内的报道，登记的字数相加",
    leaves_out="没有登记字数的报道；本会会刊和网站自己刊发的；转载",
    citation=PRESS,
    total="words",
    splits=("outlet", "outlet__level", "author_name", "published_on__month"),
)
def coverage_words(period: Period) -> QuerySet[Coverage]:
    """Press items published in the period whose length is known."""
    return selectors.covered(period).filter(words__isnull=False)


@indicator(
    "publicity.coverage_awarded",
    "获奖报道",
    unit="件",
    counts="获奖日期在期内的报道，每件计一，不论哪年刊播",
    leaves_out="没有登记获奖日期的；同一件再次获奖的",
    citation=PRESS,
    splits=("award_level",),
)
def coverage_awarded(period: Period) -> QuerySet[Coverage]:
    """Press items that were given an award in the period."""
    return selectors.coverage_awarded(period)


@indicator(
    "study.papers_published",
    "刊发理论文章",
    unit="篇",
    counts="刊发日期在期内的理论文章，每篇计一，不论哪年完成",
    leaves_out="没有登记刊发日期的；转载",
    citation=THEORY,
    splits=("level",),
)
def papers_published(period: Period) -> QuerySet[TheoryPaper]:
    """Theory papers published in the period."""
    return selectors.papers_out(period)


@indicator(
    "study.papers_awarded",
    "获奖理论文章",
    unit="篇",
    counts="获奖日期在期内的理论文章，每篇计一，不论哪年完成",
    leaves_out="没有登记获奖日期的；同一篇再次获奖的",
    citation=THEORY,
    splits=("award_level",),
)
def papers_awarded(period: Period) -> QuerySet[TheoryPaper]:
    """Theory papers that were given an award in the period."""
    return selectors.papers_awarded(period)


@indicator(
    "publicity.contributions",
    "收到稿件",
    unit="篇",
    counts="收到日期在期内的稿件和线索，每篇计一，不论采用与否",
    leaves_out="作者撤回的；退回以后再次提交的不重复计",
    citation=CONTRIBUTIONS,
    splits=("kind", "author", "submitted_on__month"),
)
def contributions(period: Period) -> QuerySet[Contribution]:
    """Contributions handed in in the period."""
    return selectors.handed_in(period)


@indicator(
    "publicity.contributors",
    "投稿人",
    unit="名",
    counts="期内有稿件的在册人员，每人计一名，投稿几篇都是一名",
    leaves_out="不在册的作者；撤回的稿件",
    citation=CONTRIBUTIONS,
)
def contributors(period: Period) -> QuerySet[Person]:
    """People on the roster who handed something in."""
    return selectors.contributors(period)


@indicator(
    "publicity.contributions_accepted",
    "采用稿件",
    unit="篇",
    counts="采用日期在期内的稿件和线索，每篇计一，不论哪年收到",
    leaves_out="采用以后又改为不采用的",
    citation=CONTRIBUTIONS,
    splits=("kind", "author"),
)
def contributions_accepted(period: Period) -> QuerySet[Contribution]:
    """Contributions accepted in the period."""
    return selectors.accepted(period)


@indicator(
    "publicity.contributions_published",
    "刊用稿件",
    unit="篇",
    counts="编入的图书或会刊出版日期在期内的稿件，每篇计一",
    leaves_out="已采用、还没有出版的；没有经系统投稿的文章",
    citation=CONTRIBUTIONS,
    splits=("kind", "author", "entry__publication"),
)
def contributions_published(period: Period) -> QuerySet[Contribution]:
    """Contributions published in the period."""
    return selectors.published_contributions(period)


@indicator(
    "publicity.published_words",
    "刊用稿件字数",
    unit="字",
    counts="编入的图书或会刊出版日期在期内的稿件，各篇字数相加",
    leaves_out="已采用、还没有出版的；图片、版式占的篇幅（版权页字数另计）",
    citation=CONTRIBUTIONS,
    total="words",
    splits=("kind", "author", "entry__publication"),
)
def published_words(period: Period) -> QuerySet[Contribution]:
    """Contributions published in the period, for their length."""
    return selectors.published_contributions(period)
