"""The office's own rules: amended in a new version, repealed with a reason."""

from datetime import datetime
from typing import Any

from yizheng.core import records
from yizheng.core.actors import Actor
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.office import permissions
from yizheng.office.models import OfficeRule


@service("office.amend_rule")
def amend_rule(*, by: Actor, facts: dict[str, Any], at: datetime | None = None) -> OfficeRule:
    """Make a new version of a rule; the one it `replaces` stays as it was.

    Raises:
        NotAllowed, Invalid: as `core.records.create`; that version was amended or repealed
            already, or began later.
    """
    old: OfficeRule = facts["replaces"]
    if OfficeRule.objects.filter(replaces=old).exists():
        raise Invalid("这一版已经修订过，请打开最新的一版再修订")
    if old.repealed_on:
        raise Invalid(f"这项制度 {old.repealed_on} 已经废止")
    day = facts.get("amended_on")
    if not day:
        raise Invalid("请填写修订日期", field="amended_on")
    if day <= old.since:
        raise Invalid(f"修订日期须晚于上一版的 {old.since}", field="amended_on")
    return records.create(
        OfficeRule,
        by=by,
        right=permissions.keep,
        facts=facts | {"adopted_on": old.adopted_on},
        key="office.amend_rule",
        at=at,
    )


@service("office.repeal_rule")
def repeal_rule(rule: OfficeRule, *, by: Actor, facts: dict[str, Any], version: int) -> OfficeRule:
    """End a rule on a day, and say why.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.revise`; without day or reason, before it
            began, or of a version that is no longer the newest.
    """
    if OfficeRule.objects.filter(replaces=rule).exists():
        raise Invalid("这一版已经修订过，请废止最新的一版")
    day = facts.get("repealed_on")
    if not day:
        raise Invalid("请填写废止日期", field="repealed_on")
    if day < rule.since:
        raise Invalid(f"废止日期不能早于这一版的 {rule.since}", field="repealed_on")
    if not (facts.get("repeal_reason") or "").strip():
        raise Invalid("请写明废止的原因", field="repeal_reason")
    right, key = permissions.keep, "office.repeal_rule"
    return records.revise(rule, by=by, right=right, facts=facts, version=version, key=key)
