"""What was handed on: from which record, to which, on which day."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from yizheng.core.records import Record


class Handoff(Record):
    """One record that goes on as another one in another office (转办), found from either."""

    source_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, related_name="+", verbose_name="来源类型"
    )
    source_id = models.PositiveBigIntegerField("来源编号")
    source = GenericForeignKey("source_type", "source_id")
    target_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, related_name="+", verbose_name="转为的类型"
    )
    target_id = models.PositiveBigIntegerField("转为的编号")
    target = GenericForeignKey("target_type", "target_id")
    handed_on = models.DateField("转办日期")

    class Meta:
        verbose_name = verbose_name_plural = "转办"
        ordering = ["-handed_on", "-pk"]
        indexes = [models.Index(fields=["target_type", "target_id"], name="handoff_of_target")]
        constraints = [
            models.UniqueConstraint(
                fields=["source_type", "source_id", "target_type", "target_id"],
                name="handoff_once",
                violation_error_message="这条已经转过",
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_type.name}转{self.target_type.name}"
