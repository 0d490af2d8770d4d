"""Figures about publications, the programme, the press and theory papers."""

from django.db.models import QuerySet

from yizheng.core.citations import STATISTICS_RULES
from yizheng.core.indicators import contiguous, indicator, part_of
from yizheng.core.periods import Basis, Period
from yizheng.members.models import Person

from . import selectors
from .models import Coverage, ProgrammeColumn, ProgrammeEpisode, Publication, TheoryPaper
from .states import PublicationKind

HISTORY = STATISTICS_RULES("文史资料")
PROGRAMME = STATISTICS_RULES("节目")
PRESS = STATISTICS_RULES("新闻宣传")


@indicator(
    "study.theory_papers",
    "理论研究成果",
    unit="篇",
    counts="完成日期在期内的理论文章，每篇计一，合写的计一篇",
    leaves_out="还没有完成的；调研报告和新闻稿",
    citation=STATISTICS_RULES("理论研究"),
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
    splits=("outlet", "outlet__level"),
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
    splits=("outlet", "outlet__level"),
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
