"""What the tables of statistics say, subject by subject: which figures, in which order."""

from .consultations import CONSULTATIONS_CROSSED, CONSULTATIONS_LISTED
from .opinions import OPINIONS_CROSSED, OPINIONS_LISTED
from .proposals import PROPOSALS_CROSSED, PROPOSALS_LISTED
from .publicity import PUBLICITY_CROSSED, PUBLICITY_LISTED
from .shapes import Crossed, Drawing, Listed, Subject

SUBJECTS = {
    subject.key: subject
    for subject in (
        Subject(
            "proposals",
            "提案统计",
            "提案记入它编号的那次会议，答复、评价、回头看随提案记入，不论哪天发生。",
            PROPOSALS_LISTED,
            PROPOSALS_CROSSED,
        ),
        Subject(
            "opinions",
            "社情民意统计",
            "按日历年度：收到、编报、采用、发出各按自己的日期计入。",
            OPINIONS_LISTED,
            OPINIONS_CROSSED,
        ),
        Subject(
            "consultations",
            "协商成果统计",
            "按日历年度：建议按提出日期、采纳按采纳日期计入。",
            CONSULTATIONS_LISTED,
            CONSULTATIONS_CROSSED,
        ),
        Subject(
            "publicity",
            "文史宣传统计",
            "按日历年度：收到、采用、刊用、播出、刊播各按自己的日期计入。",
            PUBLICITY_LISTED,
            PUBLICITY_CROSSED,
        ),
    )
}

__all__ = ["SUBJECTS", "Crossed", "Drawing", "Listed", "Subject"]
