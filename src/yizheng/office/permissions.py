"""Who may see and keep upward reports, rules and honours."""

from yizheng.accounts.roles import INSIDERS, Role
from yizheng.core.access import held_by

view_report = held_by("office.view_report", "查看请示报告", *INSIDERS)
view = held_by("office.view", "查看制度和荣誉", *INSIDERS, Role.MEMBER)
keep = held_by("office.keep", "登记机关工作", Role.OFFICE, Role.PARTY)
