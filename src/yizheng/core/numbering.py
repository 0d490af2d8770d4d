"""Gap-free numbers: a number is taken in the transaction that uses it, and never given twice."""

from django.db import models

from .tenancy import active_committee


class Series(models.Model):
    """The last number given in one series of one committee, such as `proposals/12/4`."""

    committee = models.ForeignKey(
        "members.Committee", on_delete=models.PROTECT, related_name="+", editable=False
    )
    key = models.CharField(max_length=80)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "core"
        constraints = [models.UniqueConstraint(fields=["committee", "key"], name="series_unique")]

    def __str__(self) -> str:
        return f"{self.key} {self.last}"


def next_number(key: str, *, count: int = 1) -> int:
    """The next number of the active committee's series, starting at 1; `count` takes several.

    Returns the first number taken. Call inside the transaction that stores it: a refusal gives it
    back, so a series has no gaps.
    """
    series, _ = Series.objects.select_for_update().get_or_create(
        committee_id=active_committee(), key=key
    )
    series.last += count
    series.save(update_fields=["last"])
    return series.last - count + 1


def continue_after(key: str, last: int) -> None:
    """Let the active committee's series go on after `last`, which came from elsewhere.

    Never back: a series that is further on stays. Call inside the transaction that stores them.
    """
    series, _ = Series.objects.select_for_update().get_or_create(
        committee_id=active_committee(), key=key
    )
    if last > series.last:
        series.last = last
        series.save(update_fields=["last"])
