"""Whether the site can do its work now: write to the database and to the data folder."""

import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from .models import Probe

LEAST_FREE_BYTES = 100 * 1024 * 1024


def troubles() -> list[str]:
    """What keeps the site from working, as sentences; empty when it is ready. About 4 queries.

    The probe is a committed write: a full disk lets a transaction begin and fails its end.
    """
    checks = (_database, _migrations, _folder, _space)
    return [trouble for check in checks for trouble in check()]


def pending_migrations() -> int:
    """How many migrations the database has not seen."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _database() -> list[str]:
    try:
        Probe.objects.update_or_create(pk=1, defaults={"written_at": timezone.now()})
    except DatabaseError as error:
        return [f"数据库不能写入：{error}"]
    return []


def _migrations() -> list[str]:
    try:
        count = pending_migrations()
    except DatabaseError:
        return []  # said already by `_database`
    return [f"数据库还有 {count} 项升级没有执行"] if count else []


def data_folder() -> Path:
    """Where files and, on SQLite, the database are kept."""
    return Path(settings.MEDIA_ROOT).parent


def _folder() -> list[str]:
    folders = [data_folder(), Path(settings.MEDIA_ROOT)]
    return [trouble for folder in folders for trouble in unwritable(folder)]


def unwritable(folder: Path) -> list[str]:
    """Why nothing can be written to a folder, made if missing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"probe")
            file.flush()
    except OSError as error:
        return [f"文件夹不能写入：{folder}（{error.strerror}）"]
    return []


def _space() -> list[str]:
    try:
        free = shutil.disk_usage(data_folder()).free
    except OSError:
        return []
    return [] if free > LEAST_FREE_BYTES else [f"磁盘剩余空间不足：{free // 1024**2} 兆"]
