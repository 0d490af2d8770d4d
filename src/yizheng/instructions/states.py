"""At which level the leader stands who wrote an instruction; where a conveyance stands."""

from django.db.models import TextChoices


class LeaderLevel(TextChoices):
    """Where the leader stood when he wrote."""

    COUNTY = "county", "县级"
    CITY = "city", "市级"
    PROVINCE = "province", "省级"
    NATION = "nation", "国家级"


class ConveyanceState(TextChoices):
    """Where a unit is with what was conveyed to it."""

    GIVEN = "given", "待反馈"
    ANSWERED = "answered", "已反馈"
    SETTLED = "settled", "已办结"
