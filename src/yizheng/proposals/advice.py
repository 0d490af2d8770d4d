"""What to say to somebody while he writes (写作提示): advice on a text, which never blocks.

Plain functions over text, without the database. They speak up only when the words themselves
show the matter: advice that is often wrong is not read. What a submission refuses is decided by
`services.submitting`; what publication refuses, by `services.publishing` with `personal_data`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from .texts import length


class Found(NamedTuple):
    """A piece of personal data: what it is, and as it stands in the text."""

    what: str
    quoted: str


class Advice(NamedTuple):
    """One thing to look at again: what, the words that show it, why it matters, in which field."""

    what: str
    quoted: str
    why: str
    field: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What the committee's rules say: the longest title and part, and the grounds for declining.

    `grounds` are codes of `codes.DECLINE_REASONS`; what a committee has struck is not warned of.
    """

    title: int
    part: int
    grounds: frozenset[str] = frozenset()


# --- Personal data -------------------------------------------------------------------------------

# Full-width characters stand for plain ones; one for one, so that places stay.
PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
ID_NUMBER = re.compile(r"(?<!\d)\d{6}[ -]?(?:19|20)\d{6}[ -]?\d{3}[\dXx](?!\d)")
# 100 begins no number in use: it is what exercises and examples are written with.
MOBILE = re.compile(r"(?<!\d)1(?:00|[3-9]\d)[ -]?\d{4}[ -]?\d{4}(?!\d)(?! ?[万亿元])")
CARD = re.compile(
    r"(?<!\d)(?:62\d{2}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?|[345]\d{3}(?:[ -]?\d{4}){3})(?!\d)"
)
E_MAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.ASCII)
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"


def personal_data(text: str) -> list[Found]:
    """Identity numbers, mobile numbers, bank cards and e-mail addresses, in the order of the text.

    Identity numbers and cards are known by their check digit, so that the number of a document or
    an enterprise is not taken for one.
    """
    plain = text.translate(PLAIN)
    spans: list[tuple[int, int, str]] = []
    for what, pattern, is_one in (
        ("身份证号", ID_NUMBER, _is_id_number),
        ("银行卡号", CARD, _is_card),
        ("手机号码", MOBILE, _always),
        ("电子邮箱", E_MAIL, _always),
    ):
        for match in pattern.finditer(plain):
            first, last = match.span()
            if is_one(_digits(match[0])) and not _overlaps(spans, first, last):
                spans.append((first, last, what))
    return [Found(what, text[first:last]) for first, last, what in sorted(spans)]


def _digits(written: str) -> str:
    return re.sub(r"[ -]", "", written).upper()


def _always(number: str) -> bool:
    return True


def _is_id_number(number: str) -> bool:
    """Whether the last character is the check digit of the others (ISO 7064, MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], ID_WEIGHTS, strict=True))
    return ID_CHECKS[total % 11] == number[17]


def _is_card(number: str) -> bool:
    """Whether the digits sum up as those of a card do (Luhn)."""
    doubled = [sum(divmod(int(digit) * 2, 10)) for digit in number[-2::-2]]
    return (sum(map(int, number[-1::-2])) + sum(doubled)) % 10 == 0


def _overlaps(spans: Iterable[tuple[int, int, str]], first: int, last: int) -> bool:
    return any(first < end and start < last for start, end, _ in spans)


# --- Advice --------------------------------------------------------------------------------------

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
        re.compile(r"(?:第二|另一|还有一)件事[是，：]|另外还?反映一个问题|顺便反映"),
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
MANY_IN_TITLE = re.compile(r"关于.+关于|(?:两|三|四|五|几)件事")
# Who does what, where, how much, by when: any of it makes a suggestion concrete.
CONCRETE = re.compile(
    r"[0-9０-９]|[一二两三四五六七八九十百千][个条处座次辆家所项年月天名人]|每|由[^，。]{2,}"
    r"|建[设立成造]|设[立置]|增[设加派]|新[建增设]|[改扩]建|改造|修[订复建缮改]|出台|制定|印发|安装|划[定线]"
    r"|试点|取消|合并|缩短|延长|减免|补贴|开通|开展|组织|公布|公开|纳入|列入|培训|招[聘录]|配[备置]"
    r"|成立|整治|拆除|清理|检查|评估|试行|推行|引进|编制|安排|调整|明确|委托"
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
    if suggestion and not CONCRETE.search(suggestion):
        why = "写明由谁做、做什么、做到什么程度；没有具体建议的，审查时可能退回补充"
        yield Advice("建议还不够具体", suggestion[:FEWEST_CHARS], why, "suggestion")


def _on_words(fields: dict[str, str], limits: Limits) -> Iterator[Advice]:
    """Personal data wherever they stand; each other matter once, where it stands first."""
    for field, text in fields.items():
        for found in personal_data(text):
            why = "提案要交给承办单位，也可能公开，请不要写个人信息"
            yield Advice(f"文中有{found.what}", found.quoted, why, field)
    for ground, what, pattern, why in WORDS:
        if ground and ground not in limits.grounds:
            continue
        places = ((field, pattern.search(text)) for field, text in fields.items())
        match = next(((field, match[0]) for field, match in places if match), None)
        if match:
            yield Advice(what, match[1], why, match[0])
