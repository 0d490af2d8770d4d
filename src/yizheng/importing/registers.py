"""The list of imports."""

from yizheng.core.registers import register
from yizheng.core.showing import ACTS

from . import permissions
from .models import ImportRun

ACTS["importing.run"] = "导入"
RUNS = register(
    ImportRun,
    slug="runs",
    section="system",
    view=permissions.view,
    columns=("label", "file_name", "imported_at", "by_name", "made", "changed", "state"),
    hidden=("same", "faulty", "sha256", "undone_reason"),
    order="-imported_at",
    search=("label", "file_name", "by_name"),
    filters=("state", "label"),
    intro="每导入一张表一条。整批撤销：新增的撤回，变更的恢复；导入以后有人改过的，不能整批撤销。",
)
