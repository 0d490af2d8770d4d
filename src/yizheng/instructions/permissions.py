"""Who may read instructions, and who registers them."""

from yizheng.accounts.roles import INSIDERS, Role
from yizheng.core.access import held_by

view = held_by("instructions.view", "查看批示", *INSIDERS, Role.SUPERVISION)
enter = held_by("instructions.enter", "登记批示", Role.OFFICE, Role.RESEARCH)
