"""Lists, pages and forms of handling units and parties."""

from yizheng.core.registers import Group, register

from . import permissions
from .models import Party, Unit

UNITS = register(
    Unit,
    slug="units",
    section="proposals",
    view=permissions.view,
    enter=permissions.keep,
    columns=("name", "short_name", "channel", "contact"),
    hidden=("closed_on",),
    order="name",
    search=("name", "short_name"),
    filters=("channel",),
    groups=(
        Group("单位", ("name", "short_name", "channel", "closed_on")),
        Group("联络", ("contact", "contact_phone")),
    ),
)
PARTIES = register(
    Party,
    slug="parties",
    section="members",
    view=permissions.view,
    enter=permissions.keep,
    columns=("name", "short_name", "order"),
    order="order",
    groups=(Group("党派团体", ("name", "short_name", "order")),),
    in_menu=False,
)
