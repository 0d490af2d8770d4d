"""Files attached to records."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from yizheng.core.records import Record

LIMIT_BYTES = 20 * 1024 * 1024


class Attachment(Record):
    """A file attached to one record. Its content lies under its hash, see `documents.storage`."""

    record_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, related_name="+", verbose_name="所附记录的类型"
    )
    record_id = models.PositiveBigIntegerField("所附记录")
    record = GenericForeignKey("record_type", "record_id")
    name = models.CharField("文件名", max_length=150)
    kind = models.CharField("文件类型", max_length=5)
    size_bytes = models.PositiveIntegerField("大小（字节）")
    sha256 = models.CharField("校验值", max_length=64)
    note = models.CharField(
        "说明", max_length=100, blank=True, help_text="例如：会议纪要、签到表。"
    )
    attached_at = models.DateTimeField("上传时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "附件"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["record_type", "record_id"], name="attachment_of_record"),
            models.Index(fields=["sha256"], name="attachment_content"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["record_type", "record_id", "sha256"],
                name="attachment_content_once",
                violation_error_message="这个文件已经附在这条记录上了",
            ),
            models.CheckConstraint(
                name="attachment_size_in_limit",
                condition=Q(size_bytes__gte=1, size_bytes__lte=LIMIT_BYTES),
                violation_error_message="文件须有内容，且不超过20 MB",
            ),
        ]

    def __str__(self) -> str:
        return self.name
