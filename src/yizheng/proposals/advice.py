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
    """One thing to look at again: what, the words that show it, and why it matters."""

    what: str
    quoted: str
    why: str


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a title and each part may be; the committee's rules."""

    title: int
    part: int


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

# Each: what is said, the words that show it, and why. Words, not topics: a proposal about the
# courts, about reporting channels or about a trade is an ordinary proposal.
WORDS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    (
        "好像写了不止一件事",
        re.compile(r"(?:第二|另一|还有一)件事|另外还?反映一个问题|顺便反映"),
        ONE_MATTER,
    ),
    (
        "像是个人的事",
        re.compile(
            r"(?:解决|落实|补发|安排|恢复|提高)(?:一下)?(?:本人|我(?:家|本人|的?(?:父|母|妻|丈|儿|女|兄|弟|姐|妹)"
            r"[亲子夫儿哥弟姐妹]?))的?"
            r"(?:工作|工资|职称|编制|住房|房产|补偿|赔偿|待遇|退休金|调动|入学|低保)"
        ),
        f"为本人或者亲属解决个人问题的，{NOT_FOR_PROPOSALS}，可以通过信访等渠道反映",
    ),
    (
        "像是已经进入诉讼、仲裁的事",
        re.compile(
            r"(?:已经?|正在)(?:向[^，。；]{0,12})?(?:提起|进入|申请)?(?:诉讼|仲裁|上诉|再审)"
            r"|法院(?:已经?|正在)(?:立案|受理|审理|判决|裁定)"
            r"|(?:不服|改判)(?:一审|二审|终审|法院|仲裁)"
        ),
        f"已进入诉讼、仲裁程序的，{NOT_FOR_PROPOSALS}",
    ),
    (
        "像是已经进入信访、复议的事",
        re.compile(r"(?:已经?|正在|多次)(?:申请)?(?:信访|上访|行政复议)"),
        f"已进入信访、复议程序的，{NOT_FOR_PROPOSALS}",
    ),
    (
        "像是推介自己的产品",
        re.compile(
            r"(?:采购|购买|推广|使用|推介)(?:由)?(?:我|本)(?:们)?(?:公司|企业|厂|店|合作社)"
            r"|(?:我|本)(?:公司|企业|厂)(?:生产|研发|推出|销售)的"
        ),
        f"宣传、推介具体作品或者产品的，{NOT_FOR_PROPOSALS}",
    ),
    (
        "像是指名举报",
        re.compile(
            r"实名举报|(?:举报|控告)[^，。；渠道电话平台热线制度]{1,8}(?:局长|书记|主任|院长|校长|所长|处长|科长)"
            r"|(?:局长|书记|主任|院长|校长|所长|处长|科长)[一-鿿]{2,3}(?:贪污|受贿|索贿|收受)"
        ),
        f"指名举报的，{NOT_FOR_PROPOSALS}，请向纪检监察机关反映",
    ),
)
MANY_IN_TITLE = re.compile(
    r"关于.+关于|(?:几个|若干|多个|一些)(?:问题|方面|事项)|(?:几|两|三|四|五)(?:件|项)(?:事|工作)"
)
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
    parts = {"情况": situation, "分析": analysis, "建议": suggestion}
    return [
        *_on_title(title.strip(), limits),
        *_on_length(parts, limits),
        *_on_suggestion(suggestion.strip()),
        *_on_words("\n".join([title, *parts.values()])),
    ]


def _on_title(title: str, limits: Limits) -> Iterator[Advice]:
    if not title:
        return
    if length(title) > limits.title:
        yield Advice("案由太长", title, f"最多 {limits.title} 字，超过的不能提交")
    if match := MANY_IN_TITLE.search(title):
        yield Advice("好像写了不止一件事", match[0], ONE_MATTER)
    if not title.startswith("关于"):
        why = "一般写成“关于……的提案”，让人一眼看出是什么事"
        yield Advice("案由的写法不常见", title, why)


def _on_length(parts: dict[str, str], limits: Limits) -> Iterator[Advice]:
    """Too long always; too short only when he has gone on to what comes after."""
    texts = [text.strip() for text in parts.values()]
    for place, (label, text) in enumerate(parts.items()):
        written = length(text)
        if written > limits.part:
            why = f"现有 {written} 字，最多 {limits.part} 字，超过的不能提交；详细材料可以作附件"
            yield Advice(f"“{label}”太长", "", why)
        elif 0 < written < FEWEST_CHARS and any(texts[place + 1 :]):
            yield Advice(f"“{label}”很短", text.strip(), "写清事实和原因，承办单位才好办理")


def _on_suggestion(suggestion: str) -> Iterator[Advice]:
    if suggestion and not CONCRETE.search(suggestion):
        why = "写明由谁做、做什么、做到什么程度；没有具体建议的，审查时可能退回补充"
        yield Advice("建议还不够具体", suggestion[:FEWEST_CHARS], why)


def _on_words(text: str) -> Iterator[Advice]:
    for found in personal_data(text):
        why = "提案要交给承办单位，也可能公开，请不要写个人信息"
        yield Advice(f"文中有{found.what}", found.quoted, why)
    for what, pattern, why in WORDS:
        if match := pattern.search(text):
            yield Advice(what, match[0], why)
