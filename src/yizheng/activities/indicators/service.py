"""Activities for people, and sitting down with them."""

from yizheng.core.citations import DUTY_RULES

from .counting import held

SERVICE = DUTY_RULES("服务为民")

held(
    "service.resident_forums",
    "与委员和群众座谈",
    "service.resident_forum",
    counts="日期在期内、已举办的与委员和群众的座谈，每次计一",
    citation=SERVICE,
    splits=("host",),
)
held(
    "service.activities",
    "服务为民活动",
    "service.activity",
    leaves_out="与委员和群众的座谈",
    citation=SERVICE,
    splits=("kind", "host"),
)
