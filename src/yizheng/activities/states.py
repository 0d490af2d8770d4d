"""States of an activity; what groups of kinds, roles and forms of attendance there are."""

from django.db.models import TextChoices


class State(TextChoices):
    """Where an activity stands. Only what was held is counted."""

    PLANNED = "planned", "计划"
    HELD = "held", "已举办"
    CANCELLED = "cancelled", "已取消"


class KindGroup(TextChoices):
    """The rows of work to which kinds of activity belong."""

    STUDY = "study", "学习"
    MEETING = "meeting", "会议"
    CONSULTATION = "consultation", "协商"
    SUPERVISION = "supervision", "调研监督"
    LIAISON = "liaison", "委员联络"
    COOPERATION = "cooperation", "上下联动"
    SERVICE = "service", "为民服务"


class Series(TextChoices):
    """Meetings that are numbered through a term; two kinds may share one series."""

    NONE = "", "不编次"
    PARTY_GROUP = "party_group", "党组会议"
    CHAIR = "chair", "主席会议"
    STANDING = "standing", "常务委员会会议"
    PLENARY = "plenary", "全体会议"


class Theme(TextChoices):
    """Topics by which a figure picks out activities."""

    NONE = "", "一般专题"
    STUDY_BOOK = "study_book", "指定读本"
    CONDUCT = "conduct", "作风建设"
    AID = "aid", "帮扶工作"


class Part(TextChoices):
    """What somebody does in an activity."""

    ATTENDEE = "attendee", "参加"
    SPEAKER = "speaker", "发言"
    HOST = "host", "主持"
    OBSERVER = "observer", "列席"
    VISITED = "visited", "被走访"
    VISITOR = "visitor", "走访人"
    TALKED_WITH = "talked_with", "谈话对象"
    TALKER = "talker", "谈话人"


class Attendance(TextChoices):
    """Whether somebody was there."""

    INVITED = "invited", "已通知"
    CONFIRMED = "confirmed", "回复参加"
    PRESENT = "present", "到会"
    LATE = "late", "迟到"
    LEFT_EARLY = "left_early", "早退"
    ON_LEAVE = "on_leave", "请假"
    ABSENT = "absent", "缺席"


# Whoever came late or left early was there.
PRESENT = (Attendance.PRESENT, Attendance.LATE, Attendance.LEFT_EARLY)
# What can be said of somebody before the day.
BEFOREHAND = (Attendance.INVITED, Attendance.CONFIRMED, Attendance.ON_LEAVE)
# Of whom nothing is known yet but that they were asked.
EXPECTED = (Attendance.INVITED, Attendance.CONFIRMED)
# Nobody speaks, visits or is talked with in absence.
PRESENT_PARTS = (Part.SPEAKER, Part.VISITED, Part.VISITOR, Part.TALKED_WITH, Part.TALKER)
