"""Personal data in a text, known by the numbers themselves: plain functions, no database."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from .errors import Invalid


class Found(NamedTuple):
    """A piece of personal data: what it is, and as it stands in the text."""

    what: str
    quoted: str


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


def refuse_personal_data(instead: str, **texts: str) -> None:
    """Refuse texts with numbers by which a person is known; `instead` says where they belong.

    Raises:
        Invalid: at the field of the first one that has any.
    """
    for name, text in texts.items():
        if found := personal_data(text):
            raise Invalid(f"请不要写{found[0].what}；{instead}", field=name)


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
