"""Articles for the history books and the periodical, at every stage, by the services."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from yizheng.core.actors import Actor, Via
from yizheng.demo.days import at
from yizheng.demo.world import World
from yizheng.members.models import Person
from yizheng.publicity import services
from yizheng.publicity.models import Contribution, ContributionCall, Publication
from yizheng.publicity.services import Placed

from .intake import co_signing_member, shown_member

# Where it happened, when, how the author knows, and a first sentence of it.
HISTORY = (
    ("澜水渡口的最后一班船", 1976, 1983, "lived", "渡口在老城东门外，撑船的是我父亲。"),
    ("砖瓦厂的第一座轮窑", 1969, 1971, "lived", "轮窑点火那天下着小雨，全厂的人都站在坡上看。"),
    ("县城的第一台拖拉机", 1958, 1959, "seen", "拖拉机开进县城的时候，学校停了半天课。"),
    ("供销社柜台后的二十年", 1972, 1992, "lived", "那时候一盒火柴两分钱，账要一笔一笔记在簿子上。"),
    ("夜校里的扫盲班", 1953, 1956, "heard", "祖母说，她四十岁那年才第一次写出自己的名字。"),
    ("修渠工地日记", 1974, 1977, "lived", "工地在半山腰，铁锤和钢钎的声音从早响到晚。"),
)  # fmt: skip
PERIODICAL = (
    ("一次小院坝议的前前后后", "坝议的起因，是一条走了十几年的泥路。"),
    ("调研路上学到的三件事", "走进车间以前，我以为自己是懂企业的。"),
    ("我怎样写好一件提案", "一件提案写了四个月，改了七稿，去了三趟现场。"),
    ("界别活动要有界别味", "同一个界别的人坐在一起，最怕说同样的话。"),
    ("把会议室搬到田埂上", "那天的会没有话筒，风一大就得喊。"),
    ("听证席上的旁观者", "第一次旁听，我带了一个本子，记了满满八页。"),
)
# What such articles go on with, one after the other.
MORE = (
    "那几年日子紧，可是人心齐，谁家有事，半条街的人都来帮忙。",
    "管事的是一位老班长，话不多，什么活都走在前头。",
    "白天干活，晚上就在马灯底下学认图纸，一学就是半夜。",
    "有一回连下了七天雨，大家轮流守着，没有一个人先走。",
    "我留着一张当年的合影，后排左边第三个就是我。",
    "后来条件好了，人也陆续散了，逢年过节还互相打听。",
    "前年我又去看过一次，旧址还在，门前的槐树已经合抱粗。",
    "把它写下来，是想让后来的人知道，这些事是怎样一点一点做成的。",
    "听过的人都说，这样的事应该有人记着。",
)
TALKED = (
    "问题摆到桌面上以后，说法不一样，道理却越说越近。",
    "我把大家的话分成三类：现在能办的，要条件的，还要再想的。",
    "有位老乡说，你们来一次不稀奇，来第三次我才信。",
    "部门的同志当场认领了两件，第三件约好一个月后再谈。",
    "回来以后我给自己定了一条：没有去过现场，就不动笔。",
    "事情不算大，可是从提出到解决，经过了七个环节。",
    "现在回头看，最有用的不是会上那几句，而是会前的那几趟。",
    "协商不是谁说服谁，是把各人知道的那一半拼到一起。",
)


@dataclass
class Desk:
    """Who works at it: the first look by one, the decision by another."""

    world: World
    first: Actor
    second: Actor

    def hand_in(self, person: Person | None, day: date, **facts: Any) -> Contribution:
        """A member's own under his name; a stranger's is entered by the office."""
        given = {"author": person, "submitted_on": day, **facts}
        return services.submit_contribution(by=self.first, facts=given, at=at(day))

    def review(self, made: Contribution, day: date) -> Contribution:
        """The first look."""
        opinion = "史实清楚，细节具体，文字稍作删减后可用。"
        reviewed: Contribution = services.review_contribution(
            made, by=self.first, opinion=opinion, at=at(day)
        )
        return reviewed

    def accept(self, made: Contribution, day: date) -> Contribution:
        """The first look and the decision."""
        accepted: Contribution = services.accept_contribution(
            self.review(made, day), by=self.second, at=at(day + timedelta(days=6))
        )
        return accepted


def load_contributing(world: World) -> None:
    """What came in 2025 and 2026, in issues and a book that are out and in one that is edited."""
    desk = Desk(
        world, world.users["research"].acting(Via.WEB), world.users["office"].acting(Via.WEB)
    )
    _in_print(desk)
    call = _calls(world)
    _at_every_stage(desk, call)
    _being_edited(desk)


def _article(
    title: str, opening: str, place: int, goes_on: tuple[str, ...] = MORE
) -> dict[str, Any]:
    turned = goes_on[place % 3 :] + goes_on[: place % 3]
    return {"title": title, "text": "\n".join([opening, *turned])}


def _history(place: int, title: str = "") -> dict[str, Any]:
    named, first, last, witness, opening = HISTORY[place]
    facts = {"kind": "history", "witness": witness, "told_from": first, "told_to": last}
    return facts | _article(title or named, opening, place)


def _periodical(place: int) -> dict[str, Any]:
    title, opening = PERIODICAL[place]
    return {"kind": "periodical"} | _article(title, opening, place, TALKED)


def _in_print(desk: Desk) -> None:
    """Three articles in a book of 2025, one in each of its issues."""
    authors = desk.world.serving(date(2025, 1, 6))[80:90]
    book = Publication.objects.filter(kind="book", published_on__year=2025).latest("published_on")
    told = {"author_name": "窑厂退休工人", "authorship": "told", "recorder": "文史办"}
    rows = [
        desk.hand_in(authors[0], date(2025, 2, 17), **_history(0)),
        desk.hand_in(None, date(2025, 2, 24), **_history(1), **told),
        desk.hand_in(authors[1], date(2025, 3, 3), **_history(2)),
    ]
    rows = [desk.accept(row, date(2025, 4, 14)) for row in rows]
    _arrange(desk, book, [(row, "往事", 12 + 9 * place) for place, row in enumerate(rows)])
    issues = Publication.objects.filter(kind="periodical_issue", published_on__year=2025)
    for place, issue in enumerate(issues.order_by("issue_no")):
        day = issue.published_on - timedelta(days=40) if issue.published_on else date(2025, 2, 3)
        row = desk.hand_in(authors[2 + place], day, **_periodical(place))
        _arrange(desk, issue, [(desk.accept(row, day + timedelta(days=7)), "委员手记", 6)])


def _arrange(
    desk: Desk, publication: Publication, rows: list[tuple[Contribution, str, int]]
) -> None:
    placed = [Placed(row, section, page, page + 5) for row, section, page in rows]
    day = publication.published_on or date(2026, 11, 16)
    services.arrange(
        publication, by=desk.first, placed=placed, version=publication.version, at=at(day)
    )


def _calls(world: World) -> ContributionCall:
    given = (
        ("《老厂记忆》征稿", "history", date(2026, 9, 1), date(2027, 3, 31)),
        ("会刊第4期征稿", "periodical", date(2026, 9, 7), date(2026, 10, 30)),
    )
    calls = [
        ContributionCall(
            title=title,
            kind=kind,
            opens_on=first,
            closes_on=last,
            intro="亲历、亲见、亲闻均可，三千字左右，能附老照片的请附上并写明来源。",
        )
        for title, kind, first, last in given
    ]
    return world.keep(calls)[0]  # type: ignore[no-any-return]


def _at_every_stage(desk: Desk, call: ContributionCall) -> None:
    """Autumn 2026: the member who is shown has one to improve, one that waits, one withdrawn."""
    shown, other = shown_member(desk.world), co_signing_member(desk.world)
    mine = desk.world.users["member"].acting(Via.WEB)
    desk.hand_in(shown, date(2026, 11, 18), call=call, **_history(3))
    back = desk.hand_in(shown, date(2026, 10, 19), call=call, **_history(4))
    note = "请补写夜校的地点、哪一年开班，最好有一张当时的照片。"
    services.return_contribution(back, by=desk.first, return_note=note, at=at(date(2026, 10, 26)))
    desk.review(desk.hand_in(other, date(2026, 11, 2), **_history(5)), date(2026, 11, 9))
    declined = desk.review(
        desk.hand_in(other, date(2026, 9, 14), **_periodical(4)), date(2026, 9, 18)
    )
    reason = "同题的文章上一期已经刊用，建议换一个角度再写"
    services.decline_contribution(
        declined, by=desk.second, declined_reason=reason, at=at(date(2026, 9, 24))
    )
    taken_back = desk.hand_in(shown, date(2026, 9, 7), **_history(5, "修渠工地日记（初稿）"))
    services.withdraw_contribution(taken_back, by=mine, at=at(date(2026, 9, 8)))
    clue = {
        "kind": "clue",
        "title": "东关老戏台的题字",
        "witness": "heard",
        "text": "据说戏台后墙还留着一九五二年的题字，住在隔壁的老人见过，宜尽早去看。",
        "author_name": "东关居民",
    }
    desk.hand_in(None, date(2026, 11, 10), **clue)


def _being_edited(desk: Desk) -> None:
    """The last issue of 2026: one article has its place, another waits for one."""
    facts = {
        "kind": "periodical_issue",
        "title": "《安澜政协》2026年第4期",
        "series_title": "安澜政协",
        "issue_no": 4,
    }
    issue = services.enter_publication(by=desk.first, facts=facts, at=at(date(2026, 11, 9)))
    shown = shown_member(desk.world)
    people = [shown, desk.world.serving(date(2026, 9, 1))[95]]
    rows = [
        desk.accept(
            desk.hand_in(person, date(2026, 10, 12), **_periodical(4 + place) | title),
            date(2026, 10, 20),
        )
        for place, (person, title) in enumerate(
            zip(people, ({"title": "田埂上的会议室"}, {}), strict=True)
        )
    ]
    _arrange(desk, issue, [(rows[0], "委员手记", 8)])
