"""At which level the leader stands who wrote an instruction."""

from django.db.models import TextChoices


class LeaderLevel(TextChoices):
    """Where the leader stood when he wrote."""

    COUNTY = "county", "县级"
    CITY = "city", "市级"
    PROVINCE = "province", "省级"
    NATION = "nation", "国家级"
