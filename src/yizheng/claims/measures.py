"""Measure words: which characters after a numeral make it a quantity, and of what type."""

import re

MONEY = ("元", "美元", "港元", "澳门元", "日元", "欧元", "英镑", "块钱", "元钱", "元人民币")
PERSON_TIMES = ("人次", "人(次)", "名次", "户次", "人天", "人日")
# Pairs that are one word in these reports. Longer first: 件次 is not 件, 场次 is not 场.
COMPOUND = (
    "件次", "场次", "批次", "篇次", "条次", "期次", "家次", "车次", "班次", "个次", "项次", "台次",
    "台套", "套次", "课时", "学时", "工时", "小时", "个小时", "分钟", "个月", "个工作日", "工作日",
    "个半月", "个学期", "平方米", "平方公里", "平方千米", "立方米", "公里", "千米", "公斤", "千克",
    "公顷", "毫米", "厘米", "毫升", "公升", "千瓦", "千瓦时",
    "兆瓦", "华里", "海里", "英里", "标准箱", "标箱",
    "标准煤", "车皮", "人份", "份额", "方面", "星期", "周岁", "万字", "余字", "个点位", "人家",
    "km", "kg", "㎡", "kW", "MW", "GW", "m²", "℃",
)  # fmt: skip
# With a Chinese numeral only measure words of counting make a quantity: 两级, 三农, 四大, 五位一体,
# 九里铺 and 三台县 are words, not figures.
COUNTING = (
    "个名位人件项条篇次场期份部家户处座所间栋幢套台辆艘架张本册集幅块片株棵头只支把盏口眼孔床双"
    "袋箱桶瓶盒包类种门节堂轮遍趟起宗桩封则句首笔枚对副批组队班岁吨斤亩顶匹羽尾根席桌餐杯碗幕"
    "声票届路款例单元天周年倍辑卷字"
)
# With digits these count as well: 赴8省12市, 5路, 3层, 26克.
DIGITS_ONLY = (
    "省市县区乡镇村国校企点线层级代讲课回案通字词页行段章曲版卷辑站亩克两米里升度秒日"
    "时分股盘刻舱车船列道万面员洞排团枪款屏"
)
UNITS = "|".join(
    sorted(
        (re.escape(w) for w in (*PERSON_TIMES, *COMPOUND, *MONEY, "个百分点", "百分点")),
        key=len,
        reverse=True,
    )
)
DURATIONS = frozenset((
    "天", "周", "年", "个月", "小时", "个小时", "分钟", "工作日", "个工作日", "星期", "秒", "日",
    "月", "个半月", "个学期",
))  # fmt: skip
MEASURES = frozenset((
    "公里", "千米", "毫升", "公升", "公斤", "千克", "公顷", "毫米", "厘米", "千瓦", "千瓦时",
    "兆瓦", "华里", "海里", "英里", "平方米", "平方公里", "平方千米", "立方米", "米", "里", "吨",
    "斤", "亩", "克", "两", "升", "度", "字", "岁", "周岁", "km", "kg", "㎡", "kW", "MW", "GW",
    "m²", "℃", "课时", "学时", "标准箱", "标箱",
))  # fmt: skip


def claim_type(unit: str, *, share: bool = False) -> str:
    """The type of a quantity with this measure word; `share` when it follows 占."""
    if unit in ("%", "个百分点", "百分点", "‰"):
        return "share" if share else "percent"
    if unit == "倍":
        return "multiple"
    if unit in MONEY:
        return "money"
    if unit in PERSON_TIMES and unit != "户次":
        return "person_times"
    if unit in DURATIONS:
        return "duration"
    return "measure" if unit in MEASURES else "count"
