"""The audit trail of a committee as the audit officer reads it."""

from django.db.models import QuerySet

from yizheng.accounts import permissions
from yizheng.core.access import restrict
from yizheng.core.actors import Actor
from yizheng.core.history import Chain, Event, chain_key
from yizheng.core.registers import REGISTERS, Column
from yizheng.core.showing import told

COLUMNS = (
    Column("number", "序号", "number", "number"),
    Column("recorded_at", "记录时间", "recorded_at", "moment"),
    Column("by_name", "经办人", "by_name"),
    Column("on_behalf_of", "代谁办理", "on_behalf_of"),
    Column("via", "途径", "via"),
    Column("action", "事项", "action"),
    Column("record", "记录", "record"),
    Column("refused", "被拒绝", "refused", "bool"),
    Column("message", "说明", "message"),
    Column("digest", "校验值", "digest"),
)


def events(actor: Actor) -> QuerySet[Event]:
    """The committee's trail, newest first. 1 query."""
    rows = restrict(Event.objects.select_related("on_behalf_of"), permissions.read_trail, actor)
    return rows.order_by("-number")


def head(actor: Actor) -> Chain | None:
    """The head of the trail: its length and digest, which somebody else should keep. 1 query."""
    return Chain.objects.filter(key=chain_key(actor.committee_id)).first()


# Acts on what has no register. The others are told by `showing.told`.
VERBS = {
    "accounts.open_account": "开立账号",
    "accounts.disable_account": "停用账号",
    "accounts.enable_account": "恢复账号",
    "accounts.reset_password": "重置密码",
    "accounts.grant_role": "授予角色",
    "accounts.revoke_role": "收回角色",
    "accounts.issue_token": "生成接口令牌",
    "accounts.revoke_token": "停用接口令牌",
    "accounts.give_assistance": "委托代办",
    "accounts.end_assistance": "终止代办",
    "accounts.act_for": "开始代办",
    "core.set_rule": "修改本会规则",
    "desk.publish_calendar": "登记放假安排",
    "members.found_committee": "设立政协组织",
}


def verb_of(event: Event) -> str:
    """What was done, in words; the key of the act when nobody has given it words."""
    register = REGISTERS.get(event.record.partition(":")[0])
    return told(event, register).label if register else VERBS.get(event.action, event.action)
