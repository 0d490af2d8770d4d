"""App configuration."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Home pages and search."""

    name = "yizheng.desk"
    label = "desk"
    verbose_name = "工作台"

    def ready(self) -> None:
        """Put the desk's pages into the menu, and say who knows the years."""
        from yizheng.accounts import permissions as accounts  # noqa: PLC0415 - models are loaded now
        from yizheng.core.access import may  # noqa: PLC0415
        from yizheng.core.navigation import item, years_by  # noqa: PLC0415
        from yizheng.meetings import permissions as meetings  # noqa: PLC0415
        from yizheng.members.selectors import years_to_choose  # noqa: PLC0415

        from . import permissions  # noqa: PLC0415

        years_by(years_to_choose)
        item("overview", "总览", "desk:home", lambda actor: actor.user_id is not None)
        item("overview", "会议日历", "meetings:calendar", lambda a: may(a, meetings.view_turnout))
        item("system", "审计记录", "desk:trail", lambda actor: may(actor, accounts.read_trail))
        item("system", "工作日历", "desk:calendar", lambda a: may(a, permissions.keep_calendar))
        item("system", "本会规则", "desk:rules", lambda a: may(a, permissions.set_rules))
