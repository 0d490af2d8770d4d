"""Where the words about a number stand: its phrase, its sentence, its paragraph.

The noun precedes the number (提案517件) or follows it (18条建议); a list shares one noun; a number
that touches another (批示9期12次) has only the words before both.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from yizheng.claims.spans import Span
from yizheng.claims.tables import in_row

_CLAUSE = re.compile(r"[,，。；;：:！!？?\n\t|●■◆▲★→()（）]")
_SENTENCE = re.compile(r"[。！!？?\n；;●■◆]")
_PARAGRAPH = re.compile(r"\n")
_RIGHT_END = re.compile(r"[,，。；;：:！!？?\n\t|()（）●→”]")
_RIGHT_MOST = 24
# A phrase of these alone names nothing: the noun stands in the clause before.
_EMPTY = re.compile(
    r"[达为共占各和与及、，,其中约计是有分别均已至仅也又还都即的了全年累总数量到一个者在发展增加扩大升至拓成市县区省现(（)）“”·—\s]*"
)
_RESPECTIVELY = re.compile(r"(?:分别|依次|各)(?:是|为|有|达|举行|召开|达到|完成|收到|占)?$")
_LISTED = re.compile(r"[、和及与]")
_ITEM = re.compile(r"[、和与及]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Ranges of the flow around one number; all ends exclusive.

    Attributes:
        left: begin of the words before the number that belong to it.
        left_end: their end: the number, or the end of the list item that answers to it.
        right: end of the words after the number.
        ahead: end of the clause, or the next number: what follows may still say what it is about.
        near: begin of the nearest words that name something; `left` unless those say nothing.
        verb: begin of the clause when the number is a later item of its list (跑了11个乡镇、126家
            企业): what governs the first item governs this one too.
        sentence: begin of the sentence.
        paragraph: begin of the paragraph, or of the heading above it.
        shared: the words after it run on into the next number, and may belong to that.
    """

    left: int
    left_end: int
    right: int
    ahead: int
    near: int
    verb: int
    sentence: int
    paragraph: int
    shared: bool


class Outline:
    """Boundaries of a flow, and the phrase of each of its numbers."""

    def __init__(self, text: str) -> None:
        """Find clause, sentence and paragraph boundaries of a flow."""
        self.text = text
        self.clauses = [0, *(m.end() for m in _CLAUSE.finditer(text))]
        self.sentences = [0, *(m.end() for m in _SENTENCE.finditer(text))]
        self.paragraphs = [0, *(m.end() for m in _PARAGRAPH.finditer(text))]

    def phrases(self, spans: list[Span]) -> list[Phrase]:
        """One phrase for each number, in order. 全部 ends no phrase: 342件提案全部办复."""
        found: list[Phrase] = []
        numbers = [span for span in spans if span.unit != "全部"]
        starts, ends = [s.start for s in numbers], [s.end for s in numbers]
        for span in spans:
            before = bisect_right(ends, span.start)
            after = bisect_left(starts, span.end)
            found.append(
                self._phrase(
                    span,
                    ends[before - 1] if before else 0,
                    starts[after] if after < len(starts) else len(self.text),
                )
            )
        _share_right(spans, found)
        return _distribute(self.text, spans, found)

    def _phrase(self, span: Span, before: int, after: int) -> Phrase:
        begin = span.start
        clause = self.clauses[bisect_right(self.clauses, begin) - 1]
        sentence = self.sentences[bisect_right(self.sentences, begin) - 1]
        line = bisect_right(self.paragraphs, begin) - 1
        left = max(clause, before)
        if in_row(self.text, begin, self.paragraphs[line]):
            left = clause = max(self.paragraphs[line], before)
        right, stopped = self._right(span.end, after)
        near = left
        if (
            self.text[left : left + 1] == "的"
        ):  # 五千元以上的委员有32位: the number before is no item
            left = near = clause
        if right <= span.end + 1 and _EMPTY.fullmatch(self.text, left, begin):
            near = self._named(left, sentence)
        shared = not stopped and right == after and right > span.end
        if before > clause:
            # 1次常委会会议、3次协商会: what stands before the 、 is the noun of the number before.
            pause = self.text.rfind("、", left, begin)
            if pause >= 0:
                near = max(near, pause + 1) if near == left else near
                left = pause + 1
        verb = clause if self._is_item(left, begin) else near
        bound = bisect_right(self.clauses, span.end)
        ahead = self.clauses[bound] if bound < len(self.clauses) else after
        if self.text[right : right + 1] in "(（" and bound + 2 < len(self.clauses):
            ahead = self.clauses[bound + 2]  # 58个村（社区）开展调研
        ahead = max(right, min(ahead, after, span.end + _RIGHT_MOST))
        return Phrase(left, begin, right, ahead, near, verb, sentence, self._topic(line), shared)

    def _right(self, begin: int, after: int) -> tuple[int, bool]:
        """End of the words behind a number, and whether a stop ends them.

        A 、 ends them when the next number stands behind it (18条建议、3篇报告), not when it joins
        two subjects (被市委、市政府采纳).
        """
        most = min(after, begin + _RIGHT_MOST)
        if self.text[begin : begin + 1] in "\t|\n":
            return begin, True
        stop = _RIGHT_END.search(self.text, begin, most)
        if stop:
            return stop.start(), True
        pause = self.text.find("、", begin, most)
        if pause == begin or (pause > 0 and most == after):
            return pause, True
        return most, False

    def _is_item(self, left: int, begin: int) -> bool:
        """Whether a later item of a list begins at `left`: another number and 、 stand before."""
        if left and self.text[left - 1] == "、":
            return True
        mark = _LISTED.search(self.text, left, begin)
        return mark is not None and left > 0 and self.text[left - 1] not in "，,。；;"

    def _named(self, left: int, sentence: int) -> int:
        """Begin of the last clause before `left` that names something."""
        at = bisect_left(self.clauses, left) - 1
        while at > 0 and self.clauses[at] > sentence:
            if not _EMPTY.fullmatch(self.text, self.clauses[at], left):
                break
            at -= 1
        return max(sentence, self.clauses[max(at, 0)])

    def _topic(self, line: int) -> int:
        """Begin of a paragraph, or of the short heading right above it."""
        begin = self.paragraphs[line]
        if line and 0 < begin - self.paragraphs[line - 1] <= 30:
            return self.paragraphs[line - 1]
        return begin


def _share_right(spans: list[Span], phrases: list[Phrase]) -> None:
    """组织3批76名港澳青年: a number that touches the next has the words behind both."""
    for number in range(len(spans) - 2, -1, -1):
        if spans[number].end == spans[number + 1].start:
            after = phrases[number + 1]
            phrases[number] = replace(
                phrases[number], right=after.right, ahead=after.ahead, shared=after.shared
            )


def _distribute(text: str, spans: list[Span], phrases: list[Phrase]) -> list[Phrase]:
    """常委会会议和全体会议分别是5次和1次: give each number its own item of the list."""
    for first, phrase in enumerate(phrases):
        found = _RESPECTIVELY.search(text, phrase.left, spans[first].start)
        if not found:
            continue
        run = _run(text, spans, first)
        start = phrase.left if found.start() > phrase.left + 1 else phrase.near
        marks = [m.end() for m in _ITEM.finditer(text, start, found.start())][-(len(run) - 1) :]
        if len(run) < 2 or len(marks) != len(run) - 1:
            continue
        starts, ends = [start, *marks], [*(m - 1 for m in marks), found.start()]
        for number, begin, end in zip(run, starts, ends, strict=True):
            old = phrases[number]
            right = spans[number].end
            phrases[number] = Phrase(
                begin, end, right, right, begin, begin, begin, old.paragraph, shared=False
            )
    return phrases


def _run(text: str, spans: list[Span], first: int) -> list[int]:
    """Numbers joined by 、和与及 alone, from `first` on."""
    run = [first]
    for number in range(first + 1, len(spans)):
        if text[spans[number - 1].end : spans[number].start] not in (
            "、",
            "和",
            "与",
            "及",
            "，",
            ",",
        ):
            break
        run.append(number)
    return run
