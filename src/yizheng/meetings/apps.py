"""App configuration."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Notices, replies, leave, sign-in, agendas, speeches, minutes, calendars."""

    name = "yizheng.meetings"
    label = "meetings"
    verbose_name = "会议组织"
