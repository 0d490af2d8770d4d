"""The audit trail of a committee as the audit officer reads it."""

from django.db.models import QuerySet

from yizheng.accounts import permissions
from yizheng.core.access import restrict
from yizheng.core.actors import Actor
from yizheng.core.history import Chain, Event, chain_key
from yizheng.core.registers import Column

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
