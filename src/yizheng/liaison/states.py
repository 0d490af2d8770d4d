"""What becomes of a remark; at which activities one is made."""

from django.db.models import TextChoices

from yizheng.activities.states import Part


class RemarkState(TextChoices):
    """Where what a member said stands."""

    NOTED = "noted", "待安排"
    FOLLOWED = "followed", "跟办中"
    DONE = "done", "已办"
    KEPT = "kept", "留作参考"


# At an end: the member is to be told.
CLOSED = (RemarkState.DONE, RemarkState.KEPT)


class ToldWay(TextChoices):
    """How the member was told what became of his remark."""

    FACE = "face", "当面"
    PHONE = "phone", "电话"
    MESSAGE = "message", "短信、微信"
    LETTER = "letter", "书面"


# The kinds of activity at which members are listened to, and as what they take part.
HEARD_AS: dict[str, str] = {
    "liaison.talk": Part.TALKED_WITH,
    "liaison.visit": Part.VISITED,
}
