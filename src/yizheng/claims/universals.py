"""全部, 均, 全覆盖: a hundred per cent said without a numeral."""

import re
from collections.abc import Iterator

from yizheng.claims.grammar import QUOTED

# Only as the predicate of a completion: 全部办复, 均已答复. 全部力量 and 人均 count nothing.
_DONE = (
    r"(?:已|已经|都|按期|按时|如期|限期|得到|予以|在规定时间内|按规定时限|在规定时限内|高质量|一次性)*"
    r"(?:办复|办结|办理|答复|回复|完成|落实|销号|解决|入驻|到位|兑现|办毕|见面|面商|反馈|采纳|转化|量化|达标|交付|结案|进站|入站)"
)
_UNIVERSAL = re.compile(rf"(?:全部|(?<![人平户亩月年日次机])均)(?={_DONE})")
_COVERED = re.compile(r"全覆盖(?=[，。；、,;]|$)")
_OF_WHAT = re.compile(r"[县区镇乡街村组员会级业位界关体][^，。；、“”]{0,4}$")
# 年底前实现全覆盖 is a wish.
_WISHED = re.compile(r"力争|年底前|要|将|争取|推进|努力|逐步|计划|加快|推动")


def _covers(text: str, begin: int) -> bool:
    """Whether something of ours is covered, in fact and not in plan."""
    if not _OF_WHAT.search(text, max(0, begin - 6), begin):
        return False
    return not _WISHED.search(text, max(0, begin - 24), begin)


def find(text: str) -> Iterator[tuple[int, int]]:
    """Ranges of the flow that state a whole, in order."""
    quoted = [m.span() for m in QUOTED.finditer(text)]
    found = [m.span() for m in _UNIVERSAL.finditer(text)]
    found += [m.span() for m in _COVERED.finditer(text) if _covers(text, m.start())]
    for start, end in sorted(found):
        if not any(a < start < b for a, b in quoted):
            yield start, end
