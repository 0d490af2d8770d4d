"""Rates, parts, changes and repetitions that a text asserts about its own figures.

A relation is asserted by grammar (其中, 占, 率, 从…到) or by two figures whose terms say that one
is part of the other. What might be meant in two ways is accepted in either.
"""

import re

from yizheng.claims.arithmetic import check_growth, check_rate, check_repeat, check_subset
from yizheng.claims.drafts import Draft
from yizheng.claims.ground import Ground
from yizheng.claims.patterns import Vocabulary
from yizheng.claims.sums import Sums
from yizheng.claims.types import Claim, Relation

# What is collected in 条 is solved in 件.
_ALIKE = frozenset(("条", "件", "个", "项"))
# A whole further back than this belongs to another subject.
_NEAR_WHOLE = 400
_RISES = re.compile(r"(?:上升|提高|提升|增长|增加|下降|降低|减少)[到至为]")
_COUNTERS = re.compile(r"(?:共|达到?|为|约|是|有|已|计|累计|总数)+$")
_RATE_WORD = re.compile(r"([\u4e00-\u9fff]{2})率[^，。；\d]{0,4}$")


def relate(
    text: str, drafts: list[Draft], claims: list[Claim], vocabulary: Vocabulary
) -> list[Relation]:
    """All relations of a text, in the order of their subjects."""
    return Relations(Ground(text, drafts, claims, vocabulary.by_key)).all()


class Relations:
    """Finds the relations of one text."""

    def __init__(self, ground: Ground) -> None:
        """Find the sums; the rest is found by `all`."""
        self.ground = ground
        sums = Sums(ground)
        self.found: list[Relation] = sums.found
        self.summed = sums.summed

    def all(self) -> list[Relation]:
        """Every relation, by the offset of its subject."""
        for number, draft in enumerate(self.ground.drafts):
            if draft.compare:
                self._growth(number)
            elif draft.percent:
                self._rate(number)
            elif draft.claim_type != "universal":
                self._subset(number)
                if draft.period == "cumulative":
                    self._to_date(number)
        self._repeats()
        return sorted(self.found, key=lambda relation: relation.subject.start)

    def _rate(self, number: int) -> None:
        draft = self.ground.drafts[number]
        part = self._part_of_rate(number)
        if part is None:
            return
        wholes = self._wholes_of_rate(number, part)
        relations = [
            check_rate(self.ground.claims[number], self.ground.claims[part], self.ground.claims[w])
            for w in wholes
            if self.ground.claims[w].value >= self.ground.claims[part].value or draft.key
        ]
        good = [r for r in relations if r.holds]
        if good:
            self.found.append(good[0])
        elif relations and (draft.key or draft.share) and self._surely(number, relations[0]):
            self.found.append(relations[0])

    def _surely(self, number: int, relation: Relation) -> bool:
        """Whether a rate that fails must have meant this part and this whole.

        The whole stands near, and the rate is this year's level: 比重从4.38%上升 names no base.
        """
        draft = self.ground.drafts[number]
        near = relation.subject.start - relation.others[-1].start <= _NEAR_WHOLE
        return near and draft.period != "previous_year" and not self._rises_to(number)

    def _rises_to(self, number: int) -> bool:
        """上升至16.09%: the second level of a change between two rates."""
        draft = self.ground.drafts[number]
        lead = self.ground.text[draft.phrase.left : draft.span.start]
        return number > 0 and self.ground.drafts[number - 1].percent and bool(_RISES.search(lead))

    def _part_of_rate(self, number: int) -> int | None:
        draft = self.ground.drafts[number]
        term = self.ground.terms.get(draft.key or "")
        previous = self.ground.count_before(number)
        if draft.part is not None:
            return draft.part
        if draft.share:
            between = self._claim_inside(number)
            if between is not None:
                return self.ground.count_before(between, unit=self.ground.drafts[between].unit)
            return previous
        if term is not None and term.part:
            part = self.ground.back(number, term.part, reach=8)
            line = self.ground.text.rfind("\n", 0, draft.span.start)
            return part if part is None or self.ground.drafts[part].span.start > line else None
        found = _RATE_WORD.search(self.ground.text, draft.phrase.left, draft.span.start)
        if found and previous is not None:
            phrase = self.ground.drafts[previous].phrase
            if found.group(1) in self.ground.text[phrase.near : phrase.right]:
                return previous
        return None

    def _wholes_of_rate(self, number: int, part: int) -> list[int]:
        """Claims the part may be measured by, the likeliest first."""
        draft = self.ground.drafts[number]
        inside = self._claim_inside(number)
        if inside is not None:
            return [inside]
        unit = self.ground.drafts[part].unit
        term = self.ground.terms.get(draft.key or "")
        wholes: list[int] = []
        if term is not None:
            named = (self.ground.back(number, key, reach=40) for key in term.whole)
            wholes = [w for w in named if w is not None and self.ground.drafts[w].unit == unit]
        outer = self.ground.drafts[part].whole
        if outer is not None and not wholes:
            wholes.append(outer)
        if not wholes and not draft.share and part > 0:
            before = part - 1
            same = self.ground.drafts[before].unit == unit
            if (
                same
                and self.ground.drafts[before].phrase.sentence
                == self.ground.drafts[part].phrase.sentence
            ):
                wholes.append(before)
        return [w for w in wholes if w != part]

    def _claim_inside(self, number: int) -> int | None:
        """占委员总数402名的65.7%: the whole stands between 占 and the share."""
        if not number:
            return None
        previous = self.ground.drafts[number - 1]
        gap = self.ground.text[previous.span.end : self.ground.drafts[number].span.start]
        lead = self.ground.text[max(0, previous.span.start - 12) : previous.span.start]
        if gap in ("的", "") and "占" in lead and not previous.percent:
            return number - 1
        return None

    def _subset(self, number: int) -> None:
        draft = self.ground.drafts[number]
        if draft.compare or number in self.summed:
            return
        whole = draft.whole
        if whole is None:
            whole = self._whole_by_term(number)
        if whole is None:
            return
        relation = check_subset(self.ground.claims[number], self.ground.claims[whole])
        self.found.append(relation)

    def _to_date(self, number: int) -> None:
        """全年播出48期，累计播出265期: the year is part of the total to date."""
        draft = self.ground.drafts[number]
        for at in range(number - 1, max(-1, number - 9), -1):
            other = self.ground.drafts[at]
            same = other.unit == draft.unit and not other.compare and other.period == "in_year"
            if same and draft.key and self.ground.same_kind(other.key, draft.key):
                self.found.append(check_subset(self.ground.claims[at], self.ground.claims[number]))
                return

    def _whole_by_term(self, number: int) -> int | None:
        """The nearest earlier claim of a figure this one is a part of; or the total to date."""
        draft = self.ground.drafts[number]
        term = self.ground.terms.get(draft.key or "")
        for at in range(number - 1, max(-1, number - 6), -1):
            other = self.ground.drafts[at]
            if other.span.start < draft.phrase.paragraph or other.percent or other.compare:
                continue
            same = other.unit == draft.unit or {other.unit, draft.unit} <= _ALIKE
            if term and other.key in term.whole and same:
                return at if other.period == draft.period else None
        return None

    def _growth(self, number: int) -> None:
        """Levels now and before a change, when both are printed nearby."""
        draft = self.ground.drafts[number]
        if draft.unit == "个百分点":
            self._points(number)
            return
        levels = [
            at
            for at in range(max(0, number - 4), number)
            if not self.ground.drafts[at].percent
            and not self.ground.drafts[at].compare
            and self.ground.drafts[at].span.start >= draft.phrase.sentence
            and self.ground.drafts[at].claim_type not in ("duration", "universal")
        ]
        before = [at for at in levels if self.ground.drafts[at].period == "previous_year"]
        now = [at for at in levels if self.ground.drafts[at].period != "previous_year"]
        if (
            not before
            or not now
            or self.ground.drafts[before[-1]].unit != self.ground.drafts[now[-1]].unit
        ):
            return
        self.found.append(
            check_growth(
                self.ground.claims[number],
                self.ground.claims[now[-1]],
                self.ground.claims[before[-1]],
            )
        )

    def _points(self, number: int) -> None:
        """由85.2%提高到87.7%，提高2.5个百分点: the two rates before the points."""
        rates = [
            at for at in range(max(0, number - 3), number) if self.ground.drafts[at].unit == "%"
        ]
        if len(rates) < 2:
            return
        before, now = rates[-2:]
        same = self.ground.drafts[before].phrase.sentence == self.ground.drafts[now].phrase.sentence
        if self.ground.drafts[before].period == "previous_year" and same:
            claims = self.ground.claims
            self.found.append(check_growth(claims[number], claims[now], claims[before]))

    def _repeats(self) -> None:
        """One figure said twice in the same words; only figures with one value for a period."""
        first: dict[tuple[str, str, str], int] = {}
        for number, draft in enumerate(self.ground.drafts):
            term = self.ground.terms.get(draft.key or "")
            if term is None or not term.single or draft.compare or draft.whole is not None:
                continue
            if draft.period in ("event", "planned", "previous_year"):
                continue
            words = _COUNTERS.sub("", self._words(number))[-3:]
            known = first.setdefault((term.key, words, draft.period), number)
            if known != number and draft.claim_type != "universal":
                self.found.append(
                    check_repeat(self.ground.claims[number], self.ground.claims[known])
                )

    def _words(self, number: int) -> str:
        """The words right before a number, or those after it when it comes first."""
        draft = self.ground.drafts[number]
        left = self.ground.text[draft.phrase.left : draft.span.start]
        return left or self.ground.text[draft.span.end : draft.phrase.right]
