"""States of reports and bulletins, and where a report can be adopted."""

from django.db.models import TextChoices


class State(TextChoices):
    """What became of a report at this committee."""

    RECEIVED = "received", "待编报"
    EDITED = "edited", "待签发"
    COMPILED = "compiled", "已编报"
    KEPT = "kept", "留存"
    JOINED = "joined", "已并入"
    WITHDRAWN = "withdrawn", "已撤回"


# Not counted as reports: the same matter is counted once, what was taken back not at all.
NOT_COUNTED = frozenset({State.JOINED, State.WITHDRAWN})
# What another report on the same matter can be joined to.
IN_USE = frozenset({State.RECEIVED, State.EDITED, State.COMPILED})
# What can still be joined to another one.
UNSETTLED = frozenset({State.RECEIVED, State.EDITED, State.KEPT})


class ForwardingState(TextChoices):
    """Whether the unit to which a report was forwarded has answered."""

    SENT = "sent", "待反馈"
    ANSWERED = "answered", "已反馈"


class Source(TextChoices):
    """Who reports."""

    MEMBER = "member", "委员"
    PARTY = "party", "党派团体"
    ORGANISATION = "organisation", "人民团体"
    SPECIAL = "special", "专门委员会"
    COUNTY = "county", "下级政协"
    INFORMANT = "informant", "特邀信息员"
    STAFF = "staff", "机关"


# The committee's own members and bodies.
OWN = frozenset({Source.MEMBER, Source.PARTY, Source.ORGANISATION, Source.SPECIAL})


class Series(TextChoices):
    """Kinds of bulletin; each is numbered by itself, from 1 every year."""

    ORDINARY = "ordinary", "社情民意信息"
    SPECIAL = "special", "社情民意专报"
    DIRECT = "direct", "直报"


class Layout(TextChoices):
    """How an issue uses its reports."""

    SINGLE = "single", "逐篇编发"
    DIGEST = "digest", "综合编发"


class BulletinState(TextChoices):
    """Where an issue is."""

    DRAFT = "draft", "待发"
    SENT = "sent", "已发出"
    WITHDRAWN = "withdrawn", "已撤回"


class AdoptionLevel(TextChoices):
    """How high a report was adopted."""

    CITY = "city", "市级"
    PROVINCE = "province", "省级"
    NATION = "nation", "国家级"


class AdoptionMode(TextChoices):
    """How a report was used."""

    SINGLE = "single", "单篇采用"
    DIGEST = "digest", "综合采用"
    FORWARDED = "forwarded", "转送"


UPPER = frozenset({AdoptionLevel.PROVINCE, AdoptionLevel.NATION})
