"""Committees, and their years on two clocks."""

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from yizheng.core import rules
from yizheng.core.citations import STATISTICS_RULES
from yizheng.core.errors import Unknown
from yizheng.core.periods import Period, Year, calendar_year, day_before
from yizheng.core.tenancy import active_committee, within
from yizheng.members.models import Committee, Session, Term

OPENING_YEAR = rules.rule(
    "members.opening_year",
    "打开网页时的年度",
    default=0,
    help="填年份；填 0 表示当年。年初编写上年总结时，可先填上年。",
    citation=STATISTICS_RULES("年度"),
)


def committee_named(code: str = "") -> Committee:
    """The committee of a code; without one, the topmost committee of the installation. 1-2 queries.

    Raises:
        Unknown: no such committee; the message names those there are.
    """
    committees = Committee.objects.order_by("path")
    found = committees.filter(code=code).first() if code else committees.first()
    if found is None:
        known = "、".join(f"{item.code}（{item.short_name}）" for item in committees[:30])
        raise Unknown(
            f"没有代码为“{code}”的政协；现有：{known}" if known else "系统里还没有任何政协组织"
        )
    return found


def own_committee() -> Committee:
    """The committee now open, with the one above it. 1 query."""
    return Committee.objects.select_related("parent").get(pk=active_committee())


def every_committee() -> list[int]:
    """The ids of all committees, the upper ones first. 1 query."""
    return list(Committee.objects.order_by("path").values_list("pk", flat=True))


def topmost() -> QuerySet[Committee]:
    """The committees above which there is none in this installation. 1 query."""
    return Committee.objects.filter(parent=None).order_by("path")


def below(committee_id: int) -> tuple[int, ...]:
    """The ids of all committees under one, at any depth. 1 query."""
    inside = Committee.objects.filter(path__contains=f"/{committee_id}/").exclude(pk=committee_id)
    return tuple(inside.values_list("pk", flat=True))


def known_years(committee_id: int) -> list[int]:
    """The years of which there is a plenary session, newest first; this year if there is none."""
    with within(committee_id):
        days = Session.objects.values_list("opened_on", flat=True)
        return sorted({day.year for day in days}, reverse=True) or [timezone.localdate().year]


def years_to_choose(committee_id: int) -> tuple[list[int], int]:
    """The years known, newest first, and the one pages open with (`OPENING_YEAR`). 2 queries."""
    years = known_years(committee_id)
    today = timezone.localdate()
    with within(committee_id):
        decided = rules.value_of(OPENING_YEAR.key, on=today) or today.year
    return years, next((year for year in years if year <= decided), years[-1])


def year_of(committee_id: int, number: int) -> Year:
    """A committee's year on both clocks. 2 queries.

    Raises:
        Unknown: no plenary session of that year is on record; the message names the years known.
    """
    with within(committee_id):
        openings = sorted(Session.objects.values_list("opened_on", flat=True))
    known = {day.year for day in openings} or {timezone.localdate().year}
    if number not in known:
        years = "、".join(str(year) for year in sorted(known))
        raise Unknown(f"没有{number}年度的记录；现有年度：{years}")
    session, is_open = _session_period(number, openings)
    return Year(committee_id, number, calendar_year(number), session, is_open, below(committee_id))


def _session_period(number: int, openings: list[date]) -> tuple[Period | None, bool]:
    opened = next((day for day in openings if day.year == number), None)
    if opened is None:
        return None, False
    following = next((day for day in openings if day > opened), None)
    if following:
        return Period(opened, day_before(following)), False
    return Period(opened, max(date(number, 12, 31), timezone.localdate())), True


def current_term(on: date) -> Term | None:
    """The active committee's term on a day. 1 query."""
    return Term.objects.filter(started_on__lte=on).order_by("-started_on").first()


def sessions_between(period: Period) -> QuerySet[Session]:
    """Plenary sessions opened in the period. Unrestricted: for figures."""
    return Session.objects.filter(opened_on__range=period)
