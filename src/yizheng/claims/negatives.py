"""Numerals that are no quantity: what only the words around them can tell.

Each rule is a function of the flow and the match; it answers whether to refuse, and its docstring
says why. `grammar` has taken out dates, ordinals and names that have a shape of their own.
"""

import re

from yizheng.claims.grammar import NUMBER, NUMERAL_CHARS, TO
from yizheng.claims.measures import DURATIONS

Match = re.Match[str]
_STOPS = "，,。；;、：:！!？?）)\n\t|”’」"
_OPENS = "\n。；;：:，,！!？?、”"
_ORDINAL = re.compile(
    rf"{NUMBER}(?:(?:{TO}|、)第?{NUMBER})*(?:次|届|期|号|名|位|个|场|天|年|批|辑|卷|版|轮)?"
)
_MARK_CHINESE = re.compile(r"[一二三四五六七八九十]{1,3}(?:、|是|要|则|来(?=[^，。])|者)")
_MARK_DIGITS = re.compile(r"\d{1,2}[.、．](?!\d)")
_BRACKETED = re.compile(rf"{NUMBER}[)）〕\]】](?:\d+号)?")
_CODE = re.compile(r"[\d.]+[A-Za-z\d.]*")
_DOCUMENT = re.compile(
    r"(?:(?:电话|热线|传真|手机|邮编|邮政编码|编号|备案号?|账号|帐号|卡号|QQ|书号|页码|信箱|门牌)[^\d，。；\n]{0,10}"
    r"|(?:浏览|阅读|点击|点赞|评论|转发|收藏|在看|访问|打印)(?:量|次数|数|人数)?[:\t(（]+"
    r"|(?:在看|点赞|收藏|分享)\t?|(?:https?:|www\.|@)[\w:/.?=&%\-]*|[pP]\.?|图|表|附件|公式|例|代码|图标)$"
)
_DOCUMENT_TAIL = re.compile(r"[\d\-转()+、/ .]*[\d万w]+\+?次?")


def prefixed(text: str, begin: int) -> int:
    """Where a numeral ends that the character before it makes a name or an ordinal; 0 if none.

    第十七次, （一）, 一是, 其二, 〔2024〕5号, PM2.5, 电话8600417, 浏览量：1204.
    """
    previous = text[begin - 1] if begin else "\n"
    found: Match | None = None
    if previous == "第":
        found = _ORDINAL.match(text, begin)
    elif previous in "(（〔[【":
        found = _BRACKETED.match(text, begin)
    elif previous in "其" and text[begin] in "一二三四五":
        return begin + 1
    elif previous.isascii() and previous.isalpha():
        found = _CODE.match(text, begin)
    if not found and previous in _OPENS:
        found = _MARK_CHINESE.match(text, begin)
        if not found and previous == "\n":
            found = _MARK_DIGITS.match(text, begin)
    if not found and text[begin].isdigit() and _DOCUMENT.search(text, max(0, begin - 16), begin):
        found = _DOCUMENT_TAIL.match(text, begin)
    return found.end() if found else 0


def resume(match: Match, *, arabic: bool) -> int:
    """Where to look on after a refusal: behind the numeral, before the words that follow it."""
    for group in ("number", "low", "cheng", "of", "half"):
        if match.group(group):
            return max(match.end(group), match.start() + 1)
    return match.end()


def refused(text: str, match: Match, before: str, *, arabic: bool) -> bool:
    """Whether the words around a matched numeral show that nothing is counted."""
    if match.group("half"):
        return False
    if match.group("of") or match.group("cheng") or match.group("low"):
        return match.group("cheng") == "一" and text.startswith("不变", match.end("cheng") + 1)
    unit = match.group("unit") or ""
    if not unit:
        return _bare(text, match, arabic=arabic)
    if unit in DURATIONS and _period(text, match, before):
        return True
    if _structural(text, match, arabic=arabic) or _programme(text, match):
        return True
    return not arabic and _chinese(text, match, before, unit)


_FIGURE_WORD = re.compile(
    r"[\t|:]$|(?:共|达|为|是|有|至|到|约|计|数|率|量|占|案|次|额|值|均|逾|超|近|破)$"
)
_LABEL_CHARS = "图表件例节章条款项版号栏页注届第年月日路楼室"


def _bare(text: str, match: Match, *, arabic: bool) -> bool:
    """Digits with no measure word: a cell, or 共517; not 图3, 12345热线 or １图读懂."""
    end = match.end()
    following = text[end : end + 1]
    if match.group("mid") or match.group("mid2"):
        return False
    if not arabic:
        return True
    if match.group("scale") and not match.group("number").startswith("0"):
        return False
    if following and following not in _STOPS + "(（":
        return True
    if len(match.group("number")) >= 7:
        return True
    begin = match.start()
    if _FIGURE_WORD.search(text, max(0, begin - 1), begin):
        return False
    previous = text[begin - 1 : begin]
    return not ("\u4e00" <= previous <= "\u9fff") or previous in _LABEL_CHARS or following in ".("


_MARKER = re.compile(
    r"多?(?:以来|来(?!自|到)|间(?!隔)|里|前(?!往|来)|以?后|之后|过去|期间|之间|中)"
)
_PLAN = re.compile(r"(?:内|行动|规划|计划|攻坚|任务|方案|期|级|制|大庆|大变样)")
_LASTING = re.compile(
    r"(?:历时|长达|连续|连办|连开|持续|坚持|历经|为期|用时|跨越|达|满|了|过|用|需|要|耗时|蹲点|蹲守|驻守|停留|延续|办理)$"
)
_POINTED = "这本首头前近的后来今每全去同上下当过各逐"


def _period(text: str, match: Match, before: str) -> bool:
    """五年来, 三周后, 前两个月 and 五年 at the head of a clause mark a period; 用38天 lasts."""
    begin, end, unit = match.start(), match.end(), match.group("unit")
    if _MARKER.match(text, end) or (unit == "年" and _PLAN.match(text, end)):
        return True  # but 3个月内答复 is a limit that can be kept or not
    loose = match.group("mid") or match.group("mid2") or match.group("tail") or match.group("after")
    previous = text[begin - len(before) - 1 : begin - len(before)] or "\n"
    if match.group("number") == "一":
        return not (
            _LASTING.search(text, max(0, begin - 4), begin) and unit in ("周", "天", "个月")
        )
    if unit != "年":
        return previous in "前头这近" and not loose
    if loose or _LASTING.search(text, max(0, begin - 4), begin):
        return False
    if previous in _OPENS or previous in _POINTED or previous in "“”":
        return True
    following = text[end : end + 1]
    return not (following in _STOPS or following in "的未之" or not following)


_PARTS_OF_SPEECH = re.compile(
    r"(?:方面|部分|层面|维度|环节|阶段|领域|板块|字(?![节符])|大类|类别|角度|层次|篇章|章节|步骤|关键词?|抓手|着力点|要点|亮点|特点|一)"
)
_DIVIDES = re.compile(r"(?:从|分|分为|分成|在|围绕|聚焦|由|按|共分|突出|抓住|抓好)$")
_ANNOUNCES = re.compile(r"[^，。；：:、\n\d]{1,8}[：:]")


def _structural(text: str, match: Match, *, arabic: bool) -> bool:
    """六个部分, 从3个方面, 有四条最要紧：: how the text is divided, not what was done."""
    end = match.end()
    begin = match.start()
    if _PARTS_OF_SPEECH.match(text, end) or match.group("unit") in ("方面", "类", "大类"):
        return not arabic or bool(_DIVIDES.search(text, max(0, begin - 3), begin))
    announced = _ANNOUNCES.match(text, end) or (
        match.group("unit") in ("条", "点", "件") and text[end : end + 1] in ("：", ":")
    )
    return not arabic and bool(announced)


_PROGRAMME = re.compile(
    r"(?:[^，。；、\n\d]{0,10}(?:重点|示范|试点|特色|样板|精品|标杆|美丽|和美|先行|创新)[^，。；、\n\d]{0,6}?)"
    r"(?:建设|创建|培育|打造|改造|工程|行动|计划|提升|评选)(?=[、等的”]|开展|进行)"
)
_DEALS_WITH = re.compile(r"(?:开展|围绕|聚焦|就|针对|推进|助推|紧扣|关于|实施|对|助力|以|、)$")


def _programme(text: str, match: Match) -> bool:
    """开展100个乡村旅游重点村建设等视察: the name of the thing dealt with, not a count."""
    if match.group("unit") not in ("个", "家", "条", "名", "项", "座", "处", "村"):
        return False
    if not _PROGRAMME.match(text, match.end()):
        return False
    return bool(_DEALS_WITH.search(text, max(0, match.start() - 3), match.start()))


_ONE_UNITS = frozenset("所个次件名位家座处场部条辆台篇项支间幢栋艘期份人户套届")
_ONE_AFTER = re.compile(r"(?:其中|仅有?|只有|各|至少|共|计)$")
_NOT_A_NOUN = frozenset(
    "这那每某同任唯逐统哪有上下进退走跑看问说试跳了过着去来第成另首当头前后再按随专划为把给是的在到听见又更不如归合独"
)
_SLOGAN = re.compile(
    r"(?:确立|维护|务必|自信|意识|坚持|更加|必须|毫不|统筹|转变|提升|突破|聚焦|围绕|如何|到位|百年|文明|革命|伟大"
    r"|代表|大局|结合|基本|服务(?=[”，、]|检验)|先行|关键|中心|体系|度|关系|导向|不|没有|能力|问题导向|清单|机制|规定|纪律"
    r"|原则|职能|法宝|主题词|巴掌|指头|轮子|口袋)"
)
_PLACE = re.compile(
    r"[台家门道盘口眼面间层块片元岔桥溪]+(?:村|县|市|区|镇|乡|山|河|渠|峡|湖|寨|堡|桥|湾|岭|沟|坪|店|庄|铺|集)"
)
_MEETING = re.compile(r"(?:会议|全会|常委|主席会|大会|全体会|党组会)")
_SESSION = re.compile(r"会议(?:以来|期间|闭会|闭幕|上|后|精神|召开|胜利)")
_SEATED = re.compile(r"(?:届[^，。；\d\n]{0,14}|委员会|常委会|政协|党组|主席会议?)$")


def _chinese(text: str, match: Match, before: str, unit: str) -> bool:
    """Words with a Chinese numeral: 一批, 百名专家, 两个维护, 三台县, 常委会十七次会议."""
    begin, end, numeral = match.start(), match.end(), match.group("number")
    loose = before or match.group("mid") or match.group("mid2") or match.group("scale")
    if numeral == "一" and not loose:
        return _one(text, begin, end, unit)
    if unit == "字" and "万" not in match.group():
        return True  # 八字方针, 四个字; a book is counted in 万字
    if numeral == "二" or numeral.startswith(("零", "〇")):  # noqa: RUF001
        return True
    if all(char in "百千万亿" for char in numeral) and not loose:
        return True
    if _SLOGAN.match(text, end) or (text[end : end + 1] in NUMERAL_CHARS and unit == "个"):
        return True
    if unit in "期代" and text[end : end + 2] in ("工程", "项目", "建设", "扩建"):
        return True
    if _PLACE.match(text, match.start("unit")):
        return True
    if unit == "次" and _SESSION.match(text, end):
        return True
    return bool(
        unit == "次"
        and _MEETING.match(text, end)
        and _SEATED.search(text, max(0, begin - 18), begin)
    )


def _one(text: str, begin: int, end: int, unit: str) -> bool:
    """一 counts behind its noun at a clause end (小学一所，) or after 其中; else it narrates."""
    if unit in DURATIONS:
        return False  # 蹲点一周: `_period` has kept it
    if unit not in _ONE_UNITS:
        return True
    if _ONE_AFTER.search(text, max(0, begin - 2), begin):
        return False
    following = text[end : end + 1]
    previous = text[begin - 1 : begin]
    closes = not following or following in _STOPS
    return not closes or previous in _NOT_A_NOUN or not ("\u4e00" <= previous <= "\u9fff")
