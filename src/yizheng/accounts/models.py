"""People who sign in, and the roles given to them."""

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q

from yizheng.core.actors import Actor, Via

from .roles import OFFICERS, Role


class User(AbstractUser):
    """A personal account in one committee. Accounts are never shared.

    `person` links the account of a member to the member, `unit` that of a clerk to his unit.
    """

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField("姓名", max_length=60)
    committee = models.ForeignKey(
        "members.Committee",
        null=True,
        on_delete=models.PROTECT,
        related_name="users",
        verbose_name="所属政协",
    )
    person = models.ForeignKey(
        "members.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="users",
        verbose_name="本人",
    )
    unit = models.ForeignKey(
        "units.Unit",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="users",
        verbose_name="承办单位",
    )
    must_change_password = models.BooleanField("须先修改密码", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "账号"

    def __str__(self) -> str:
        return self.name or self.username

    def acting(self, via: Via) -> Actor:
        """The user as actor, with the roles held now. 1 query."""
        roles = frozenset(self.grants.values_list("role", flat=True))
        return Actor(
            user_id=self.pk,
            committee_id=self.committee_id,
            roles=roles,
            via=via,
            name=self.name,
            person_id=self.person_id,
            unit_id=self.unit_id,
        )


class Grant(models.Model):
    """A role given to a user. At most one of a user's roles is an officer's."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField("角色", max_length=20, choices=Role)
    granted_at = models.DateTimeField("授予时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "角色授予"
        constraints = [
            models.UniqueConstraint(fields=["user", "role"], name="grant_unique"),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(role__in=OFFICERS),
                name="grant_one_officer_role",
                violation_error_message="系统、安全、审计三员不能由一人兼任",
            ),
            models.CheckConstraint(name="grant_known_role", condition=Q(role__in=Role.values)),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"


class ApiToken(models.Model):
    """A program's key to the API in its owner's name. Only the hash of it is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField("用途", max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField("创建时间", auto_now_add=True)
    expires_on = models.DateField("有效期至")
    last_used_at = models.DateTimeField("最近使用", null=True)
    revoked_at = models.DateTimeField("停用时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "接口令牌"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    def is_good(self, today: date) -> bool:
        """Whether it opens the API on a day; the last day counts."""
        return self.revoked_at is None and self.expires_on >= today


class Assistance(models.Model):
    """An assistant may act for a member, from a day on, until a day, or until it is ended.

    The assistant has his own account and password; what he does bears both names.
    """

    member = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="assistants", verbose_name="委员"
    )
    assistant = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="assisting", verbose_name="代办人"
    )
    starts_on = models.DateField("开始日期")
    expires_on = models.DateField("有效期至", null=True, blank=True)
    given_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="委托人"
    )
    given_at = models.DateTimeField("委托时间", auto_now_add=True)
    ended_at = models.DateTimeField("终止时间", null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "代办委托"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="assistance_by_another",
                condition=~Q(member=F("assistant")),
                violation_error_message="代办人不能是委员本人",
            ),
            models.CheckConstraint(
                name="assistance_ends_after_start",
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("starts_on")),
                violation_error_message="有效期不能早于开始日期",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assistant}代{self.member}"

    def acting(self, via: Via) -> Actor:
        """The assistant at work for the member: a member's rights only, none of his own."""
        return Actor(
            user_id=self.assistant_id,
            committee_id=self.member.committee_id,
            roles=frozenset({Role.MEMBER}),
            via=via,
            name=self.assistant.name,
            person_id=self.member.person_id,
            for_id=self.member_id,
            for_name=self.member.name,
        )
