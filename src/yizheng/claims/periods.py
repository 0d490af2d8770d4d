"""To which period a figure belongs: the words that say so, from the nearest to the whole text."""

import re

from yizheng.claims.marks import Marks
from yizheng.claims.phrases import Phrase
from yizheng.claims.spans import Span

_TERM_TEXT = re.compile(
    r"(?:[一二三四五六七八九十\d]+届(?:委员会|市政协|省政协|县政协|区政协|政协)?(?:任期|以来|期间|履职|五年|工作回顾))"
    r"|五年(?:来|间|答卷|履职|工作|回眸|回顾)|过去五年|这五年|五年的|本届(?:以来|政协|委员会|任期)|(?:届|任)期(?:内|届满)"
)
_YEAR_WORD = re.compile(
    r"一年来|今年|本年度?|全年|去年|上年|(?<![至到—–~-])20\d\d年(?!至|到|以来|起|开始|[-—–~])|上半年|年内"
)
_TERM = re.compile(
    r"[四五]年(?:来|间|共|内|里|中|，|累计|开)|本届|届内|任期内|(?:换届|履新)以来|第[^，。；]{1,4}届[^，。；]{0,8}期间"
)
_CUMULATIVE = re.compile(
    r"以来|累计|开播至今|成立至今|启动至今|至今已|总计已|迄今|历年|自20\d\d年|\d{4}年起"
)
_SNAPSHOT = re.compile(
    r"现有|截至|截止|目前|共有|总数(?:达|为|已)?|现共|到20\d\d年底[,，]?|实有|在册|已有|拥有|建起|建有"
)
_PLANNED = re.compile(
    r"(?<![协商督作度划实施学验])计划(?=全年|今年|年内|到|于|安排|开展|组织|办|协商议题|召开|完成|实施|达|新|举办|调研|走访|视察)"
    r"|(?:拟|将)(?=安排|举行|召开|组织|开展|达|有|于|继续|围绕|重点|新增|邀请)|力争|预计|预期|争取到20|定于|会期(?!间)"
    r"|到20\d\d年[^底]|明年|下一年|新的一年|下一步|下步"
)
_PREVIOUS = re.compile(
    r"上(?:一)?届(?!.{0,12}[倍%])|上年(?:同期)?(?:的|为|是)|(?<![比较与])上(?:一)?年(?:同期)?(?!末|底|以来)|前年|去年(?:同期)?(?:的|为|是)|此前(?:的|为)"
)
_FROM = re.compile(r"(?:从|(?<![交经理来缘])由)[^，。、\d]{0,12}$")
_TO = re.compile(r"[^，。；\d]{0,12}(?:到|至|为|成)")
_EVENT = re.compile(
    r"召开[^，。；]{0,10}届[^，。；]{0,4}次(?:会议|全会)|(?:这次|此次|本次|该次|当天|当日|活动现场|现场(?!督办))|[应实]到委员|到会委员|特邀列席|列席"
)


class Calendar:
    """The period each number of one flow belongs to."""

    def __init__(self, text: str) -> None:
        """Take the text's own period from its title and first lines."""
        self.text = text
        head = text[:260]
        self.term = bool(_TERM_TEXT.search(head)) and not re.search(
            r"一年来|20\d\d年度?(?:工作|履职)", head
        )
        self.years = Marks(_YEAR_WORD, text)
        self.plans = Marks(_PLANNED, text)
        self.events = Marks(_EVENT, text)
        self.terms = Marks(_TERM, text)
        self.totals = Marks(_CUMULATIVE, text)
        self.stocks = Marks(_SNAPSHOT, text)

    def period(self, span: Span, phrase: Phrase, *, change: bool = False) -> str:
        """One of the periods of `Claim.period`."""
        if self.plans.count(phrase.sentence, span.start):
            return "planned"
        if change:
            return self._inherited(span, phrase)
        clause = min(phrase.near, phrase.verb)
        if self._before(span, phrase, clause):
            return "previous_year"
        if self.events.count(phrase.sentence, span.start):
            return "event"
        return self._lasting(span, phrase, clause) or self._inherited(span, phrase)

    def _before(self, span: Span, phrase: Phrase, clause: int) -> bool:
        """上届的3800余篇; the 39家 of 从39家到31家."""
        if _PREVIOUS.search(self.text, phrase.left, span.start):
            return True
        begins = _FROM.search(self.text, clause, span.start)
        return bool(begins and _TO.match(self.text, span.end))

    def _lasting(self, span: Span, phrase: Phrase, clause: int) -> str | None:
        """A period longer than the year, or a state."""
        of_term = self.terms.count(phrase.sentence, span.start)
        if self.totals.count(clause, span.start):
            return "term_to_date" if of_term or self.term else "cumulative"
        if of_term:
            return "term_to_date"
        if self.stocks.count(clause, span.start) and not self.term:
            return "snapshot"
        return "in_year" if self.text.startswith(("为今年", "是今年", "今年"), span.end) else None

    def _inherited(self, span: Span, phrase: Phrase) -> str:
        """The last period marker of the paragraph, else that of the text."""
        start, end = phrase.paragraph, phrase.sentence
        if self.terms.count(start, end) and not self.years.count(start, end):
            return "term_to_date"
        if self.years.count(start, span.start):
            return "in_year"
        return "term_to_date" if self.term else "in_year"
