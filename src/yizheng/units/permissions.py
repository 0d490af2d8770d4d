"""Who may see and keep handling units and parties."""

from yizheng.accounts.roles import INSIDERS, UNITS, Role
from yizheng.core.access import held_by

view = held_by("units.view", "查看承办单位", *INSIDERS, *UNITS, Role.MEMBER, Role.SUPERVISION)
keep = held_by("units.keep", "维护承办单位", Role.PROPOSALS, Role.SUPERVISION)
