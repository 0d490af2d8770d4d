"""Regular expressions tried where a numeral begins: names and dates first, then quantities.

Names come first so that 四届十七次, 2026—2030年 and 5A级 are consumed whole. What a regular
expression cannot tell (一批, 五年, 三张清单) is told by the rules of `negatives`.
"""

import re

from yizheng.claims.measures import COUNTING, DIGITS_ONLY, UNITS

DIGIT = "零〇一二两三四五六七八九"
NUMERAL_CHARS = "零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"
# A numeral may begin here; 半 counts only in 半数.
BEGIN = re.compile(rf"[\d{NUMERAL_CHARS}①②③④⑤⑥⑦⑧⑨⑩]|半数")
CHINESE = rf"[{NUMERAL_CHARS}]+(?:点[{DIGIT}]+[万亿]*)?"
ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
SMALL = r"[一二三四五六七八九十]{1,3}"
NUMBER = rf"(?:\d+|[{NUMERAL_CHARS}]+)"
TO = r"(?:至|到|[-—–~－─]+)"

# Titles, and names short enough to be one: “百日攻坚”, 《十四五规划》. Speech is read, so a
# quotation with a stop in it is not a name.
QUOTED = re.compile(
    r"《[^《》\n]{1,60}》|“[^“”，。！？；：,;:\n]{1,18}”|「[^」\n]{1,18}」|‘[^’\n]{1,18}’"
)

# Dates with digits: 2024年3月5日, 1月18日—21日, 2021—2025年, 3月底, 15:30, 9时30分, 18日.
_YEAR = r"(?:1[6-9]|20)\d\d"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])[日号]"
_OF_MONTH = "份|底|初|末|中旬|上旬|下旬"
_MONTH = rf"(?:1[0-2]|0?[1-9])月(?![龄亮饼嫂台球])(?:{_OF_MONTH}|{_DAY})?"
DATE_DIGITS = rf"""
  {_YEAR}年?度?{TO}{_YEAR}(?:年(?:度|底|间)?|(?!\d))
 |{_YEAR}(?:[-/.]\d{{1,2}}){{2}}日?
 |{_YEAR}/{_YEAR}
 |{_YEAR}年(?:度|底|初|末|代|间)?(?:{_MONTH}(?:{TO}(?:{_MONTH}|{_DAY}))?)?
 |{_YEAR}(?=[·•—\-~/、，,。；|:\s)）》”春夏秋冬届]|$)
 |(?:1[0-2]|[1-9])月?{TO}{_MONTH}
 |{_MONTH}(?:{TO}(?:{_MONTH}|{_DAY}))?
 |{_DAY}(?!均)(?:{TO}(?:{_MONTH}|{_DAY}))?
 |(?:[12]\d|3[01]|[1-9]){TO}{_DAY}
 |\d{{1,2}}:\d\d(?::\d\d)?(?:{TO}\d{{1,2}}:\d\d)?
 |\d{{1,2}}时(?:\d{{1,2}}分|半|许|整)?(?:{TO}\d{{1,2}}时(?:\d{{1,2}}分|半)?)?
 |\d{{1,2}}点(?:\d{{1,2}}分|半|钟|整|许)
 |[1-4]季度|\d+周年|\d{{2,4}}年代|\d{{1,2}}世纪
"""
# 二〇二五年三月, 三月五日, 上午九时, 三季度, 四十周年, 二十一世纪.
DATE_CHINESE = rf"""
  [一二][〇零一二三四五六七八九]{{3}}年?(?:度|底|初|末)?(?:{SMALL}月(?:{SMALL}日)?)?
 |{SMALL}月(?![龄亮饼嫂台球])(?:份|底|初|末|中旬|上旬|下旬|{SMALL}[日号])?(?:{TO}{SMALL}[日号])?
 |{SMALL}[日号](?=[,，。、至上下晚])
 |{SMALL}时(?:{SMALL}分|半|许|整)|{SMALL}点(?:{SMALL}分|半|钟|整|许)
 |[一二三四两]个?季度|{SMALL}周年|{SMALL}年代|{SMALL}世纪
"""
# 届次, with or without 第: 五届十二次, 二十届三中, 十三届全国委员会四次会议; prizes.
ORDINALS = rf"""
  {NUMBER}届(?:{NUMBER}[次中])?(?!\d|[个件名项](?:[^次]|$))
 |(?:二十|十[一二三四五六七八九])大(?![多约概])
 |{SMALL}中全会
 |[特一二三四1-5]等(?:奖|功|次|品|级|舱)
"""
# 第088号 is taken by its 第; these have none: 12号楼, a telephone number.
DOCUMENTS = r"""
  \d{3,4}-\d{7,8}(?:-\d+)?|1[3-9]\d{9}(?!\d)
 |\d+号|\d+(?:-\d+){2,}
"""
# Words with digits in them: 1+6+N, 5A级, 5G, 3D, 2.0版; and the numbered services.
NAME_DIGITS = r"""
  \d+(?:\+(?:\d+|[A-Za-zＮＸ]))+
 |\d+(?:\.\d+)?(?!km|kg|kW|MW|GW|m²)[A-Za-z]+\d*级?
 |1(?:2345|2348|2315|2355|2338|2309|10|19|20|14)(?=热线|平台|指挥|急救|电话|报警|联动)
 |\d(?:\.\d)?(?:星级|级|维)|\d\.\d版|\d+路(?=公交|车)|\d{1,2}(?:大(?!学|型)|强|佳)
"""  # noqa: RUF001
# Words with a Chinese numeral: 三级, 五位一体, 二维码; sayings whose second character could pass
# for a measure word: 三天两头, 千家万户.
NAME_CHINESE = rf"""
  {SMALL}(?:星级|级|线城市|维码|维|力[俱并])
 |[两三四五六七八九十](?:位一体|套班子|面红旗|江|岸|院)
 |三番[五两]次|三天两头|三天打鱼两天晒网|四面八方|五湖四海|千家万户
 |千山万水|万水千山|千头万绪|万家灯火|三句话不离
 |三令五申|七嘴八舌|五花八门|三言两语|四梁八柱|百尺竿头|三六九等|千里之行|三年五载|十里八[乡村]|三三两两
 |两条腿走路|一带一路|百花齐放|两袖清风|万[分一]|千万(?=不|要|别)|百分(?!之)|十分(?!钟)
 |一(?![十百千万])[^，。；、\n\d]{{0,2}}一[^，。；、\n\d个]
 |(?<!翻)(?<!翻了)(?<!翻了近)(?<!翻近)[一两二三四]+番
"""
SKIP_DIGITS = re.compile(
    rf"(?P<document>{DOCUMENTS})|(?P<date>{DATE_DIGITS})"
    rf"|(?P<ordinal>{ORDINALS})|(?P<name>{NAME_DIGITS})",
    re.VERBOSE,
)
SKIP_CHINESE = re.compile(
    rf"(?P<date>{DATE_CHINESE})|(?P<ordinal>{ORDINALS})|(?P<name>{NAME_CHINESE})", re.VERBOSE
)

# Approximators before the numeral, longest first, and the bound each gives.
BEFORE = {
    "不少于": "ge_open", "不低于": "ge_open", "不小于": "ge_open", "不超过": "le", "不多于": "le",
    "不高于": "le", "不足": "le", "不到": "le", "不满": "le", "未满": "le", "超过": "gt",
    "超出": "gt", "突破": "gt", "接近": "near", "将近": "near", "大约": "approx",
    "至少": "ge_open", "最少": "ge_open", "最多": "le", "不下": "ge_open", "逾": "gt",
    "超": "gt", "近": "near", "约": "approx", "过": "gt", "上": "ge_open",
    "好几": "some", "数": "some", "几": "some",
}  # fmt: skip
AFTER = {
    "以上": "ge_open", "及以上": "ge_open", "以下": "le", "以内": "le", "之内": "le",
    "左右": "approx",
    "上下": "approx", "有余": "ge", "之多": "eq", "开外": "ge", "余": "ge", "多": "ge",
}  # fmt: skip
_AFTER = "及以上|以上|以下|以内|左右|上下|有余|余(?!额)|多(?=[，,。；;、）)]|的|$)"
_COUNTING = f"[{COUNTING}]"
_DIGITS_ONLY = f"[{COUNTING}{DIGITS_ONLY}]"
_UNIT = rf"个(?=[多半](?:月|小时))|%|‰|个?百分点|{UNITS}"


def _quantity(number: str, single: str) -> re.Pattern[str]:
    return re.compile(
        rf"""
  (?:
    (?P<of>百分之|千分之|万分之|[{NUMERAL_CHARS}\d]+分之)(?P<fraction>{CHINESE}|{ARABIC})(?P<fmid>[余多])?
   |(?P<half>一半|半数)
   |(?P<cheng>{number})(?P<cmid>[多余])?成(?![立为了果效员本功长年熟就都人])(?P<chalf>半)?
   |(?P<low>{number})(?P<lowunit>[万亿千百]|%)?{TO}(?P<high>{number})
      (?P<scale2>[百千万亿]*)(?P<mid3>余|多)?(?P<unit2>{_UNIT}|{single})
   |(?P<number>{number})(?P<mid>[余多来几])?(?P<scale>(?:[百千](?![米克瓦])|[百万亿])+)?(?P<mid2>[余多来])?
    (?P<unit>{_UNIT}|{single})?(?P<tail>多(?=月|小时|年)|半(?=月|小时)|半(?![年月天日小数]))?
    (?P<unit3>(?<=个[多半])(?:月|小时))?
  )
  (?P<after>{_AFTER})?
""",
        re.VERBOSE,
    )


QUANTITY_DIGITS = _quantity(ARABIC, _DIGITS_ONLY)
QUANTITY_CHINESE = _quantity(CHINESE, _COUNTING)
