"""Bodies of proposals, replies and opinion reports, each in several shapes."""

import re
from random import Random

from .composing import Matter, fill, listed

OPENERS = (
    "今年以来，我们先后到{town}、{village}等地走访，看到：",
    "结合本职工作中接触到的情况，",
    "界别活动中几位委员谈到这个话题，会后查阅资料得知，",
    "据主管部门提供的数据，",
    "我们用两周时间作了核实。",
    "{community}居民在委员工作室留言以后，我们作了一次摸底：",
    "这件事看似不大，牵动的人却不少。",
    "",
    "",
    "",
)
MIDDLES = (
    "其中{town}一带表现得比较明显。",
    "与邻近地区相比，我们起步不晚，后劲不足。",
    "有关部门做了不少工作，成效也看得见。",
    "{street}的情况有一定代表性。",
    "",
    "",
)
CLOSERS = ("以上建议，请予研究。", "如可行，建议先选一两处试点。", "", "", "", "", "")


# A fact that says itself how it was found out needs no opener that says so again.
FOUND_OUT = re.compile("显示|走访|抽查|抽样|调查|排查|体验|清点|清查|问卷|暗访|现场|巡河|回访")


def opener_for(matter: Matter, chance: Random) -> str:
    """How a text begins before its first fact; often it begins with the fact."""
    opener = fill(chance.choice(OPENERS), matter.slots, chance)
    is_joined = opener.endswith(("，", "："))
    return "" if is_joined and FOUND_OUT.search(matter.facts[0][:14]) else opener


def situation(matter: Matter, chance: Random) -> str:
    """What is the matter: where it was seen, with figures."""
    opener = opener_for(matter, chance)
    middle = fill(chance.choice(MIDDLES), matter.slots, chance)
    first, *others = matter.facts
    rest = f"{others[0]}。" if others and chance.random() < 0.7 else ""
    if opener.endswith("。") and chance.random() < 0.3:
        return f"{first}。{rest}{opener}"
    return f"{opener}{first}。{middle}{rest}"


def analysis(matter: Matter, chance: Random) -> str:
    """Why it is so."""
    problems = matter.problems
    shape = chance.randrange(6)
    if shape == 0:
        return listed(problems, "#是", joint="")
    if shape == 1:
        return listed(problems, "0. ")
    if shape == 2:
        return listed(problems, "（#）")
    if shape == 3:
        return f"症结主要在这几处：{'；'.join(problems)}。"
    if shape == 4:
        first, *others = problems
        return f"{first}，这是意见最集中的一点。此外，{'；'.join(others)}。"
    return "分析起来，" + "。\n".join(problems) + "。"


def suggestion(matter: Matter, chance: Random) -> str:
    """Who should do what."""
    measures = matter.measures
    shape = chance.randrange(6)
    closer = chance.choice(CLOSERS)
    if shape == 0:
        text = listed(measures, "#、")
    elif shape == 1:
        text = listed(measures, "0. ")
    elif shape == 2:
        text = listed(measures, "（#）")
    elif shape == 3:
        unit = matter.topic["units"][0]
        first, *others = measures
        text = f"建议由{unit}牵头，{first}；{'；'.join(others[:-1])}。同时，{others[-1]}。"
    elif shape == 4:
        text = listed(measures, "#要", joint="；\n", end="").rstrip() + "。"
    else:
        text = "。\n".join(measures) + "。"
    return f"{text}\n{closer}" if closer else text


def reply(matter_title: str, measures: list[str], result: str, chance: Random) -> str:
    """The unit's answer, point by point; `result` is the class A, B or C."""
    said = {
        "A": ("已经办结", "已于近期完成", "已经落实到位", "已纳入日常工作，正常运行"),
        "B": (
            "正在推进，计划年内完成",
            "已列入明年计划",
            "方案已经形成，正在征求意见",
            "先行试点，成熟后推开",
        ),
        "C": (
            "受资金条件限制，暂不具备实施条件",
            "上级政策尚未明确，留作参考",
            "需与省级部门衔接，我们将持续关注",
        ),
    }[result]
    points = [f"关于“{measure}”的建议，{chance.choice(said)}" for measure in measures[:3]]
    opener = chance.choice(
        (
            f"您提出的“{matter_title}”收悉，经研究答复如下。",
            "收到提案后，我们与您进行了面商，现答复如下。",
            "提案所提意见切合实际，我们逐条作了研究。",
        )
    )
    closer = chance.choice(
        ("感谢您对我们工作的关心。", "欢迎继续提出意见。", "办理进展将及时向您通报。")
    )
    return f"{opener}\n{listed(points, '#、')}\n{closer}"


def report_original(matter: Matter, chance: Random) -> str:
    """An opinion report as it came in: one matter, told plainly."""
    first = matter.facts[0]
    opener = opener_for(matter, chance)
    problems, measures = matter.problems[:3], matter.measures[:3]
    shape = chance.randrange(4)
    if shape == 0:
        found = f"{opener}{first}。目前存在的问题：{'；'.join(problems)}。"
        return f"{found}\n建议：{'；'.join(measures)}。"
    if shape == 1:
        return (
            f"{opener}{first}。\n{listed(problems, '0. ')}\n为此建议：\n{listed(measures, '0. ')}"
        )
    if shape == 2:
        return f"{first}。{problems[0]}，{problems[1]}。希望有关部门{measures[0]}，{measures[1]}。"
    found = f"{opener}{first}。\n{listed(problems, '#是', joint='')}"
    return f"{found}\n建议{listed(measures, '#是', joint='')}"


def report_edited(matter: Matter, original: str, chance: Random) -> str:
    """The same report after editing: shorter, in the order of the house."""
    if chance.random() < 0.35:
        return original.replace("目前存在的问题", "主要问题").replace("希望有关部门", "建议")
    problems, measures = matter.problems[:3], matter.measures[:3]
    body = f"{matter.facts[0]}。主要问题：{'；'.join(problems)}。"
    return f"据反映，{body}\n建议：{listed(measures, '#是', joint='')}"
