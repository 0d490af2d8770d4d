"""Who may see and keep publications, the programme and the press."""

from yizheng.accounts.roles import INSIDERS, Role
from yizheng.core.access import held_by

view = held_by("publicity.view", "查看文史宣传", *INSIDERS, Role.MEMBER)
keep = held_by("publicity.keep", "登记文史宣传", Role.RESEARCH, Role.OFFICE)
