"""Numbers that state no figure of the committee, whatever words stand around them."""

import re

from yizheng.claims.drafts import Draft
from yizheng.claims.marks import Marks

_EACH = re.compile(
    r"(?:每[^，。、；\d]{1,3}|人均|户均|亩均|平均|均价|每)(?:资助|补助|发放|奖励|捐|约|为|达)?$"
)
_AVERAGE = re.compile(r"人均|户均|亩均|平均")
# 未提交提案的委员37人: those who did not are no part of what was done.
_NOT_DONE = re.compile(r"(?<!尚)未(?!立案|予立案|来|成年)[^，。；、]{1,12}$")
# 六成以上的群众认为: a share of somebody else.
_OUR_WHOLE = re.compile(r"的[^，。；]{0,2}(?:提案|建议|意见|信息|委员|问题|率|立案|界别|满意)")
_PERSON = re.compile(
    r"(?<![其吉])[她他](?![们人乡日国山])|(?:董事长|总经理|创始人)[\u4e00-\u9fff]{2,4}[拿捐出先投带]"
    r"|委员(?:掰着|回忆|坦言|告诉记者|笑着说)"
)
_OTHERS = re.compile(
    r"人大代表|人大常委会|人民代表大会|人民?法院|检察院|公安局|地区生产总值|GDP|固定资产投资|财政收入"
    r"|可支配收入|新增就业|粮食总?产|规上工业|公司(?=现有|实现|年产|累计|先后|员工)|政府工作报告|政府账|常住人口"
    r"|城镇化率"
)
_OURS = re.compile(r"政协|委员(?!会)|提案|界别|社情民意|协商|视察")


class Exclusions:
    """Why a number of one flow can state no figure."""

    def __init__(self, text: str) -> None:
        """Find persons and other bodies once."""
        self.text = text
        self.persons = Marks(_PERSON, text)
        self.others = Marks(_OTHERS, text)

    def reason(self, draft: Draft) -> str | None:
        """A `null_reason`, or None when the words may name a figure."""
        if draft.claim_type == "duration":
            return "duration"
        return self._measured(draft) or self._somebody(draft)

    def _measured(self, draft: Draft) -> str | None:
        """每人3000元, 人均1.2件, 五千元以上的委员, 六成的群众: rates and limits, not totals."""
        text, begin, end = self.text, draft.span.start, draft.span.end
        if _EACH.search(text, max(0, begin - 8), begin):
            return "rate_card" if draft.claim_type == "money" else "frequency"
        if text.startswith("的标准", end):
            return "rate_card"
        if _AVERAGE.search(text, draft.phrase.verb, begin):
            return "derived"
        if not text.startswith("的", end):
            return None
        if draft.percent:
            return None if _OUR_WHOLE.match(text, end) else "no_key"
        return "threshold" if text[end - 2 : end] in ("以上", "以下") else None

    def _somebody(self, draft: Draft) -> str | None:
        phrase, begin = draft.phrase, draft.span.start
        if _NOT_DONE.search(self.text, phrase.left, begin):
            return "no_key"
        if self._individual(draft):
            return "individual"
        other = self.others.last(phrase.sentence, begin)
        if other is not None and not _OURS.search(self.text, other, draft.span.end):
            return "other_body"
        return None

    def _individual(self, draft: Draft) -> bool:
        """One person's story, no total of the year: 她 or 他 in the sentence or often before."""
        phrase, begin = draft.phrase, draft.span.start
        told = self.persons.count(phrase.sentence, begin)
        return told > 0 or self.persons.count(phrase.paragraph, begin) > 1
