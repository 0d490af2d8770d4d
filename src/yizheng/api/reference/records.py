"""The page of registers: what kinds of record there are, and what each holds."""

from yizheng.core.navigation import LABELS, SECTIONS
from yizheng.core.registers import REGISTERS, Column, Register

from .markdown import code, document, table

KINDS = {
    "text": "文字", "day": "日期", "moment": "时间", "number": "数", "money": "金额（元）",
    "badge": "选项", "bool": "是否",
}  # fmt: skip


def page() -> str:
    """Every register by row of work."""
    keys = [section.key for section in SECTIONS]
    registers = sorted(REGISTERS.values(), key=lambda r: (_place(r, keys), r.key))
    intro = f"共 {len(registers)} 种记录。代号也是接口地址 `/api/v1/records/` 后的一段。"
    return document("台账", intro, *[_section(register) for register in registers])


def _place(register: Register, keys: list[str]) -> int:
    return keys.index(register.section) if register.section in keys else len(keys)


def _section(register: Register) -> str:
    facts = [
        f"- 工作：{LABELS.get(register.section, register.section)}",
        f"- 查看：{code(register.view.key)}",
        f"- 登记：{code(register.enter.key) if register.enter else '由办理产生，不直接登记'}",
    ]
    if register.intro:
        facts.append(f"- 说明：{register.intro}")
    title = f"## {register.label}（{register.key}）"
    head = ("列", "名称", "种类", "可排序")
    rows = [_row(column) for column in register.columns]
    return "\n\n".join([title, "\n".join(facts), table(head, rows)])


def _row(column: Column) -> tuple[object, ...]:
    return (
        code(column.name), column.label, KINDS.get(column.kind, column.kind), code(column.sort),
    )  # fmt: skip
