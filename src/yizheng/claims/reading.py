"""The pipeline: from a text to its claims and relations."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from yizheng.claims import tables, universals
from yizheng.claims.bounds import Amount
from yizheng.claims.context import describe, distribute, mark_parts
from yizheng.claims.drafts import Draft
from yizheng.claims.flow import Flow, flow
from yizheng.claims.inheriting import choose
from yizheng.claims.linking import Linker
from yizheng.claims.measures import claim_type
from yizheng.claims.numerals import MYRIADS
from yizheng.claims.patterns import compiled
from yizheng.claims.periods import Calendar
from yizheng.claims.phrases import Outline
from yizheng.claims.relations import relate
from yizheng.claims.spans import Span, find
from yizheng.claims.types import Claim, Reading, Term

_ALL = Amount(Decimal(1), Decimal(1), Decimal(1), "eq", Decimal("0.01"))


def read(text: str, terms: Iterable[Term]) -> Reading:
    """Find every quantity the text states, and say which figure each is.

    Args:
        text: plain text of a report; any line breaks.
        terms: the figures that may be meant, as `vocabulary.merged` gives them.

    Returns:
        Claims sorted by `start`, without overlaps, and the relations between them.
    """
    stream = flow(text)
    drafts = _drafts(stream)
    vocabulary = compiled(terms)
    calendar = Calendar(stream.text)
    for draft in drafts:
        if not draft.unit:
            _from_table(stream.text, draft)
        describe(stream.text, draft)
        draft.period = calendar.period(draft.span, draft.phrase, change=bool(draft.compare))
    mark_parts(stream.text, drafts)
    distribute(stream.text, drafts)
    choose(stream.text, drafts, Linker(stream.text, vocabulary))
    claims = [_claim(text, stream, draft) for draft in drafts]
    return Reading(claims, relate(stream.text, drafts, claims, vocabulary))


def link(text: str, terms: Iterable[Term]) -> list[tuple[Claim, tuple[str, ...]]]:
    """Each claim with the keys its words allow, best first: why a claim was linked as it was."""
    return [
        (claim, ((claim.indicator, *claim.alternatives) if claim.indicator else ()))
        for claim in read(text, terms).claims
    ]


def _drafts(stream: Flow) -> list[Draft]:
    """Numbers and universals of a flow in order, with their phrases."""
    spans = list(find(stream.text))
    whole = [Span(a, b, a, _ALL, "全部") for a, b in universals.find(stream.text)]
    spans = sorted((*spans, *whole), key=lambda span: span.start)
    phrases = Outline(stream.text).phrases(spans)
    return [
        Draft(span, phrase, _type(span), span.unit)
        for span, phrase in zip(spans, phrases, strict=True)
    ]


def _from_table(text: str, draft: Draft) -> None:
    """Give a bare number the unit of its row or header, and the 万 or 亿 of that unit."""
    line = text.rfind("\n", 0, draft.span.start) + 1
    unit = tables.unit(text, draft.span.start, line)
    scale = MYRIADS.get(unit[:1], 1)
    if scale > 1:
        draft.span = replace(draft.span, amount=draft.span.amount.times(scale))
        unit = unit[1:]
    draft.unit, draft.claim_type = unit, claim_type(unit)


def _type(span: Span) -> str:
    return "universal" if span.unit == "全部" else claim_type(span.unit)


def _claim(text: str, stream: Flow, draft: Draft) -> Claim:
    start, end = stream.span(draft.span.start, draft.span.end)
    amount = draft.span.amount
    return Claim(
        start=start,
        end=end,
        text=text[start:end],
        value=amount.value,
        low=amount.low,
        high=amount.high,
        bound=amount.bound,
        unit=draft.unit,
        claim_type="share" if draft.share else draft.claim_type,
        head=draft.head,
        period=draft.period,
        indicator=draft.key,
        alternatives=draft.alternatives,
        null_reason=draft.reason,
        compare=draft.compare,
        direction=draft.direction,
        grain=amount.grain,
        scaled=amount.grain != 1,
    )
