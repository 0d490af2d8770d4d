"""What is to be done before and after a consultation meeting, and when it was."""

from django.db import models

from yizheng.core.records import Record


class Preparation(Record):
    """The days on which notice, materials and minutes of one consultation went out."""

    activity = models.OneToOneField(
        "activities.Activity",
        on_delete=models.PROTECT,
        related_name="preparation",
        verbose_name="协商活动",
    )
    notice_sent_on = models.DateField("通知发出日期", null=True, blank=True)
    materials_sent_on = models.DateField("材料送达日期", null=True, blank=True)
    minutes_on = models.DateField("纪要印发日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "协商筹备"
        ordering = ["-activity__held_on", "-pk"]

    def __str__(self) -> str:
        return f"筹备：{self.activity}"
