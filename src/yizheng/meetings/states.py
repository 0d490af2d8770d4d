"""States of notices, leave, speeches and minutes; how people sign in."""

from django.db.models import TextChoices


class NoticeState(TextChoices):
    """Where a meeting's notice stands."""

    DRAFT = "draft", "拟稿"
    SENT = "sent", "已通知"
    ARCHIVED = "archived", "已归档"


class LeaveState(TextChoices):
    """What became of a request for leave."""

    ASKED = "asked", "待批准"
    APPROVED = "approved", "已准假"
    REFUSED = "refused", "未准假"
    WITHDRAWN = "withdrawn", "已销假"


class LeaveReason(TextChoices):
    """Why somebody cannot come."""

    DUTY = "duty", "公务冲突"
    ILLNESS = "illness", "因病"
    PRIVATE = "private", "因事"
    AWAY = "away", "外出"


class Approver(TextChoices):
    """Who decides about leave from a kind of meeting."""

    LEADER = "leader", "领导"
    OFFICE = "office", "办公室"
    ORGANISER = "organiser", "承办处室"


class Way(TextChoices):
    """How somebody signed in. Never by place or face."""

    PHONE = "phone", "本人手机扫码"
    DESK = "desk", "签到台"
    LIST = "list", "纸质名单"


class SpeechState(TextChoices):
    """Where a speech stands."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "已提交"
    RETURNED = "returned", "退回修改"
    ORAL = "oral", "选为口头发言"
    WRITTEN = "written", "书面发言"
    WITHDRAWN = "withdrawn", "已撤回"


class SpeechKind(TextChoices):
    """In whose name a speech is given."""

    PERSONAL = "personal", "个人"
    JOINT = "joint", "联名"
    SECTOR = "sector", "界别"
    PARTY = "party", "党派团体"
    ORGAN = "organ", "专门委员会"


class MinutesState(TextChoices):
    """Where minutes stand: whoever drafted them does not issue them."""

    DRAFT = "draft", "拟稿"
    ISSUED = "issued", "已印发"


# With these a member still works on his speech.
SPEECH_WITH_WRITER = (SpeechState.DRAFT, SpeechState.RETURNED)
CHOSEN = (SpeechState.ORAL, SpeechState.WRITTEN)
# A request that counts, or may come to count.
LEAVE_IN_FORCE = (LeaveState.ASKED, LeaveState.APPROVED)
# Members see a meeting's papers from then on.
TOLD = (NoticeState.SENT, NoticeState.ARCHIVED)
