"""Committees in other installations: their keys are checked before anything is taken from them."""

from datetime import datetime
from typing import Any

from yizheng.core import records
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.core.tenancy import active_committee
from yizheng.ladder import permissions
from yizheng.ladder.models import Partner
from yizheng.ladder.sealing import is_key, public_key_of


@service("ladder.create_partner")
def enter_partner(*, by: Actor, facts: dict[str, Any], at: datetime | None = None) -> Partner:
    """Enter a partner whose key was compared on the telephone.

    Raises:
        NotAllowed, Invalid: as `core.records.create`; the key is none, or our own.
    """
    facts = _checked(facts, at=at)
    return records.create(Partner, by=by, right=permissions.keep, facts=facts, at=at)


@service("ladder.revise_partner")
def revise_partner(partner: Partner, *, by: Actor, facts: dict[str, Any], version: int) -> Partner:
    """Correct a partner, or enter its new key.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.revise`; the key is none, or our own.
    """
    facts = _checked(facts, at=None)
    return records.revise(partner, by=by, right=permissions.keep, facts=facts, version=version)


def _checked(facts: dict[str, Any], *, at: datetime | None) -> dict[str, Any]:
    if "checked_on" in facts:
        day_of(facts["checked_on"], at=at, field="checked_on")
    if "public_key" not in facts:
        return facts
    key = "".join(facts["public_key"].split()).lower()
    if not is_key(key):
        raise Invalid("公钥是 64 位的数字和字母 a 到 f，请整个复制", field="public_key")
    if key == public_key_of(active_committee()):
        raise Invalid("这是本会自己的公钥，请填对方的", field="public_key")
    return {**facts, "public_key": key}
