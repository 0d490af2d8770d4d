"""Who keeps the rules of the committee and the calendar of working days."""

from yizheng.accounts.roles import Role
from yizheng.core.access import held_by

set_rules = held_by("desk.set_rules", "修改本会规则", Role.OFFICE)
keep_calendar = held_by("desk.keep_calendar", "维护工作日历", Role.SYSTEM_OFFICER)
