"""Who reads the list of what was handed on. From a record's page everybody does who may see it."""

from yizheng.accounts.roles import Role
from yizheng.core.access import held_by

view = held_by(
    "handoffs.view", "查看转办", Role.PROPOSALS, Role.RESEARCH, Role.SPECIAL, Role.LEADER
)
# A decision hands on, under the right to decide.
hand_on = held_by("handoffs.hand_on", "转办", Role.PROPOSALS, Role.SPECIAL, Role.RESEARCH)
hand_recommendation = held_by(
    "handoffs.hand_recommendation", "把意见建议转社情民意信息", Role.SPECIAL, Role.RESEARCH
)
