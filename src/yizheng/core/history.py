"""What happened: one event per write or refusal, chained by hash, never edited.

The events of one record are its history; the events of a committee are its audit trail. They are
written by the engines in the transaction of the change, never by hand.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from .actors import Actor

SCHEMA = 1
GENESIS = "0" * 64


def label_of(record: models.Model) -> str:
    """The name of a record in the trail: `proposals.proposal:12`."""
    return f"{record._meta.label_lower}:{record.pk}"


def facts_of(record: models.Model) -> dict[str, Any]:
    """The record's own columns as plain JSON values; what the model calls `personal` is masked."""
    personal: frozenset[str] = getattr(record, "PERSONAL", frozenset())
    facts = {}
    for column in record._meta.concrete_fields:
        value = plain(column.value_from_object(record))
        facts[column.attname] = "***" if value and column.name in personal else value
    return facts


def plain(value: Any) -> Any:
    """A value as JSON can hold it without loss: dates in ISO form, decimals as text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return (
        value if value is None or isinstance(value, str | int | bool | list | dict) else str(value)
    )


class Chain(models.Model):
    """The head of one trail. Locked last in every transaction, so that writers queue here."""

    key = models.CharField(max_length=60, unique=True)
    length = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return f"{self.key} {self.length}"


class Event(models.Model):
    """One act on one record: who, for whom, through which door, what, before and after.

    `at` is when it happened in the committee's work, `recorded_at` when it was written here; an
    import gives the two different values. `before` and `after` hold only what changed.
    """

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveBigIntegerField("序号")
    at = models.DateTimeField("发生时间")
    recorded_at = models.DateTimeField("记录时间")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="经办人",
    )
    by_name = models.CharField("经办人姓名", max_length=60, blank=True)
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="代谁办理",
    )
    via = models.CharField("途径", max_length=10)
    action = models.CharField("事项", max_length=80)
    record = models.CharField("记录", max_length=100, db_index=True)
    refused = models.BooleanField("被拒绝", default=False)
    message = models.TextField("说明", blank=True)
    before = models.JSONField("变更前", default=dict)
    after = models.JSONField("变更后", default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        app_label = "core"
        verbose_name = verbose_name_plural = "办理记录"
        ordering = ["chain", "number"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="event_number_unique")
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.record}"

    @property
    def who(self) -> str:
        """Who did it, and in whose name: both names. Read with `on_behalf_of` joined."""
        name = self.by_name or "系统"
        return f"{name}（代{self.on_behalf_of}）" if self.on_behalf_of_id else name

    def compute_digest(self) -> str:
        """SHA-256 over everything the event says and the digest before it."""
        facts = [
            SCHEMA, self.number, plain(self.at), plain(self.recorded_at), self.by_id, self.by_name,
            self.on_behalf_of_id, str(self.via), self.action, self.record, self.refused,
            self.message, self.before, self.after, self.previous,
        ]  # fmt: skip
        text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Act:
    """What is to be written down about one record; the trail adds number, time and digest."""

    action: str
    record: str
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    at: datetime | None = None
    refused: bool = False
    message: str = ""


def chain_key(committee_id: int | None) -> str:
    """The trail of a committee; the system's own trail for what belongs to none."""
    return f"committee/{committee_id}" if committee_id else "system"


def hold(committee_id: int | None) -> Chain:
    """Take the place of the next writer in a committee's trail, until the transaction ends.

    `write` does it; who will write in two committees calls it before, for the upper one first.
    """
    Chain.objects.get_or_create(key=chain_key(committee_id))
    return Chain.objects.select_for_update().get(key=chain_key(committee_id))


def write(acts: Iterable[Act], *, by: Actor) -> list[Event]:
    """Append acts to the trail of the actor's committee, in order. 3 queries, however many acts.

    Call inside the transaction of the change: if the trail cannot be written, nothing is.
    """
    acts = list(acts)
    if not acts:
        return []
    now = timezone.now()
    head = hold(by.committee_id)
    events = []
    for act in acts:
        head.length += 1
        event = Event(
            chain=head, number=head.length, at=act.at or now, recorded_at=now,
            by_id=by.user_id, by_name=by.name, on_behalf_of_id=by.for_id, via=by.via,
            action=act.action, record=act.record, refused=act.refused, message=act.message,
            before=act.before, after=act.after, previous=head.digest,
        )  # fmt: skip
        event.digest = head.digest = event.compute_digest()
        events.append(event)
    Event.objects.bulk_create(events, batch_size=500)
    head.save(update_fields=["length", "digest"])
    return events


def changed(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The two sides of what differs."""
    keys = [key for key in after if before.get(key) != after[key]]
    return {key: before.get(key) for key in keys}, {key: after[key] for key in keys}


def events_of(record: models.Model) -> models.QuerySet[Event]:
    """The history of one record, oldest first, refusals left out. 1 query."""
    return (
        Event.objects.filter(record=label_of(record), refused=False)
        .select_related("by", "on_behalf_of")
        .order_by("at", "number")
    )


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where a trail does not hold."""

    chain: str
    number: int
    reason: str


def holds(event: Event) -> bool:
    """Whether one entry says what was written, and its neighbours still know it. 2 queries.

    `verify` looks at whole trails.
    """
    near = event.chain.events
    before = near.filter(number=event.number - 1).values_list("digest", flat=True).first()
    after = near.filter(number=event.number + 1).values_list("previous", flat=True).first()
    return (
        event.compute_digest() == event.digest
        and event.previous == (before or GENESIS)
        and event.digest == (after or event.chain.digest)
    )


def verify(
    chains: Sequence[Chain] | None = None, *, seen: Callable[[int], None] | None = None
) -> list[Fault]:
    """Recompute every digest of every trail; an empty answer means nothing was altered.

    `seen` is told now and then how many entries of the present trail have been read.

    Finds edited, removed and inserted events and a shortened trail. A full re-hash by somebody who
    owns the database is found only by comparing the head with one kept elsewhere.
    """
    faults: list[Fault] = []
    for chain in Chain.objects.order_by("key") if chains is None else chains:
        expected, previous = 0, GENESIS
        for event in chain.events.order_by("number").iterator(chunk_size=2000):
            expected += 1
            if event.number != expected:
                faults.append(Fault(chain.key, expected, "缺少记录"))
                expected = event.number
            if event.previous != previous or event.compute_digest() != event.digest:
                faults.append(Fault(chain.key, event.number, "内容与校验值不符"))
            previous = event.digest
            if seen and expected % 2000 == 0:
                seen(expected)
        if (expected, previous) != (chain.length, chain.digest):
            faults.append(Fault(chain.key, chain.length, "末尾与链头不符"))
    return faults
