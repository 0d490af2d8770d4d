"""What the grammar around a number makes of it: a share, a change, a part, a head."""

import re

from yizheng.claims.drafts import Draft

_SHARE = re.compile(
    r"(?:占|占到|占比|占比例|占比重)[^，。；、\n\d]{0,14}$|占[^，。；、\n\d]{1,8}\d[\d.]*[^，。；、\n\d]{0,3}的$|(?:比例|比重)(?:为|达|占|是|达到|分别为)?$"
)
_RISE = r"(?:增长|增加|提高|提升|上升|上涨|攀升|增幅|增|多|扩大|涨|长|反增|跃升|净增)"
_FALL = r"(?:下降|减少|降低|下滑|减|少|缩短|压缩|压减|精简|降|缩减|回落)"
_CHANGE = re.compile(
    rf"(?P<fall>{_FALL})(?:了|幅度?|近|约|超|逾|达|为|过)*$|(?P<rise>{_RISE})(?:了|率|幅度?|近|约|超|逾|达|为|过)*$"
    r"|(?P<times>(?:是|为|相当于|达到?)(?:上年|去年|上届|上一届|同期|前一年|以往)[^，。；\d]{0,8})$"
)
# 提高率 and 增加委员 are no change of a level: only rates, multiples, or a stated comparison are.
_COMPARED = re.compile(
    r"(?:比|较|同比|环比|与)(?P<base>上年|上一年|去年|上届|上一届|前一年|往年|同期|从前|以往|年初)?"
)
_PREVIOUS_TERM = re.compile(r"上届|上一届|上次换届|前一届")
_AMONG = re.compile(r"其中|包括|分别(?:是|为)|含(?!量|义)|中[，,]?$|有$")
_STOP = re.compile(r"[。！？；;\n]")
_PARTICLES = re.compile(
    r"^(?:共|达|为|是|有|占|各|和|与|及|其中|约|计|分别|均|已|累计|全年|一年来|共计|总计|总数|先后|还|并|又|新|并且|的)+|(?:共|达|达到|为|是|有|占|计|已|了|到|分别|累计|共计|等|的|约有|分为)+$"
)


def describe(text: str, draft: Draft) -> None:
    """Set share, compare, direction and head of a draft from the words around it."""
    phrase, span = draft.phrase, draft.span
    before = text[max(phrase.sentence, span.start - 24) : span.start]
    if draft.percent or draft.unit == "倍":
        draft.share = bool(_SHARE.search(before)) or _is_part(text, draft)
        if not draft.share:
            _change(draft, before)
    else:
        _counted_change(draft, before)
    draft.head = _head(text, draft)


def _is_part(text: str, draft: Draft) -> bool:
    """九成以上的人, 三分之一: a proportion of what follows or precedes, with no rate named."""
    printed = text[draft.span.start : draft.span.end]
    following = text[draft.span.end : draft.span.end + 3]
    return ("成" in printed or "分之" in printed or "半" in printed) and following.startswith("的")


def _change(draft: Draft, before: str) -> None:
    found = _CHANGE.search(before)
    if not found:
        if draft.unit in ("倍", "个百分点"):
            draft.compare = "prev_term" if _PREVIOUS_TERM.search(before) else "yoy"
        return
    draft.compare = "prev_term" if _PREVIOUS_TERM.search(before) else "yoy"
    draft.direction = "down" if found.group("fall") else None


def _counted_change(draft: Draft, before: str) -> None:
    """比上年多12件: a count is a change only when something is compared."""
    found = _CHANGE.search(before)
    if (
        found
        and not found.group("times")
        and re.search(r"(?:比|较)(?:上|去|前|往|同|头|年初)", before)
    ):
        draft.compare = "prev_term" if _PREVIOUS_TERM.search(before) else "yoy"
        draft.direction = "down" if found.group("fall") else None


def _head(text: str, draft: Draft) -> str:
    """The words that say what is counted: after the number if a noun follows, else before it."""
    phrase, span = draft.phrase, draft.span
    right = text[span.end : phrase.right].strip("“”《》")
    left = text[phrase.left : phrase.left_end]
    if phrase.near < phrase.left and not right:
        left = text[phrase.near : phrase.left_end]
    left = _PARTICLES.sub("", left.strip("“”，、, "))
    if right and not phrase.shared and not left:
        return right[:16].removeprefix("的")
    return (left or right)[-16:]


def mark_parts(text: str, drafts: list[Draft]) -> None:
    """Set `whole` of the numbers behind 其中: the last number of the same unit before it."""
    whole: int | None = None
    for number, draft in enumerate(drafts):
        if not number:
            continue
        previous = drafts[number - 1].span.end
        between = text[previous : draft.span.start]
        if _STOP.search(between):
            whole = None
            # 。其中，… still divides what stood before the stop, but not what follows another one.
            between = _STOP.split(between)[-1]
        if "其中" in between or "包括" in between or re.match(r"[^，。；\d]{0,6}中$", between):
            whole = _last(drafts, number)
        if whole is not None and drafts[whole].unit == draft.unit and not draft.percent:
            draft.whole = whole
            if draft.period == "in_year" and "今年" not in between:
                draft.period = drafts[whole].period


def distribute(text: str, drafts: list[Draft]) -> None:
    """Set `part` of shares and changes that 分别 or 和 deals out: 分别占83.6%和16.4%."""
    for first, draft in enumerate(drafts):
        if not (draft.percent and (draft.share or draft.compare)) or draft.part is not None:
            continue
        run = [first]
        while run[-1] + 1 < len(drafts):
            after = drafts[run[-1] + 1]
            between = text[drafts[run[-1]].span.end : after.span.start]
            if not after.percent or between not in ("和", "、", "与", "及"):
                break
            run.append(run[-1] + 1)
        if len(run) > 1:
            _deal(drafts, run)


def _deal(drafts: list[Draft], run: list[int]) -> None:
    first = drafts[run[0]]
    counts = [
        at
        for at in range(max(0, run[0] - 6), run[0])
        if not drafts[at].percent and drafts[at].span.start >= first.phrase.sentence
    ][-len(run) :]
    if len(counts) != len(run):
        return
    for number, count in zip(run, counts, strict=True):
        drafts[number].part = count
        drafts[number].share = first.share
        drafts[number].compare, drafts[number].direction = first.compare, first.direction


def _last(drafts: list[Draft], number: int) -> int | None:
    """The count that 其中 divides: the nearest before it, or that one's own whole."""
    for earlier in range(number - 1, max(-1, number - 4), -1):
        draft = drafts[earlier]
        if not draft.percent and draft.claim_type != "universal":
            return draft.whole if draft.whole is not None else earlier
    return None
