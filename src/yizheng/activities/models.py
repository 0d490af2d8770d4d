"""Every dated event with people: meetings, study, talks, visits, trips; and who took part."""

from django.db import models
from django.db.models import F, Q

from yizheng.core.records import Record, StatefulRecord
from yizheng.core.tenancy import active_committee
from yizheng.core.wording import chinese

from .states import PRESENT, PRESENT_PARTS, Attendance, KindGroup, Part, Series, State, Theme


class ActivityKind(models.Model):
    """A kind of activity: shipped with the system (no committee), or added by one committee.

    A committee's own kind may count as a shipped one: it is then in that one's figures and shares
    its series of ordinals.
    """

    committee = models.ForeignKey(
        "members.Committee",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="所属政协",
        editable=False,
    )
    code = models.CharField("代码", max_length=40)
    label = models.CharField("名称", max_length=40)
    group = models.CharField("类别", max_length=20, choices=KindGroup)
    series = models.CharField("编次系列", max_length=20, choices=Series, blank=True)
    counted_as = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="按哪一种统计",
        help_text="统计时与所选的一种合并计数；不选则只计入活动总数。",
    )
    unit = models.CharField("计量单位", max_length=4, default="次")
    order = models.PositiveSmallIntegerField(default=100, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "活动种类"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(committee__isnull=True), name="kind_shipped_unique"
            ),
            models.UniqueConstraint(fields=["committee", "code"], name="kind_code_unique"),
            models.UniqueConstraint(
                fields=["committee", "label"],
                name="kind_label_unique",
                violation_error_message="已有同名的活动种类",
            ),
            models.CheckConstraint(
                name="kind_known_choices",
                condition=Q(group__in=KindGroup.values, series__in=Series.values),
            ),
            models.CheckConstraint(
                name="kind_shipped_counts_itself",
                condition=Q(committee__isnull=False) | Q(counted_as__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @classmethod
    def offered(cls) -> models.QuerySet["ActivityKind"]:
        """The shipped kinds and the active committee's own, in the order of the work."""
        return cls.objects.filter(Q(committee__isnull=True) | Q(committee_id=active_committee()))

    @property
    def counts_as(self) -> str:
        """The code under which it is counted."""
        return self.counted_as.code if self.counted_as else self.code


class Topic(Record):
    """A subject or campaign that activities are tagged with; one activity may have several."""

    name = models.CharField("专题名称", max_length=80)
    theme = models.CharField(
        "统计归类",
        max_length=20,
        choices=Theme,
        blank=True,
        help_text="指定读本、作风建设、帮扶工作三类有单独的统计指标。",
    )
    started_on = models.DateField("开始日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "专题"
        ordering = ["-started_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "name"],
                name="topic_name_unique",
                violation_error_message="已有同名的专题",
            ),
            models.CheckConstraint(name="topic_known_theme", condition=Q(theme__in=Theme.values)),
        ]

    def __str__(self) -> str:
        return self.name


class Activity(StatefulRecord):
    """One event on one day (or over some days). Who organises it, records it, once.

    `term` and `series` are found by the service from the day and the kind; `ordinal` is the number
    of a meeting in its series and term (四届十七次).
    """

    kind = models.ForeignKey(
        ActivityKind, on_delete=models.PROTECT, related_name="+", verbose_name="种类"
    )
    title = models.CharField("名称", max_length=120)
    state = models.CharField(
        "状态", max_length=10, choices=State, default=State.PLANNED, editable=False
    )
    held_on = models.DateField(
        "日期",
        null=True,
        blank=True,
        help_text="日期已到的登记为已举办，未到或未定的登记为计划。",
    )
    ended_on = models.DateField("结束日期", null=True, blank=True, help_text="超过一天的填写。")
    place = models.CharField("地点", max_length=80, blank=True)
    host = models.ForeignKey(
        "members.Organ",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="hosted_activities",
        verbose_name="举办机构",
        help_text="以谁的名义举办，如党组、机关党组、某专门委员会。",
    )
    organiser = models.ForeignKey(
        "members.Organ",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organised_activities",
        verbose_name="承办处室",
        help_text="谁承办，谁登记。",
    )
    term = models.ForeignKey(
        "members.Term",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="numbered_activities",
        verbose_name="届",
    )
    series = models.CharField("编次系列", max_length=20, choices=Series, blank=True)
    ordinal = models.PositiveSmallIntegerField(
        "本届第几次",
        null=True,
        blank=True,
        help_text="只填按届编次的会议；已举办而空着的，接本届上一次往下编。",
    )
    topics = models.ManyToManyField(
        Topic, blank=True, related_name="activities", verbose_name="专题"
    )
    county = models.ForeignKey(
        "members.Committee",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="visited_in",
        verbose_name="县（市、区）政协",
        help_text="深入县市区的活动填写。",
    )
    summary = models.TextField("内容摘要", blank=True)
    cancel_reason = models.CharField("取消原因", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "活动"
        ordering = ["-held_on", "-pk"]
        indexes = [
            models.Index(fields=["committee", "state", "held_on"], name="activity_counted"),
            models.Index(fields=["committee", "kind", "held_on"], name="activity_by_kind"),
        ]
        constraints = [
            models.CheckConstraint(
                name="activity_known_choices",
                condition=Q(state__in=State.values, series__in=Series.values),
            ),
            models.CheckConstraint(
                name="activity_held_has_day",
                condition=~Q(state=State.HELD) | Q(held_on__isnull=False),
                violation_error_message="已举办的活动须有日期",
            ),
            models.CheckConstraint(
                name="activity_ends_after_start",
                condition=Q(ended_on__isnull=True)
                | Q(held_on__isnull=False, ended_on__gte=F("held_on")),
                violation_error_message="结束日期不能早于开始日期",
            ),
            models.CheckConstraint(
                name="activity_numbered_in_series",
                condition=Q(ordinal__isnull=True)
                | (Q(ordinal__gte=1, term__isnull=False) & ~Q(series="")),
                violation_error_message="只有按届编次的会议才填第几次，从1起编",
            ),
            models.CheckConstraint(
                name="activity_cancelled_with_reason",
                condition=Q(state=State.CANCELLED) & ~Q(cancel_reason="")
                | ~Q(state=State.CANCELLED) & Q(cancel_reason=""),
                violation_error_message="取消的活动须写明原因",
            ),
            models.UniqueConstraint(
                fields=["committee", "term", "series", "ordinal"],
                condition=Q(ordinal__isnull=False) & ~Q(state=State.CANCELLED),
                name="activity_ordinal_unique",
                violation_error_message="本届的这一次会议已经登记过了",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def numbered(self) -> str:
        """The ordinal as meetings are called: 四届十七次; empty where there is none."""
        if self.term is None or self.ordinal is None:
            return ""
        return f"{chinese(self.term.ordinal)}届{chinese(self.ordinal)}次"

    @property
    def topic_names(self) -> str:
        """Its topics in one line; reads `topics`, which lists prefetch."""
        return "、".join(topic.name for topic in self.topics.all())


class Participation(Record):
    """One person in one activity: one row is one person-time (人次)."""

    # Hidden from the activity's page of related records: the people have their own panel there.
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, related_name="+", verbose_name="活动"
    )
    person = models.ForeignKey(
        "members.Person",
        on_delete=models.PROTECT,
        related_name="participations",
        verbose_name="人员",
    )
    role = models.CharField("角色", max_length=12, choices=Part, default=Part.ATTENDEE)
    attendance = models.CharField(
        "到会情况", max_length=12, choices=Attendance, default=Attendance.PRESENT
    )

    class Meta:
        verbose_name = verbose_name_plural = "参加记录"
        ordering = ["activity", "pk"]
        indexes = [
            models.Index(fields=["committee", "person", "activity"], name="participation_of_person")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "person"],
                name="participation_once",
                violation_error_message="此人已在参加名单中",
            ),
            models.CheckConstraint(
                name="participation_known_choices",
                condition=Q(role__in=Part.values, attendance__in=Attendance.values),
            ),
            models.CheckConstraint(
                name="participation_done_in_person",
                condition=~Q(role__in=PRESENT_PARTS) | Q(attendance__in=PRESENT),
                violation_error_message="发言、走访、谈话的人须到会",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_role_display()}"
