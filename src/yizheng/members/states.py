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


class TenureKind(TextChoices):
    """What a dated fact of a person says."""

    SECTOR = "sector", "界别"
    PARTY = "party", "党派"
    POST = "post", "职务"


class Title(TextChoices):
    """A post in the committee."""

    CHAIR = "chair", "主席"
    VICE_CHAIR = "vice_chair", "副主席"
    SECRETARY = "secretary", "秘书长"
    DEPUTY_SECRETARY = "deputy_secretary", "副秘书长"
    STANDING = "standing", "常务委员"
    HEAD = "head", "主任"
    DEPUTY = "deputy", "副主任"
    MEMBER = "member", "委员"
    CONVENER = "convener", "召集人"


# Held by members alone.
OF_MEMBERS = (Title.CHAIR, Title.VICE_CHAIR, Title.SECRETARY, Title.STANDING)
# One at a time in the whole committee.
ALONE = (Title.CHAIR, Title.SECRETARY)
# In a special committee or a group, which must be named.
IN_ORGAN = (Title.HEAD, Title.DEPUTY, Title.MEMBER, Title.CONVENER)
LEADING = (Title.CHAIR, Title.VICE_CHAIR, Title.SECRETARY, Title.DEPUTY_SECRETARY)


class Leaving(TextChoices):
    """How a mandate ends before its term does."""

    RESIGNED = "resigned", "辞职"
    REMOVED = "removed", "免去"
    REVOKED = "revoked", "撤销"
    DIED = "died", "病故"


class TermState(TextChoices):
    """How far a change of term is."""

    DRAFT = "draft", "准备中"
    ASKED = "asked", "待复核"
    CONFIRMED = "confirmed", "已复核，待生效"
    IN_FORCE = "in_force", "已生效"
