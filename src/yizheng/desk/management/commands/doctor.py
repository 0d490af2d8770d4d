"""`yizheng doctor`: what an operator should know before others find out."""

import sqlite3
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from yizheng.core.management.door import Door
from yizheng.core.workdays import CalendarYear
from yizheng.desk import readiness

# Two connections in WAL mode could corrupt the file before this version.
SAFE_WAL = (3, 51, 3)
Finding = tuple[str, str]
BAD, WARN, GOOD = "不行", "注意", "正常"


class Command(Door):
    """Look at the installation; exit 1 when something keeps it from working."""

    help = "检查安装：数据库、文件夹、设置、工作日历"

    def work(self, **_: Any) -> None:
        """Print every finding, the worst decide the exit code."""
        findings = list(_findings())
        for grade, sentence in findings:
            self.say(f"[{grade}] {sentence}")
        bad = sum(grade == BAD for grade, _ in findings)
        if bad:
            self.refuse(f"有 {bad} 处使系统不能正常工作")


def _findings() -> Iterator[Finding]:
    troubles = readiness.troubles()
    yield from ((BAD, trouble) for trouble in troubles)
    if not troubles:
        yield GOOD, f"数据库和数据文件夹可以写入：{readiness.data_folder()}"
    yield _database()
    yield from _settings()
    if not troubles:
        yield from _calendar()


def _database() -> Finding:
    if connection.vendor != "sqlite":
        return GOOD, f"数据库：{connection.vendor}"
    version = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info < SAFE_WAL:
        safe = ".".join(map(str, SAFE_WAL))
        return WARN, (
            f"SQLite {version} 早于 {safe}：多个连接同时写入时有极小可能损坏数据，"
            "请每天备份；人数较多时改用 PostgreSQL"
        )
    return GOOD, f"SQLite {version}"


def _settings() -> Iterator[Finding]:
    if settings.DEBUG:
        yield WARN, "调试模式已打开（YIZHENG_DEBUG），出错时会向读者显示内部信息"
    if "*" in settings.ALLOWED_HOSTS:
        yield WARN, "YIZHENG_HOSTS 含有 *，任何名称都可访问"
    yield GOOD, f"可用的名称：{'、'.join(settings.ALLOWED_HOSTS)}"
    local = {"localhost", "127.0.0.1", "[::1]"}
    if not settings.SESSION_COOKIE_SECURE and set(settings.ALLOWED_HOSTS) - local:
        yield WARN, "对外提供服务但没有启用 HTTPS（YIZHENG_HTTPS）"
    key = readiness.data_folder() / "secret.key"
    if key.exists() and key.stat().st_mode & 0o077:
        yield BAD, f"密钥文件可被其他人读取：{key}"


def _calendar() -> Iterator[Finding]:
    this_year = timezone.localdate().year
    known = set(CalendarYear.objects.values_list("year", flat=True))
    for year in (this_year, this_year + 1):
        if year in known:
            yield GOOD, f"{year} 年的放假安排已登记"
        else:
            yield WARN, f"{year} 年的放假安排没有登记，期限按周一至周五计算并标为暂定"
