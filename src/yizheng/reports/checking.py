"""Checking a draft: every quantity it states, against the records of a year and against itself."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from yizheng import claims
from yizheng.claims import Claim, Judgement, Reading, Recorded, Relation, Term, Verdict
from yizheng.core.indicators import FIGURES, Figure, Ratio, values
from yizheng.core.periods import Basis, Year

from .figures import as_number

CONTRADICTIONS = (Verdict.CONTRADICTED, Verdict.ARITHMETIC)
LABELS = {
    Verdict.CONTRADICTED: "与记录不符",
    Verdict.ARITHMETIC: "文中自相矛盾",
    Verdict.WITHIN_ROUNDING: "四舍五入后一致",
    Verdict.CONFIRMED: "与记录一致",
    Verdict.NOT_CHECKABLE: "不能核对",
    Verdict.NOT_COVERED: "没有记录",
}
PERIODS = {
    "in_year": "本年度",
    "term_to_date": "本届以来",
    "cumulative": "累计",
    "snapshot": "时点",
    "planned": "计划",
    "event": "一次会议或活动",
    "previous_year": "上一年度",
}


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft after checking."""

    text: str
    year: Year
    reading: Reading
    judgements: list[Judgement]

    @property
    def broken(self) -> list[Relation]:
        """The relations of the text that do not add up."""
        return [relation for relation in self.reading.relations if not relation.holds]

    @property
    def counts(self) -> Counter[Verdict]:
        """How many claims got which verdict."""
        return Counter(judgement.verdict for judgement in self.judgements)

    @property
    def is_contradicted(self) -> bool:
        """Whether anything disagrees: with the records, or with the text itself."""
        return bool(self.broken) or any(verdict in self.counts for verdict in CONTRADICTIONS)


def check(text: str, year: Year) -> Checked:
    """Check a text against a committee's year. One statement for each record table asked."""
    reading = claims.read(text, terms())
    keys = dict.fromkeys(claim.indicator for claim in reading.claims if claim.indicator)
    known = [FIGURES[key] for key in keys if key in FIGURES]
    return Checked(text, year, reading, claims.judge(reading, recorded(known, year)))


def terms() -> tuple[Term, ...]:
    """How prose names figures: the shipped vocabulary, widened by each figure's own words.

    A word that a figure declares means that figure, no longer one that stood in for it.
    """
    declared = {word for figure in FIGURES.values() for word in figure.words}
    known = {
        term.key: _without(term, declared - _own_words(term.key))
        for term in claims.shipped(kept=FIGURES)
    }
    widened = [_widened(known.get(figure.key), figure) for figure in FIGURES.values()]
    return (*widened, *(term for key, term in known.items() if key not in FIGURES))


def _own_words(key: str) -> set[str]:
    return set(FIGURES[key].words) if key in FIGURES else set()


def _without(term: Term, words: set[str]) -> Term:
    return replace(term, words=tuple(word for word in term.words if word not in words))


def _widened(term: Term | None, figure: Figure) -> Term:
    if term is not None:
        more = tuple(word for word in figure.words if word not in term.words)
        return replace(term, words=term.words + more)
    part, whole = (figure.part, figure.whole) if isinstance(figure, Ratio) else (None, None)
    return Term(
        key=figure.key,
        label=figure.label,
        units=(figure.unit,),
        words=figure.words or (figure.label,),
        part=part.key if part else None,
        whole=(whole.key,) if whole else (),
        own=True,
    )


def recorded(figures: Iterable[Figure], year: Year) -> dict[str, Recorded]:
    """What the records say; undefined ratios are left out. One statement for each record table."""
    figures = list(figures)
    found = values(figures, year)
    return {
        figure.key: _recorded(figure, value, year)
        for figure in figures
        if (value := found[figure.key]) is not None
    }


def _recorded(figure: Figure, value: Decimal, year: Year) -> Recorded:
    period = figure.period(year)
    first = None if figure.basis is Basis.CUMULATIVE else period.first
    hundredths = figure.is_ratio and figure.unit == "%"
    return Recorded(value * 100 if hundredths else value, figure.unit, first, period.last)


def as_json(checked: Checked) -> dict[str, Any]:
    """The outcome as plain JSON; offsets count the code points of the text."""
    return {
        "claims": [_claim_json(judgement) for judgement in checked.judgements],
        "relations": [_relation_json(relation) for relation in checked.reading.relations],
    }


def _claim_json(judgement: Judgement) -> dict[str, Any]:
    claim = judgement.claim
    return {
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "value": as_number(claim.value),
        "low": as_number(claim.low),
        "high": as_number(claim.high),
        "unit": claim.unit,
        "period": claim.period,
        "indicator": claim.indicator,
        "verdict": str(judgement.verdict),
        "recorded": as_number(judgement.recorded),
        "difference": as_number(judgement.difference),
        "rule": judgement.rule,
    }


def _relation_json(relation: Relation) -> dict[str, Any]:
    return {
        "kind": relation.kind,
        "holds": relation.holds,
        "check": relation.check,
        "spans": [[claim.start, claim.end] for claim in relation.claims],
    }


def claim_line(claim: Claim) -> dict[str, Any]:
    """A claim as a line of the benchmark's files: bounds only where it is approximate."""
    line: dict[str, Any] = {
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "kind": "claim",
        "value": as_number(claim.value),
    }
    if claim.bound != "eq":
        line |= {"low": as_number(claim.low), "high": as_number(claim.high)}
    line |= {
        "bound": claim.bound,
        "unit": claim.unit,
        "claim_type": claim.claim_type,
        "head": claim.head,
        "period": claim.period,
        "indicator": claim.indicator,
    }
    more = {
        "null_reason": claim.null_reason,
        "compare": claim.compare,
        "direction": claim.direction,
        "indicator_alt": list(claim.alternatives),
    }
    return line | {name: value for name, value in more.items() if value}


def relation_line(doc: str, relation: Relation) -> dict[str, Any]:
    """A relation as a line of the benchmark's `relations.jsonl`."""
    return {"doc": doc, **_relation_json(relation)}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a draft: plain words, or one claim with its verdict and its place in the list."""

    text: str
    judgement: Judgement | None = None
    number: int = 0


def stretches(text: str, judgements: Sequence[Judgement]) -> list[Stretch]:
    """The whole draft cut at its claims: joined, the pieces are the text."""
    pieces, at = [], 0
    for number, judgement in enumerate(judgements):
        claim = judgement.claim
        if claim.start > at:
            pieces.append(Stretch(text[at : claim.start]))
        pieces.append(Stretch(text[claim.start : claim.end], judgement, number))
        at = claim.end
    if at < len(text):
        pieces.append(Stretch(text[at:]))
    return pieces
