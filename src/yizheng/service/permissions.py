"""Who may see and keep aid, platforms, concerns and grants."""

from yizheng.accounts.roles import INSIDERS, Role
from yizheng.core.access import held_by

view = held_by("service.view", "查看帮扶和服务为民", *INSIDERS, Role.MEMBER)
view_money = held_by("service.view_money", "查看帮扶资金", *INSIDERS)
view_grant = held_by("service.view_grant", "查看助学发放", Role.OFFICE, Role.SPECIAL, Role.LEADER)
keep = held_by("service.keep", "登记帮扶和服务为民", Role.OFFICE, Role.SPECIAL)
