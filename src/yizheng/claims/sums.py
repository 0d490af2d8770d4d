"""Sums a text asserts: the parts behind 其中, classes that leave nothing over, totals after 共."""

import re
from decimal import Decimal
from itertools import pairwise

from yizheng.claims.arithmetic import check_sum
from yizheng.claims.ground import Ground
from yizheng.claims.types import Relation

# Classes that leave nothing over: all of them printed must add up to one of the wholes.
PARTITIONS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("proposals.by_member", "proposals.by_group"), ("proposals.filed", "proposals.received")),
    (("proposals.received_session", "proposals.received_interim"), ("proposals.received",)),
    (
        ("proposals.resolved", "proposals.in_progress", "proposals.deferred"),
        ("proposals.replied", "proposals.assigned", "proposals.filed"),
    ),
    (("proposals.filed", "proposals.not_filed"), ("proposals.received",)),
)
# 并案 may make up the rest, said or not.
_FILED_OR_NOT = ("proposals.filed", "proposals.not_filed")
_CLASS = "proposals.by_category"
_CLASS_WHOLES = ("proposals.filed", "proposals.received", "proposals.assigned")
_FEW = 2
_TOTAL = re.compile(r"(?:共|合计|总计|总共|共计)[^，。；、\d]{0,6}$")
_OPEN_LIST = re.compile(r"^[^，。；\d]{0,8}等")


class Sums:
    """Finds the sums of one text.

    Attributes:
        found: the relations.
        summed: positions of the claims that are parts of one.
    """

    def __init__(self, ground: Ground) -> None:
        """Find every sum."""
        self.ground = ground
        self.found: list[Relation] = []
        self.summed: set[int] = set()
        self._listed()
        self._partitions()
        for number, draft in enumerate(ground.drafts):
            if not draft.compare and not draft.percent and draft.claim_type != "universal":
                self._totals(number)

    def _listed(self) -> None:
        """其中A类120件、B类180件: the parts behind one 其中."""
        groups: dict[int, list[int]] = {}
        for number, draft in enumerate(self.ground.drafts):
            if draft.whole is not None and not draft.percent and not draft.compare:
                groups.setdefault(draft.whole, []).append(number)
        for whole, parts in groups.items():
            if len(parts) > 1 and self._disjoint(whole, parts):
                relation = check_sum(
                    self.ground.claims[whole], [self.ground.claims[p] for p in parts]
                )
                if relation.holds or self._exhaustive(whole, parts):
                    self.found.append(relation)
                    self.summed.update(parts)

    def _disjoint(self, whole: int, parts: list[int]) -> bool:
        """Parts of one list, not a part and its own part (其中立案300件，重点20件)."""
        keys = [self.ground.drafts[p].key for p in parts]
        wholes = {
            w for k in keys if k and k in self.ground.terms for w in self.ground.terms[k].whole
        }
        return not any(k in wholes for k in keys)

    def _exhaustive(self, whole: int, parts: list[int]) -> bool:
        """Whether a list that misses its whole must have meant to reach it.

        Above the whole it must be wrong; a little below it, it names everything but misprints.
        """
        total = sum(self.ground.claims[p].value for p in parts)
        value = self.ground.claims[whole].value
        if _OPEN_LIST.match(self.ground.text, self.ground.drafts[parts[-1]].span.end):
            return False
        joined = all(
            self.ground.drafts[b].span.start - self.ground.drafts[a].span.end <= 24
            for a, b in pairwise(parts)
        )
        return joined and (value < total <= value * 2 or value * 9 / 10 <= total < value)

    def _partitions(self) -> None:
        """Classes that leave nothing over, said without 其中."""
        for classes, wholes in PARTITIONS:
            for parts in self._complete(classes):
                if self.summed.intersection(parts):
                    continue
                candidates = [self.ground.back(parts[0], key) for key in wholes]
                named = [c for c in candidates if c is not None]
                self._partition(parts, named, sure=classes != _FILED_OR_NOT)
        self._classes()

    def _classes(self) -> None:
        """经济类88件，占…；政治类19件，占…：a run of three and more classes of one kind."""
        run: list[int] = []
        for number, draft in enumerate([*self.ground.drafts, None]):
            if draft is not None and draft.key == _CLASS and not draft.percent:
                run.append(number)
            elif draft is None or not draft.percent:
                if len(run) > _FEW and not self.summed.intersection(run):
                    wholes = [self.ground.back(run[0], k) for k in _CLASS_WHOLES]
                    last = self.ground.drafts[run[-1]]
                    lead = self.ground.text[last.phrase.left : last.span.start]
                    named = [w for w in wholes if w is not None]
                    self._partition(run, named, sure=lead.startswith(("其他", "其它", "其余")))
                run = []

    def _partition(self, parts: list[int], candidates: list[int], *, sure: bool) -> None:
        """Report the sum that holds; else the likeliest, if the parts must have meant to reach it.

        Above the whole they are wrong. Below it, a list that may leave something out (`sure` is
        false) is wrong only where a misprint explains the rest.
        """
        claims = self.ground.claims
        relations = [check_sum(claims[c], [claims[p] for p in parts]) for c in candidates]
        good = [r for r in relations if r.holds]
        if good:
            self.found.append(good[0])
            self.summed.update(parts)
        elif relations:
            total = sum((claims[p].value for p in parts), Decimal(0))
            self.found.extend(
                [r for r in relations if _misses(total, r.subject.value, sure=sure)][:1]
            )

    def _complete(self, classes: tuple[str, ...]) -> list[list[int]]:
        """Positions of consecutive claims that carry all of `classes`, once each."""
        result, seen = [], dict[str, int]()
        for number, draft in enumerate(self.ground.drafts):
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
        draft = self.ground.drafts[number]
        if draft.key is None or not _TOTAL.search(
            self.ground.text, max(draft.phrase.near, draft.span.start - 10), draft.span.start
        ):
            return
        parts: list[int] = []
        for at in range(number - 1, -1, -1):
            other = self.ground.drafts[at]
            if other.span.start < draft.phrase.paragraph:
                break
            if other.unit == draft.unit and self.ground.same_kind(other.key, draft.key):
                parts.insert(0, at)
        if len(parts) > 1:
            relation = check_sum(self.ground.claims[number], [self.ground.claims[p] for p in parts])
            total = sum(self.ground.claims[p].value for p in parts)
            value = self.ground.claims[number].value
            if relation.holds or (len(parts) > 2 and abs(total - value) <= value / 7):
                self.found.append(relation)
                self.summed.update(parts)


def _misses(total: Decimal, whole: Decimal, *, sure: bool) -> bool:
    """Whether parts that do not reach their whole must be a misprint."""
    if total > whole or sure:
        return abs(total - whole) <= whole / 7
    return (whole - total) * 33 <= whole
