"""Sums, rates, parts, changes and repetitions that a text asserts about its own figures.

A relation is asserted by grammar (其中, 占, 率, 共, 从…到) or by two figures whose terms say that one is
part of the other. What might be meant in two ways is accepted in either.
"""

import re

from yizheng.claims.arithmetic import (
    check_growth,
    check_rate,
    check_repeat,
    check_subset,
    check_sum,
)
from yizheng.claims.drafts import Draft
from yizheng.claims.patterns import Vocabulary
from yizheng.claims.types import Claim, Relation

# Classes that leave nothing over: all of them printed must add up to one of the wholes.
PARTITIONS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("proposals.by_member", "proposals.by_group"), ("proposals.filed", "proposals.received")),
    (("proposals.received_session", "proposals.received_interim"), ("proposals.received",)),
    (
        ("proposals.resolved", "proposals.in_progress", "proposals.deferred"),
        ("proposals.replied", "proposals.assigned", "proposals.filed"),
    ),
)
# What is collected in 条 is solved in 件.
_ALIKE = frozenset(("条", "件", "个", "项"))
_TOTAL = re.compile(r"(?:共|合计|总计|总共|共计)[^，。；、\d]{0,6}$")
_RATE_WORD = re.compile(r"([\u4e00-\u9fff]{2})率[^，。；\d]{0,4}$")
_OPEN_LIST = re.compile(r"^[^，。；\d]{0,8}等")


class Relations:
    """Finds the relations of one text."""

    def __init__(
        self, text: str, drafts: list[Draft], claims: list[Claim], vocabulary: Vocabulary
    ) -> None:
        """Take the drafts and their claims, which run in parallel."""
        self.text = text
        self.drafts = drafts
        self.claims = claims
        self.terms = vocabulary.by_key
        self.found: list[Relation] = []
        self.summed: set[int] = set()

    def all(self) -> list[Relation]:
        """Every relation, by the offset of its subject."""
        self._listed_sums()
        self._partitions()
        for number, draft in enumerate(self.drafts):
            if draft.compare:
                self._growth(number)
            elif draft.percent:
                self._rate(number)
            elif draft.claim_type != "universal":
                self._totals(number)
                self._subset(number)
        self._repeats()
        return sorted(self.found, key=lambda relation: relation.subject.start)

    # --- sums ---------------------------------------------------------------------------------

    def _listed_sums(self) -> None:
        """其中A类120件、B类180件: the parts behind one 其中."""
        groups: dict[int, list[int]] = {}
        for number, draft in enumerate(self.drafts):
            if draft.whole is not None and not draft.percent and not draft.compare:
                groups.setdefault(draft.whole, []).append(number)
        for whole, parts in groups.items():
            if len(parts) > 1 and self._disjoint(whole, parts):
                relation = check_sum(self.claims[whole], [self.claims[p] for p in parts])
                if relation.holds or self._exhaustive(whole, parts):
                    self.found.append(relation)
                    self.summed.update(parts)

    def _disjoint(self, whole: int, parts: list[int]) -> bool:
        """Parts of one list, not a part and its own part (其中立案300件，重点20件)."""
        keys = [self.drafts[p].key for p in parts]
        wholes = {w for k in keys if k and k in self.terms for w in self.terms[k].whole}
        return not any(k in wholes for k in keys)

    def _exhaustive(self, whole: int, parts: list[int]) -> bool:
        """Whether a list that misses its whole must have meant to reach it.

        Above the whole it must be wrong; a little below it, it names everything but misprints.
        """
        total = sum(self.claims[p].value for p in parts)
        value = self.claims[whole].value
        if _OPEN_LIST.match(self.text, self.drafts[parts[-1]].span.end):
            return False
        joined = all(
            self.drafts[b].span.start - self.drafts[a].span.end <= 24
            for a, b in zip(parts, parts[1:], strict=False)
        )
        return joined and (value < total <= value * 2 or value * 9 / 10 <= total < value)

    def _partitions(self) -> None:
        """Classes that leave nothing over, said without 其中."""
        for classes, wholes in PARTITIONS:
            for parts in self._complete(classes):
                if self.summed.intersection(parts):
                    continue
                candidates = [self._back(parts[0], key) for key in wholes]
                self._partition(parts, [c for c in candidates if c is not None])

    def _partition(self, parts: list[int], candidates: list[int]) -> None:
        relations = [check_sum(self.claims[c], [self.claims[p] for p in parts]) for c in candidates]
        good = [r for r in relations if r.holds]
        if good:
            self.found.append(good[0])
            self.summed.update(parts)
        elif relations:
            total = sum(self.claims[p].value for p in parts)
            near = [r for r in relations if abs(total - r.subject.value) <= r.subject.value / 7]
            self.found.extend(near[:1])

    def _complete(self, classes: tuple[str, ...]) -> list[list[int]]:
        """Positions of consecutive claims that carry all of `classes`, once each."""
        result, seen = [], dict[str, int]()
        for number, draft in enumerate(self.drafts):
            if draft.key in classes and not draft.percent and not draft.compare:
                if draft.key in seen or (seen and number - max(seen.values()) > 4):
                    seen = {}
                seen[draft.key or ""] = number
                if len(seen) == len(classes):
                    result.append(sorted(seen.values()))
                    seen = {}
        return result

    def _totals(self, number: int) -> None:
        """四年共收到467件: the total of figures said before, of the same thing."""
        draft = self.drafts[number]
        if draft.key is None or not _TOTAL.search(
            self.text, max(draft.phrase.near, draft.span.start - 10), draft.span.start
        ):
            return
        parts: list[int] = []
        for at in range(number - 1, -1, -1):
            other = self.drafts[at]
            if other.span.start < draft.phrase.paragraph:
                break
            if other.unit == draft.unit and self._same_kind(other.key, draft.key):
                parts.insert(0, at)
        if len({self.drafts[p].key for p in parts}) == 1 and len(parts) > 1:
            relation = check_sum(self.claims[number], [self.claims[p] for p in parts])
            total = sum(self.claims[p].value for p in parts)
            value = self.claims[number].value
            if relation.holds or (len(parts) > 2 and abs(total - value) <= value / 7):
                self.found.append(relation)
                self.summed.update(parts)

    def _same_kind(self, key: str | None, whole: str) -> bool:
        if key is None:
            return False
        return key == whole or (key in self.terms and whole in self.terms[key].whole)

    # --- rates --------------------------------------------------------------------------------

    def _rate(self, number: int) -> None:
        draft = self.drafts[number]
        part = self._part_of_rate(number)
        if part is None:
            return
        wholes = self._wholes_of_rate(number, part)
        relations = [
            check_rate(self.claims[number], self.claims[part], self.claims[w])
            for w in wholes
            if self.claims[w].value >= self.claims[part].value or draft.key
        ]
        good = [r for r in relations if r.holds]
        if good:
            self.found.append(good[0])
        elif relations and (draft.key or draft.share):
            self.found.append(relations[0])

    def _part_of_rate(self, number: int) -> int | None:
        draft = self.drafts[number]
        term = self.terms.get(draft.key or "")
        previous = self._count_before(number)
        if draft.part is not None:
            return draft.part
        if draft.share:
            between = self._claim_inside(number)
            if between is not None:
                return self._count_before(between)
            return previous
        if term is not None and term.part:
            return self._back(number, term.part, reach=8)
        found = _RATE_WORD.search(self.text, draft.phrase.left, draft.span.start)
        if found and previous is not None:
            phrase = self.drafts[previous].phrase
            if found.group(1) in self.text[phrase.near : phrase.right]:
                return previous
        return None

    def _wholes_of_rate(self, number: int, part: int) -> list[int]:
        """Claims the part may be measured by, the likeliest first."""
        draft = self.drafts[number]
        inside = self._claim_inside(number)
        if inside is not None:
            return [inside]
        unit = self.drafts[part].unit
        term = self.terms.get(draft.key or "")
        wholes: list[int] = []
        if term is not None:
            named = (self._back(number, key, reach=14) for key in term.whole)
            wholes = [w for w in named if w is not None and self.drafts[w].unit == unit]
        outer = self.drafts[part].whole
        if outer is not None and not wholes:
            wholes.append(outer)
        if not wholes and not draft.share and part > 0:
            before = part - 1
            same = self.drafts[before].unit == unit
            if same and self.drafts[before].phrase.sentence == self.drafts[part].phrase.sentence:
                wholes.append(before)
        return [w for w in wholes if w != part]

    def _claim_inside(self, number: int) -> int | None:
        """占委员总数402名的65.7%: the whole stands between 占 and the share."""
        if not number:
            return None
        previous = self.drafts[number - 1]
        gap = self.text[previous.span.end : self.drafts[number].span.start]
        lead = self.text[max(0, previous.span.start - 12) : previous.span.start]
        if gap in ("的", "") and "占" in lead and not previous.percent:
            return number - 1
        return None

    def _count_before(self, number: int) -> int | None:
        """The nearest count before, in the same sentence."""
        begin = self.drafts[number].phrase.sentence
        for at in range(number - 1, -1, -1):
            draft = self.drafts[at]
            if draft.span.start < begin:
                return None
            if not draft.percent and draft.claim_type not in ("duration", "universal"):
                return at
        return None

    def _back(self, number: int, key: str, *, reach: int = 40) -> int | None:
        """The nearest earlier level with this key; not a part of it, not a change."""
        period = self.drafts[number].period
        for at in range(number - 1, max(-1, number - 1 - reach), -1):
            draft = self.drafts[at]
            if draft.key == key and not draft.percent and not draft.compare:
                if draft.period == "previous_year" != period:
                    continue
                if draft.whole is None or self.drafts[draft.whole].key != key:
                    return (
                        at
                        if draft.period == period or "event" not in (draft.period, period)
                        else None
                    )
        return None

    # --- parts, changes, repetitions ------------------------------------------------------------

    def _subset(self, number: int) -> None:
        draft = self.drafts[number]
        if draft.compare or number in self.summed:
            return
        whole = draft.whole
        if whole is None:
            whole = self._whole_by_term(number)
        if whole is None:
            return
        relation = check_subset(self.claims[number], self.claims[whole])
        self.found.append(relation)

    def _whole_by_term(self, number: int) -> int | None:
        """The nearest earlier claim of a figure this one is a part of; or the total to date."""
        draft = self.drafts[number]
        term = self.terms.get(draft.key or "")
        for at in range(number - 1, max(-1, number - 6), -1):
            other = self.drafts[at]
            if other.span.start < draft.phrase.paragraph or other.percent or other.compare:
                continue
            same = other.unit == draft.unit or {other.unit, draft.unit} <= _ALIKE
            if term and other.key in term.whole and same:
                return at if other.period == draft.period else None
        return None

    def _growth(self, number: int) -> None:
        """Levels now and before a change, when both are printed nearby."""
        draft = self.drafts[number]
        levels = [
            at
            for at in range(max(0, number - 4), number)
            if not self.drafts[at].percent
            and not self.drafts[at].compare
            and self.drafts[at].span.start >= draft.phrase.sentence
            and self.drafts[at].claim_type not in ("duration", "universal")
        ]
        before = [at for at in levels if self.drafts[at].period == "previous_year"]
        now = [at for at in levels if self.drafts[at].period != "previous_year"]
        if not before or not now or self.drafts[before[-1]].unit != self.drafts[now[-1]].unit:
            return
        self.found.append(
            check_growth(self.claims[number], self.claims[now[-1]], self.claims[before[-1]])
        )

    def _repeats(self) -> None:
        """One figure said twice; only figures that have one value for a period."""
        first: dict[tuple[str, str, str], int] = {}
        for number, draft in enumerate(self.drafts):
            term = self.terms.get(draft.key or "")
            if term is None or not term.single or draft.compare or draft.whole is not None:
                continue
            if draft.period in ("event", "planned", "previous_year"):
                continue
            unit = "%" if draft.claim_type == "universal" else draft.unit
            known = first.setdefault((term.key, unit, draft.period), number)
            if known != number:
                self.found.append(check_repeat(self.claims[number], self.claims[known]))


def relate(
    text: str, drafts: list[Draft], claims: list[Claim], vocabulary: Vocabulary
) -> list[Relation]:
    """All relations of a text, in the order of their subjects."""
    return Relations(text, drafts, claims, vocabulary).all()
