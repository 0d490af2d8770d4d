"""What reading a text yields: claims, the relations between them, and the verdict on each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Term:
    """The words by which a text refers to one figure.

    Attributes:
        key: the figure, as `proposals.filed`.
        label: what is counted, a fact and not a rule: "审查立案的提案".
        units: measure words this figure is printed with, as they are printed: 件 is not 件次.
        words: patterns, any of which may name the figure. The language is in `linking`.
        part: for a rate or share, the key of its numerator.
        whole: the keys it is a part of; the denominators of a rate. The first is the usual one.
        single: one value only for one period, so two different values in a text contradict.
        own: declared by the office itself, and so preferred to the shipped vocabulary.
    """

    key: str
    label: str
    units: tuple[str, ...]
    words: tuple[str, ...]
    part: str | None = None
    whole: tuple[str, ...] = ()
    single: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One quantity stated by the text.

    Attributes:
        start: code point offset in the text; `text == source[start:end]`.
        end: exclusive.
        value: normalised: 31.5万元 is 315000, 97.5% is 0.975, 两成 is 0.2, 全部 is 1.
        low: least value meant; None is open. Equal to `value` when exact.
        high: greatest value meant; None is open.
        bound: eq, ge (余/多), ge_open (以上), gt (超), near (近), approx (约), le (不足), range.
        unit: the measure word as printed, without 万 or 亿; `%`, `个百分点` or `全部`.
        claim_type: count, person_times, money, percent, share, universal, duration, measure,
            multiple.
        head: the words that say what is counted.
        period: in_year, term_to_date, cumulative, snapshot, planned, event, previous_year.
        indicator: the key of the figure it states, or None.
        alternatives: other keys the words allow, best first.
        null_reason: why there is no key; None when there is one.
        compare: yoy or prev_term when the claim is a change and not a level.
        direction: down for a decrease; the value stays positive.
        grain: one unit of the last printed digit, in the normalisation of `value`.
        scaled: printed with 万, 亿 or decimals, and so perhaps rounded.
    """

    start: int
    end: int
    text: str
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    bound: str
    unit: str
    claim_type: str
    head: str = ""
    period: str = "in_year"
    indicator: str | None = None
    alternatives: tuple[str, ...] = ()
    null_reason: str | None = None
    compare: str | None = None
    direction: str | None = None
    grain: Decimal = Decimal(1)
    scaled: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """An equation or inequality that the text itself asserts between its claims.

    Attributes:
        kind: sum, rate, subset, growth or repeat.
        holds: whether the printed figures agree, within half a unit of the last digit.
        subject: the claim that fails when the relation does: the whole of a sum, the rate,
            the part of a subset, the later of two repetitions.
        others: the claims it is checked against; parts of a sum, part then whole of a rate, now
            then before of a growth, the whole of a subset, the first of two repetitions.
        check: the comparison in figures, as `448 ≠ 451`.
    """

    kind: str
    holds: bool
    subject: Claim
    others: tuple[Claim, ...]
    check: str

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims in the relation, `subject` first."""
        return (self.subject, *self.others)


@dataclass(frozen=True, slots=True)
class Reading:
    """Claims of one text in order, without overlaps, and the relations between them."""

    claims: list[Claim]
    relations: list[Relation]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the records say of one figure.

    Attributes:
        value: in `unit`.
        unit: a measure word, 元, 万元 or 分 for money, `%` for a rate in hundredths.
        first: first day of the period counted; None when unbounded.
        last: last day of the period counted, inclusive.
    """

    value: Decimal
    unit: str
    first: date | None = None
    last: date | None = None


class Verdict(StrEnum):
    """The outcome of comparing one claim with the records and with the text."""

    CONFIRMED = "confirmed"
    WITHIN_ROUNDING = "within_rounding"
    CONTRADICTED = "contradicted"
    NOT_COVERED = "not_covered"
    NOT_CHECKABLE = "not_checkable"
    ARITHMETIC = "arithmetic"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one claim.

    Attributes:
        recorded: the value compared with, in the claim's own normalisation; None if none.
        difference: claim minus record, or claim minus what the text's arithmetic gives.
        rule: the rule that decided, one short Chinese sentence for the page.
        relations: the broken relations of the text that name this claim.
    """

    claim: Claim
    verdict: Verdict
    recorded: Decimal | None
    difference: Decimal | None
    rule: str
    relations: tuple[Relation, ...] = ()


Records = Mapping[str, Recorded]
