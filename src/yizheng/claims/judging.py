"""Comparing claims with the records: one verdict each, and the rule that decided.

A broken relation inside the text makes the claims it names `arithmetic` only where the records do
not already decide; a record is better evidence than the text's own sum.
"""

from collections.abc import Mapping
from decimal import Decimal

from yizheng.claims.types import Claim, Judgement, Reading, Recorded, Relation, Verdict

# How a record's unit stands to the claim's own normalisation.
_SCALES = {
    "%": Decimal("0.01"),
    "分": Decimal("0.01"),
    "万元": Decimal(10000),
    "亿元": Decimal(10**8),
    "万字": Decimal(10000),
}
_PERIODS = {
    "planned": "计划或预期的数字，还没有发生，不能核对",
    "previous_year": "上一年度或上一届的数字，不在本年记录内",
    "event": "只说某一次会议或活动，不是全年数字",
    "term_to_date": "本届以来的数字，需要本届各年的记录",
    "cumulative": "历年累计的数字，需要开始以来的记录",
}
_LEAP_YEAR = 366
_REASONS = {
    "third_party": "说的是别的单位或群众的数字",
    "other_body": "说的是其他机关的数字",
}


def judge(reading: Reading, recorded: Mapping[str, Recorded]) -> list[Judgement]:
    """A judgement for every claim, in order.

    Args:
        reading: what `read` found.
        recorded: by key; a missing key is a figure no record covers.
    """
    broken: dict[int, list[Relation]] = {}
    for relation in reading.relations:
        if not relation.holds:
            for claim in relation.claims:
                broken.setdefault(claim.start, []).append(relation)
    return [_judge(claim, recorded, tuple(broken.get(claim.start, ()))) for claim in reading.claims]


def _judge(
    claim: Claim, recorded: Mapping[str, Recorded], broken: tuple[Relation, ...]
) -> Judgement:
    record = recorded.get(claim.indicator) if claim.indicator else None
    reason = _uncheckable(claim, record)
    if reason is None and record is not None:
        return _compare(claim, _value(record), broken)
    if broken:
        rule = "文中数字前后不合：" + broken[0].check
        return Judgement(claim, Verdict.ARITHMETIC, None, None, rule, broken)
    if reason is not None:
        return Judgement(claim, Verdict.NOT_CHECKABLE, None, None, reason)
    return Judgement(claim, Verdict.NOT_COVERED, None, None, "系统没有这一项的记录")


def _uncheckable(claim: Claim, record: Recorded | None) -> str | None:
    """Why the records of the year cannot answer for this claim; None when they can."""
    if claim.null_reason in _REASONS:
        return _REASONS[claim.null_reason]
    if claim.indicator is None:
        return None
    if claim.compare:
        return "说的是增减，不是数量本身"
    if claim.period in ("cumulative", "term_to_date") and _since_ever(record):
        return None
    return _PERIODS.get(claim.period)


def _since_ever(record: Recorded | None) -> bool:
    """Whether a record is itself a total over years."""
    if record is None:
        return False
    if record.first is None or record.last is None:
        return record.first is None
    return (record.last - record.first).days > _LEAP_YEAR


def _value(record: Recorded) -> Decimal:
    return record.value * _SCALES.get(record.unit, Decimal(1))


def _compare(claim: Claim, value: Decimal, broken: tuple[Relation, ...]) -> Judgement:
    difference = claim.value - value
    rule = _rule(claim)
    inside = _inside(claim, value)
    if claim.bound == "eq" and difference == 0:
        return Judgement(claim, Verdict.CONFIRMED, value, difference, rule, broken)
    if claim.bound == "eq":
        if abs(difference) <= _half(claim):
            rounded = "四舍五入到印出的末位后一致"
            return Judgement(claim, Verdict.WITHIN_ROUNDING, value, difference, rounded, broken)
        return Judgement(claim, Verdict.CONTRADICTED, value, difference, rule, broken)
    verdict = Verdict.CONFIRMED if inside else Verdict.CONTRADICTED
    return Judgement(claim, verdict, value, difference, rule, broken)


def _inside(claim: Claim, value: Decimal) -> bool:
    if claim.low is not None and value < claim.low:
        return False
    if claim.bound == "gt" and claim.low is not None and value == claim.low:
        return False
    if claim.high is None:
        return True
    # 120余 ends before 130; the other bounds include their end.
    return value < claim.high if claim.bound == "ge" else value <= claim.high


def _half(claim: Claim) -> Decimal:
    """Half a unit of the last printed digit; nothing for a whole number without 万, 亿 or %."""
    return claim.grain / 2 if claim.unit in ("%", "个百分点", "倍") or claim.scaled else Decimal(0)


def _rule(claim: Claim) -> str:
    low, high = _show(claim.low), _show(claim.high)
    return {
        "eq": "印出的数与记录应当相等",
        "ge": f"“余”“多”：不少于{low}，不到{high}",
        "ge_open": f"“以上”：不少于{low}",
        "gt": f"“超过”：大于{low}",
        "near": f"“近”：不到{high}，相差不超过一成",
        "approx": f"“约”：上下不超过一成，{low}至{high}",
        "le": f"“以下”：不超过{high}",
        "range": f"在{low}至{high}之间",
    }[claim.bound]


def _show(value: Decimal | None) -> str:
    if value is None:
        return ""
    return f"{value.normalize():f}"
