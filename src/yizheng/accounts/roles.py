"""The roles of product.md: what somebody comes for. Rights are in each app's `permissions`."""

from django.db.models import TextChoices


class Role(TextChoices):
    """A role in one committee. Nobody holds two of the three officers' roles."""

    MEMBER = "member", "委员"
    PROPOSALS = "proposals", "提案委工作人员"
    RESEARCH = "research", "研究室工作人员"
    OFFICE = "office", "办公室工作人员"
    SPECIAL = "special", "专门委员会工作人员"
    PARTY = "party", "机关党委工作人员"
    UNIT = "unit", "承办单位经办人"
    UNIT_REVIEWER = "unit_reviewer", "承办单位签发人"
    LEADER = "leader", "领导"
    SUPERVISION = "supervision", "督查室工作人员"
    SYSTEM_OFFICER = "system_officer", "系统管理员"
    SECURITY_OFFICER = "security_officer", "安全管理员"
    AUDIT_OFFICER = "audit_officer", "审计管理员"


# Held by no account: with it the other end of the ladder delivers, in the act of one of its people.
MESSENGER = "messenger"
# Those who act for a handling unit.
UNITS = (Role.UNIT, Role.UNIT_REVIEWER)
STAFF = (Role.PROPOSALS, Role.RESEARCH, Role.OFFICE, Role.SPECIAL, Role.PARTY)
OFFICERS = (Role.SYSTEM_OFFICER, Role.SECURITY_OFFICER, Role.AUDIT_OFFICER)
# Those who read the committee's work as a whole.
INSIDERS = (*STAFF, Role.LEADER)
