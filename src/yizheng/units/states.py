"""Channels of assignment."""

from django.db.models import TextChoices


class Channel(TextChoices):
    """By which way a matter is assigned (分口交办)."""

    PARTY = "party", "党委口"
    GOVERNMENT = "government", "政府口"
    CONGRESS = "congress", "人大口"
    CPPCC = "cppcc", "政协口"
    COURT = "court", "法检口"
    MASS = "mass", "群团口"
    COUNTY = "county", "县市区"
