"""From a number to the figure it states: by the words around it, never by its value.

Every pattern whose words stand around the number, and whose unit is the number's, scores: the
length of each word, weighed by where it stands. The best score wins. What has no words of its own
(占21.5%, 其中A类120件, 增长17.6%) inherits from the number before it.
"""

from bisect import bisect_left
from dataclasses import dataclass

from yizheng.claims.patterns import Part, Pattern, Vocabulary
from yizheng.claims.phrases import Phrase
from yizheng.claims.spans import Span

# Weights of a word: right after the measure word, in the phrase, in the phrase but perhaps of the
# next number, before the list the number is in, earlier in the sentence, earlier in the
# paragraph. Set by hand; the order matters, the values little.
HEAD, NEAR, SHARED, VERB, SENTENCE, AHEAD, PARAGRAPH = 1.5, 1.0, 0.45, 0.5, 0.45, 0.3, 0.15
_FADE = 0.02
_FLOOR = 0.3
_REACH = 400
_OWN_WORDS = 6


@dataclass(slots=True)
class Around:
    """The words around one number: the best weight of each word, by region.

    `own` is `near` without what a number shares with its list; only it can speak against a term.
    """

    left: dict[int, float]
    right: dict[int, float]
    near: dict[int, float]
    own: dict[int, float]
    sentence: dict[int, float]
    any: dict[int, float]

    def region(self, mark: str) -> dict[int, float]:
        """The words a part with this mark may be found among."""
        if mark == "@":
            return self.sentence
        if mark == "^":
            return self.any
        if mark == ">":
            return self.right
        return self.left if mark == "<" else self.near


class Linker:
    """The words of one flow, ready to be asked about its numbers."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        """Scan the flow once for all words."""
        self.vocabulary = vocabulary
        self.positions, self.numbers = vocabulary.scan(text)

    def around(self, span: Span, phrase: Phrase, *, verb: bool) -> Around:
        """Weigh the words that stand around a number."""
        first = bisect_left(self.positions, max(phrase.paragraph, span.start - _REACH))
        sentence = bisect_left(self.positions, phrase.sentence, first)
        last = bisect_left(self.positions, phrase.ahead, sentence)
        earlier = dict.fromkeys(self.numbers[first:sentence], PARAGRAPH)
        result = Around({}, {}, {}, {}, {}, earlier)
        lengths = self.vocabulary.lengths
        for at in range(sentence, last):
            word, begin = self.numbers[at], self.positions[at]
            self._weigh(result, word, begin, begin + lengths[word], span, phrase)
            if verb and phrase.verb <= begin < phrase.near:
                _keep(result.near, word, VERB)
        for word, weight in result.sentence.items():
            _keep(result.any, word, weight)
        return result

    def _weigh(
        self, result: Around, word: int, begin: int, end: int, span: Span, phrase: Phrase
    ) -> None:
        if begin >= span.end:
            if end > phrase.right:
                _keep(result.sentence, word, AHEAD)
                return
            base = SHARED if phrase.shared and phrase.left_end > phrase.left else NEAR
            # The noun right after the measure word is the head: 6个板块.
            weight = HEAD * base if begin == span.end else base - _FADE * (begin - span.end)
            if phrase.shared and begin - span.end > _OWN_WORDS:
                weight *= SHARED  # 九个专委会开展督办活动90次: 督办活动 is the next number's
            _keep(result.right, word, weight)
            _keep(result.near, word, weight)
            _keep(result.own, word, weight)
        elif begin >= phrase.near and end <= phrase.left_end:
            weight = max(_FLOOR, NEAR - _FADE * (phrase.left_end - end))
            _keep(result.near, word, weight)
            _keep(result.own, word, weight)
            if begin >= phrase.left:
                _keep(result.left, word, weight)
        else:
            weight = SENTENCE - 0.002 * (span.start - end)
        _keep(result.sentence, word, weight)

    def rank(self, span: Span, phrase: Phrase, unit: str | None) -> list[tuple[float, str]]:
        """Keys with their scores, best first; empty when no words name a figure.

        Args:
            span: the number.
            phrase: where its words stand.
            unit: its measure word; None takes terms of any unit (a change, a bare number).
        """
        ranked = self._rank(self.around(span, phrase, verb=False), unit, verb=False)
        if not ranked and phrase.verb < phrase.near:
            ranked = self._rank(self.around(span, phrase, verb=True), unit, verb=True)
        return ranked

    def _rank(self, around: Around, unit: str | None, *, verb: bool) -> list[tuple[float, str]]:
        scores: dict[int, float] = {}
        for index, region in (
            (self.vocabulary.by_near, around.near),
            (self.vocabulary.by_context, around.any),
        ):
            for word in region:
                for pattern in index.get(word, ()):
                    if unit is None or unit in pattern.units:
                        score = self._score(pattern, around, verb=verb)
                        if score > scores.get(pattern.term, 0):
                            scores[pattern.term] = score
        terms = self.vocabulary.terms
        ranked = [
            (score * (1.3 if terms[term].own else 1), terms[term].key)
            for term, score in scores.items()
        ]
        return sorted(ranked, key=lambda pair: -pair[0])

    def _score(self, pattern: Pattern, around: Around, *, verb: bool) -> float:
        # What governs a list names an item only together with the item's own words.
        if verb and not any(w in around.own for part in pattern.wanted for w in part.words):
            return 0.0
        total = 0.0
        for part in pattern.wanted:
            weight = self._best(part, around)
            if not weight:
                return 0.0
            total += weight
        for part in pattern.unwanted:
            region = around.sentence if part.mark == "!@" else around.own
            if any(word in region for word in part.words):
                return 0.0
        return total

    def _best(self, part: Part, around: Around) -> float:
        region = around.region(part.mark)
        lengths = self.vocabulary.lengths
        return max((region[w] * lengths[w] for w in part.words if w in region), default=0.0)


def _keep(region: dict[int, float], word: int, weight: float) -> None:
    if weight > region.get(word, 0):
        region[word] = weight
