"""What was imported: one run, and each record it made or changed."""

from django.db import models
from django.db.models import Q

from yizheng.core.records import StatefulRecord
from yizheng.core.tenancy import Tenanted

from .states import RunState


class ImportRun(StatefulRecord):
    """One table that was imported as one, by whom, with what result."""

    register = models.CharField("台账代码", max_length=80, editable=False)
    label = models.CharField("台账", max_length=40, editable=False)
    file_name = models.CharField("文件", max_length=200, editable=False)
    sha256 = models.CharField("文件校验值", max_length=64, editable=False)
    made = models.PositiveIntegerField("新增", default=0, editable=False)
    changed = models.PositiveIntegerField("变更", default=0, editable=False)
    same = models.PositiveIntegerField("已有且相同", default=0, editable=False)
    faulty = models.PositiveIntegerField("有错误", default=0, editable=False)
    imported_at = models.DateTimeField("导入时间", editable=False)
    by_name = models.CharField("导入人", max_length=60, blank=True, editable=False)
    by_user_id = models.PositiveBigIntegerField(null=True, editable=False)
    state = models.CharField(
        "状态", max_length=10, choices=RunState, default=RunState.APPLIED, editable=False
    )
    undone_reason = models.CharField("撤销原因", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "导入记录"
        ordering = ["-imported_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="import_run_undone_with_reason",
                condition=Q(state=RunState.APPLIED, undone_reason="")
                | Q(state=RunState.UNDONE) & ~Q(undone_reason=""),
                violation_error_message="请写明撤销的原因",
            )
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.file_name}"


class ImportedRecord(Tenanted):
    """One record that a run made (`before` is empty) or changed.

    `version` is the record's after the run: whoever changed it since keeps it from being taken
    back.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=80)
    record_id = models.PositiveBigIntegerField()
    version = models.PositiveIntegerField()
    before = models.JSONField(default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "导入的记录"
        ordering = ["run", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}"
