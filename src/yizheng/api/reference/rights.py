"""The page of rights: which role has which right on all, some or no records."""

from yizheng.accounts.roles import Role
from yizheng.core.access import ACTIONS, EVERYTHING, NOTHING, Action
from yizheng.core.actors import Actor, Via
from yizheng.core.tenancy import within

from .markdown import code, document, table

# Rules are asked, never run: any ids do.
SOMEBODY = 1


def page() -> str:
    """Every right by app: ● all records of the committee, ○ some of them."""
    roles = list(Role)
    head = ("代号", "权限", *(role.label for role in roles))
    with within(SOMEBODY):
        rows = [_row(ACTIONS[key], roles) for key in sorted(ACTIONS)]
    return document(
        "权限",
        "● 对本会的全部记录，○ 只对其中一部分（例如本人的、交本单位办理的），空白为没有。"
        "同一条规则既筛选列表，也决定单条记录、按钮和接口。",
        table(head, rows),
    )


def _row(right: Action, roles: list[Role]) -> tuple[object, ...]:
    return (code(right.key), right.label, *(_mark(right, role) for role in roles))


def _mark(right: Action, role: Role) -> str:
    actor = Actor(
        SOMEBODY, SOMEBODY, frozenset({role}), Via.WEB, person_id=SOMEBODY, unit_id=SOMEBODY
    )
    rule = right.rule(actor)
    if rule is NOTHING:
        return ""
    return "●" if rule is EVERYTHING else "○"
