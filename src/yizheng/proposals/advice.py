"""What to say to somebody while he writes (写作提示): advice on a text, which never blocks.

Plain functions over text, without the database. They speak up only when the words themselves
show the matter: advice that is often wrong is not read. What a submission refuses is decided by
`services.submitting`; what publication refuses, by `services.publishing` with `personal_data`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yizheng.core.advice import (
    MANY_IN_TITLE,
    MANY_MATTERS,
    Advice,
    is_concrete,
    on_personal_data,
    on_words,
)
from yizheng.core.wording import length


@dataclass(frozen=True, slots=True)
class Limits:
    """What the committee's rules say: the longest title and part, and the grounds for declining.

    `grounds` are codes of `codes.DECLINE_REASONS`; what a committee has struck is not warned of.
    """

    title: int
    part: int
    grounds: frozenset[str] = frozenset()


ONE_MATTER = "一件提案写一件事；几件事请分成几件提案，便于交给不同的单位办理"
NOT_FOR_PROPOSALS = "审查时可能不予立案"
FEWEST_CHARS = 20
LABELS = {"situation": "情况", "analysis": "分析", "suggestion": "建议"}
TITLES = r"(?:局长|书记|主任|院长|校长|所长|处长|科长)"
KIN = r"(?:本人|我(?:家|本人|的?(?:父|母|妻|丈|儿|女|兄|弟|姐|妹)[亲子夫儿哥弟姐妹]?))"
OWN = r"(?:我|本)(?:们)?(?:公司|企业|厂|店|合作社)"
BENEFIT = r"(?:工作|工资|职称|编制|住房|房产|补偿|赔偿|待遇|退休金|调动|入学|低保)"

# By ground for declining, "" for none: what is said, the words that show it, and why. Words, not
# topics: a proposal about the courts, about petitions or about a trade is an ordinary proposal.
WORDS: tuple[tuple[str, str, re.Pattern[str], str], ...] = (
    (
        "",
        "好像写了不止一件事",
        MANY_MATTERS,
        ONE_MATTER,
    ),
    (
        "private",
        "像是个人的事",
        re.compile(rf"(?:解决|落实|补发|安排|恢复|提高)(?:一下)?{KIN}的?{BENEFIT}"),
        f"为本人或者亲属解决个人问题的，{NOT_FOR_PROPOSALS}，可以通过信访等渠道反映",
    ),
    (
        "in_court",
        "像是已经进入诉讼、仲裁的事",
        re.compile(
            r"(?:已经?|正在)(?:向[^，。；]{0,12})?(?:提起|进入|申请)(?:诉讼|仲裁|上诉|再审)"
            r"|(?:本案|此案|该案)[^。；]{0,12}(?:立案|受理|审理|判决|裁定|仲裁)"
            r"|不服(?:一审|二审|终审|法院|仲裁)|请求?改判"
        ),
        f"已进入诉讼、仲裁程序的，{NOT_FOR_PROPOSALS}",
    ),
    (
        "petition",
        "像是已经进入信访、复议的事",
        re.compile(r"(?:本人|我们?|我家)[^，。；]{0,8}(?:信访|上访|行政复议)"),
        f"已进入信访、复议程序的，{NOT_FOR_PROPOSALS}",
    ),
    (
        "promotion",
        "像是推介自己的产品",
        re.compile(rf"(?:采购|购买|推广|使用|推介){OWN}|{OWN}(?:生产|研发|推出|销售)的"),
        f"宣传、推介具体作品或者产品的，{NOT_FOR_PROPOSALS}",
    ),
    (
        "accusation",
        "像是指名举报",
        re.compile(
            rf"现(?:在)?实名举报|(?:举报|控告)[^，。；渠道电话平台热线制度]{{1,8}}{TITLES}"
            rf"|{TITLES}[一-鿿]{{2,3}}(?:贪污|受贿|索贿|收受)"
        ),
        f"指名举报的，{NOT_FOR_PROPOSALS}，请向纪检监察机关反映",
    ),
)


def advise(
    title: str, situation: str, analysis: str, suggestion: str, *, limits: Limits
) -> list[Advice]:
    """What to look at again before handing in; empty for a text with nothing to say about.

    What is not written yet is not missed: somebody is still writing.
    """
    parts = {"situation": situation, "analysis": analysis, "suggestion": suggestion}
    return [
        *_on_title(title.strip(), limits),
        *_on_length(parts, limits),
        *_on_suggestion(suggestion.strip()),
        *_on_words({"title": title} | parts, limits),
    ]


def _on_title(title: str, limits: Limits) -> Iterator[Advice]:
    if not title:
        return
    if length(title) > limits.title:
        why = f"最多 {limits.title} 字，超过的不能提交"
        yield Advice("案由太长", "", why, "title")
    if match := MANY_IN_TITLE.search(title):
        yield Advice("好像写了不止一件事", match[0], ONE_MATTER, "title")
    if not title.startswith("关于"):
        why = "一般写成“关于……的提案”，让人一眼看出是什么事"
        yield Advice("案由的写法不常见", title[:FEWEST_CHARS], why, "title")


def _on_length(parts: dict[str, str], limits: Limits) -> Iterator[Advice]:
    """Too long always; too short only when he has gone on to what comes after."""
    texts = [text.strip() for text in parts.values()]
    for place, (field, text) in enumerate(parts.items()):
        written, label = length(text), LABELS[field]
        if written > limits.part:
            why = f"现有 {written} 字，最多 {limits.part} 字，超过的不能提交；详细材料可以作附件"
            yield Advice(f"“{label}”太长", "", why, field)
        elif 0 < written < FEWEST_CHARS and any(texts[place + 1 :]):
            why = "写清事实和原因，承办单位才好办理"
            yield Advice(f"“{label}”很短", text.strip(), why, field)


def _on_suggestion(suggestion: str) -> Iterator[Advice]:
    if suggestion and not is_concrete(suggestion):
        why = "写明由谁做、做什么、做到什么程度；没有具体建议的，审查时可能退回补充"
        yield Advice("建议还不够具体", suggestion[:FEWEST_CHARS], why, "suggestion")


def _on_words(fields: dict[str, str], limits: Limits) -> Iterator[Advice]:
    """Personal data wherever they stand; each other matter once, where it stands first."""
    yield from on_personal_data(fields, "提案要交给承办单位，也可能公开，请不要写个人信息")
    for ground, what, pattern, why in WORDS:
        if not ground or ground in limits.grounds:
            yield from on_words(fields, what, pattern, why)
