"""Saved views (我的视图): a list's filters and order under a name, kept by one person.

A view is an address, not a right: whoever opens it sees the rows he may see anyway.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet

from . import records
from .access import NOTHING, action, may, restrict
from .actors import Actor
from .errors import Invalid, NotAllowed
from .listing import cleaned
from .records import Record
from .registers import Register

# For one person on one list.
MOST = 30
LONGEST = 1000


class SavedView(Record):
    """One list as somebody wants to see it again; `place` is the list, `query` its address."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="保存人",
        editable=False,
    )
    place = models.CharField("列表", max_length=80, editable=False)
    name = models.CharField("视图名称", max_length=30)
    query = models.CharField("条件", max_length=LONGEST, editable=False)
    is_shared = models.BooleanField(
        "同事也能用", default=False, help_text="本会能打开这个列表的同事都看得到这个视图。"
    )

    class Meta:
        app_label = "core"
        ordering = ["name", "pk"]
        verbose_name = verbose_name_plural = "视图"
        constraints = [
            models.UniqueConstraint(fields=["user", "place", "name"], name="view_name_unique")
        ]

    def __str__(self) -> str:
        return self.name


@action("core.keep_view", "保存和修改视图")
def keep(actor: Actor) -> Q:
    """One's own; an assistant's are the assistant's."""
    return Q(user_id=actor.user_id) if actor.user_id else NOTHING


def place_of(register: Register) -> str:
    """Which list: two registers may show the same kind of record."""
    return f"{register.app}/{register.slug}"


def own(register: Register, actor: Actor) -> QuerySet[SavedView]:
    """The actor's views of a list, by name."""
    return restrict(SavedView.objects.filter(place=place_of(register)), keep, actor)


def seen(register: Register, actor: Actor) -> QuerySet[SavedView]:
    """One's own and those that colleagues share, one's own first. Callers ask for `view` before."""
    mine = Q(user_id=actor.user_id)
    found: QuerySet[SavedView] = SavedView.objects.filter(place=place_of(register))
    found = found.filter(mine | Q(is_shared=True)).select_related("user")
    is_others = models.Case(models.When(mine, then=0), default=1)
    return found.order_by(is_others, "name", "pk")


def save(register: Register, *, by: Actor, name: str, is_shared: bool, query: str) -> SavedView:
    """Keep what the list knows of the filters and the order in `query`, an address's last part.

    Raises:
        NotAllowed: the actor may not open the list.
        Invalid: nothing is chosen, the name is taken, or there are too many.
    """
    if not may(by, register.view):
        raise NotAllowed(f"您无权{register.view.label}", action=register.view.key)
    kept = cleaned(register, query)
    if not kept:
        raise Invalid("还没有筛选或排序，没有什么可以保存。")
    if len(kept) > LONGEST:
        raise Invalid("筛选条件太长，请缩短查找的词语。")
    mine = own(register, by)
    if mine.count() >= MOST:
        raise Invalid(f"一个列表最多保存 {MOST} 个视图，请先删去不用的。")
    _require_new_name(mine, name)
    return records.create(
        SavedView,
        by=by,
        right=keep,
        facts={"name": name.strip(), "is_shared": is_shared},
        derived={"user_id": by.user_id, "place": place_of(register), "query": kept},
    )


def change(view: SavedView, *, by: Actor, name: str, is_shared: bool, version: int) -> SavedView:
    """Rename a view, share it or no longer.

    Raises:
        NotAllowed: it is another's.
        Stale: it was changed since.
        Invalid: the name is taken.
    """
    others = SavedView.objects.filter(user_id=view.user_id, place=view.place).exclude(pk=view.pk)
    _require_new_name(others, name)
    facts = {"name": name.strip(), "is_shared": is_shared}
    return records.revise(view, by=by, right=keep, facts=facts, version=version)


def remove(view: SavedView, *, by: Actor) -> None:
    """Drop a view.

    Raises:
        NotAllowed: it is another's.
    """
    records.remove(view, by=by, right=keep, reason="不再使用", version=view.version)


def _require_new_name(views: QuerySet[SavedView], name: str) -> None:
    if views.filter(name=name.strip()).exists():
        raise Invalid("您已有同名的视图，请换一个名称。", field="name")
