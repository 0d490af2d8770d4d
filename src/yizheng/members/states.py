"""Levels, kinds of organs, and how a mandate stands."""

from django.db.models import TextChoices


class Level(TextChoices):
    """Where in the country a committee stands."""

    NATION = "nation", "全国"
    PROVINCE = "province", "省"
    CITY = "city", "市"
    COUNTY = "county", "县（市、区）"


class OrganKind(TextChoices):
    """What a body of the committee is."""

    PARTY_GROUP = "party_group", "党组"
    OFFICE_PARTY_GROUP = "office_party_group", "机关党组"
    BUREAU = "bureau", "主席会议"
    STANDING = "standing", "常务委员会"
    SPECIAL = "special", "专门委员会"
    OFFICE = "office", "办事机构"
    BRANCH = "branch", "党支部"
    GROUP = "group", "界别活动组"


class Sex(TextChoices):
    """As on the roster."""

    MALE = "male", "男"
    FEMALE = "female", "女"


class Standing(TextChoices):
    """How a mandate stands."""

    SERVING = "serving", "在任"
    RESIGNED = "resigned", "辞职"
    REMOVED = "removed", "免去"
    REVOKED = "revoked", "撤销"
    DIED = "died", "病故"
    EXPIRED = "expired", "届满"


class MergeState(TextChoices):
    """How far the merging of two records of one person is."""

    ASKED = "asked", "待复核"
    MERGED = "merged", "已合并"
    DECLINED = "declined", "不合并"
    WITHDRAWN = "withdrawn", "已撤回"
