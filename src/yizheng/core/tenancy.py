"""The committee as tenant: whose records a query means is said once, and never forgotten.

`with within(committee_id):` opens a committee. The default manager of every tenanted model then
answers with that committee's rows only, and raises `NoCommittee` when none is open.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import models

from .errors import NoCommittee

M_co = TypeVar("M_co", bound=models.Model, covariant=True)

_open: ContextVar[tuple[int, ...]] = ContextVar("committees", default=())
_scratch: ContextVar[dict[str, Any] | None] = ContextVar("scratch", default=None)


@contextmanager
def within(committee_id: int, *, and_below: tuple[int, ...] = ()) -> Iterator[None]:
    """Work inside one committee; `and_below` adds committees under it for a figure that says so."""
    token, page = _open.set((committee_id, *and_below)), _scratch.set({})
    try:
        yield
    finally:
        _open.reset(token)
        _scratch.reset(page)


def scratch() -> dict[str, Any]:
    """What has been read of the open committee and may be read again while it is open.

    Whoever changes what is kept here clears it.
    """
    kept = _scratch.get()
    return {} if kept is None else kept


def active_committee() -> int:
    """The committee now open.

    Raises:
        NoCommittee: none is.
    """
    return _active()[0]


def _active() -> tuple[int, ...]:
    committees = _open.get()
    if not committees:
        raise NoCommittee("no committee is active: open one with tenancy.within(...)")
    return committees


class ScopedManager(models.Manager[M_co]):
    """Rows of the active committee only; building a query without one raises `NoCommittee`."""

    def get_queryset(self) -> models.QuerySet[M_co]:
        """The active committee's rows. Querysets keep the committee they were built in."""
        committees = _active()
        rows = super().get_queryset()
        if len(committees) == 1:
            return rows.filter(committee_id=committees[0])
        return rows.filter(committee_id__in=committees)


class Tenanted(models.Model):
    """A row that belongs to one committee."""

    committee = models.ForeignKey(
        "members.Committee",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="所属政协",
        editable=False,
    )

    objects: ScopedManager[Any] = ScopedManager()
    unscoped: models.Manager[Any] = models.Manager()

    class Meta:
        abstract = True
