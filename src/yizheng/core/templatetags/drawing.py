"""What components need to compute before they are drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

WIDTH, HEIGHT, EDGE = 72, 28, 3
# The first group of which a word contains a part decides; refusals come before what they refuse.
TONES = (
    (
        "bad",
        (
            "逾期",
            "不予",
            "不立案",
            "不采用",
            "未采用",
            "不收录",
            "未采纳",
            "不满意",
            "退回",
            "失败",
            "未完成",
            "未通过",
            "缺席",
            "撤销",
            "超期",
            "撤案",
        ),
    ),
    ("warn", ("待", "再次", "草稿", "排队", "请假", "基本满意", "临期", "暂", "B类", "C类")),
    (
        "info",
        (
            "中",
            "已提交",
            "已答复",
            "已预审",
            "已提会办意见",
            "已交办",
            "已受理",
            "已送",
            "已登记",
            "开放",
        ),
    ),
    (
        "good",
        (
            "办结",
            "已完成",
            "已生效",
            "已合并",
            "解决",
            "采用",
            "采纳",
            "办成",
            "立案",
            "通过",
            "发布",
            "满意",
            "签发",
            "现任",
            "在任",
            "出席",
            "A类",
            "核实",
        ),
    ),
)


def tone_of(word: str) -> str:
    """The tone of a status word where nobody has said it; empty when nothing is recognised."""
    for tone, parts in TONES:
        if any(part in word for part in parts):
            return tone
    return ""


def sparkline(values: Sequence[float]) -> str:
    """Points of an SVG polyline 72 x 28 through the values; empty for fewer than two."""
    if len(values) < 2:
        return ""
    low, high = min(values), max(values)
    spread = (high - low) or 1
    step = (WIDTH - 2 * EDGE) / (len(values) - 1)
    points = []
    for place, value in enumerate(values):
        share = (value - low) / spread if high > low else 0.5
        points.append(
            f"{EDGE + place * step:.1f},{HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE):.1f}"
        )
    return " ".join(points)


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of a time line. `tone`: good, warn, bad, info, coming, or empty."""

    title: str
    when: datetime | str = ""
    who: str = ""
    text: str = ""
    tone: str = ""
    door: str = ""
    changes: Sequence[tuple[str, str, str]] = ()
    url: str = ""

    @property
    def is_instant(self) -> bool:
        """Whether `when` is a moment rather than words."""
        return isinstance(self.when, datetime)


def moment(entry: Any) -> Moment:
    """A time-line entry from an event as told (`pages.Told`) or from a mapping."""
    if isinstance(entry, Moment):
        return entry
    if isinstance(entry, Mapping):
        return Moment(**entry)
    event = entry.event
    door = "" if event.via == "web" else entry.door
    return Moment(entry.label, event.at, event.who, event.message, "info", door, entry.changes)
