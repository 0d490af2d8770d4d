"""How far a report is at the committee above, seen from below and from above."""

from django.db.models import TextChoices


class Sent(TextChoices):
    """A report that was sent up, as the committee below sees it."""

    WAITING = "waiting", "已上报"
    TAKEN = "taken", "上级已收录"
    ADOPTED = "adopted", "上级已采用"
    NOT_USED = "not_used", "上级未采用"
    RECALLED = "recalled", "已撤回"


class Arrived(TextChoices):
    """A report that came from below, as the committee above sees it."""

    WAITING = "waiting", "待处理"
    TAKEN = "taken", "已收录"
    DECLINED = "declined", "不收录"
    RECALLED = "recalled", "对方已撤回"


# What the committee above says in an answer; it never says that something was recalled.
ANSWERS = frozenset({Sent.TAKEN, Sent.ADOPTED, Sent.NOT_USED})
