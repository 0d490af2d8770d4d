"""States of a proposal, and the code lists of the trade."""

from django.db.models import TextChoices


class State(TextChoices):
    """Where a proposal is in its life."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待审查"
    FILED = "filed", "已立案"
    MERGED = "merged", "已并案"
    DECLINED = "declined", "不予立案"
    ASSIGNED = "assigned", "办理中"
    REPLIED = "replied", "已答复"


# Filed on their own and still so; a merged proposal may have a number too, from before the merging.
NUMBERED = frozenset({State.FILED, State.ASSIGNED, State.REPLIED})
# Given to handling units.
HANDED = frozenset({State.ASSIGNED, State.REPLIED})
# What another proposal may be merged into.
MERGEABLE = frozenset({State.SUBMITTED, State.FILED, State.ASSIGNED})


class Category(TextChoices):
    """The five spheres of the overall plan."""

    ECONOMY = "economy", "经济建设"
    POLITICS = "politics", "政治建设"
    CULTURE = "culture", "文化建设"
    SOCIETY = "society", "社会建设"
    ECOLOGY = "ecology", "生态文明建设"


class SubmitterType(TextChoices):
    """In whose name a proposal is made."""

    INDIVIDUAL = "individual", "委员个人"
    JOINT = "joint", "委员联名"
    PARTY = "party", "党派"
    ORGANISATION = "organisation", "人民团体"
    SECTOR = "sector", "界别"
    GROUP = "group", "委员小组"
    SPECIAL = "special", "专门委员会"


BY_MEMBER = frozenset({SubmitterType.INDIVIDUAL, SubmitterType.JOINT})
BY_GROUP = frozenset(SubmitterType) - BY_MEMBER


class Channel(TextChoices):
    """How a proposal was handed in."""

    ONLINE = "online", "网上提交"
    PAPER = "paper", "书面提交"


class DeclineReason(TextChoices):
    """Grounds for not filing; a committee's rule says which of them it uses."""

    SECRET = "secret", "涉及党和国家秘密"
    PROHIBITED = "prohibited", "国家明令禁止"
    PARTY_AFFAIRS = "party_affairs", "中共党员对党内组织、人事安排等方面有意见"
    OWN_PARTY = "own_party", "民主党派成员反映本组织内部事务"
    IN_COURT = "in_court", "已进入诉讼、仲裁程序"
    ACADEMIC = "academic", "属于学术研讨"
    PRIVATE = "private", "为本人或者亲属解决个人问题"
    PROMOTION = "promotion", "宣传、推介具体作品或者产品"
    ACCUSATION = "accusation", "指名举报"
    VAGUE = "vague", "内容空泛，没有具体建议"
    DUPLICATE = "duplicate", "与已办理的提案重复且没有新内容"
    PETITION = "petition", "已进入信访、复议程序"
    OTHER = "other", "其他不宜作为提案的"


class Destination(TextChoices):
    """What becomes of a proposal that is not filed."""

    OPINION = "opinion", "转为意见建议"
    LETTER = "letter", "转作来信"
    INFORMATION = "information", "转社情民意信息"
    NOTHING = "nothing", "退还提案者，不作其他处理"


class ResultClass(TextChoices):
    """How far a reply says the matter is settled. A committee's rule words the three."""

    A = "A", "A类"
    B = "B", "B类"
    C = "C", "C类"


class Satisfaction(TextChoices):
    """What the proposer thinks of the handling."""

    SATISFIED = "satisfied", "满意"
    BASIC = "basic", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"


CONTENT = frozenset({Satisfaction.SATISFIED, Satisfaction.BASIC})
