"""The page of figures: each with its definition, so that a statistician can check it."""

from yizheng.core.indicators import FIGURES, Figure, Indicator, Relation

from .markdown import code, document, table

SAYS = {
    "part_of": "其记录都是 {other} 的记录",
    "at_most": "不大于 {other}",
    "equals": "等于 {factor}{other}",
    "disjoint": "与 {other} 没有共同的记录",
    "contiguous": "记录的 {field} 连续无缺",
}


def page() -> str:
    """Every figure by the app that declares it."""
    groups = sorted({key.partition(".")[0] for key in FIGURES})
    intro = f"共 {len(FIGURES)} 个指标。指标给出的是记录，数值由引擎点数（或加总一个字段）。"
    return document("指标", intro, *[_group(group) for group in groups])


def _group(group: str) -> str:
    figures = [FIGURES[key] for key in sorted(FIGURES) if key.partition(".")[0] == group]
    head = ("代号", "名称", "单位", "年度", "口径", "计入", "不计入", "关系", "依据")
    return f"## {group}\n\n" + table(head, [_row(figure) for figure in figures])


def _row(figure: Figure) -> tuple[object, ...]:
    return (
        code(figure.key),
        figure.label,
        figure.unit,
        figure.clock.label,
        figure.basis.label,
        figure.counts if isinstance(figure, Indicator) else _parts(figure),
        figure.leaves_out,
        "；".join(_relation(relation) for relation in figure.relations),
        figure.citation,
    )


def _parts(figure: Figure) -> str:
    if isinstance(figure, Indicator):
        return ""
    return f"{code(figure.part.key)} ÷ {code(figure.whole.key)}"


def _relation(relation: Relation) -> str:
    factor = f"{relation.factor} × " if relation.factor != 1 else ""
    return SAYS[relation.kind].format(
        other=code(relation.other), factor=factor, field=code(relation.field)
    )
