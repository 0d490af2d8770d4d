"""Attachments, seen by whoever may see the record they are attached to."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet

from yizheng.core.actors import Actor
from yizheng.core.registers import REGISTERS

from .models import Attachment


def attachments_of(*records: Model) -> QuerySet[Attachment]:
    """The files attached to records of one kind that the caller may see, in the order of attaching.

    1 query.
    """
    kind = ContentType.objects.get_for_model(records[0])
    ids = [record.pk for record in records]
    rows: QuerySet[Attachment] = Attachment.objects.filter(record_type=kind, record_id__in=ids)
    return rows


def seen_record(actor: Actor, label: str, pk: int) -> Any | None:
    """The record `app.model` of an id when `actor` may see it; otherwise None. 1 query."""
    register = REGISTERS.get(label)
    return register.rows(actor).filter(pk=pk).first() if register else None


def record_of(actor: Actor, attachment: Attachment) -> Any | None:
    """The record an attachment belongs to when `actor` may see it; otherwise None. 1-2 queries."""
    kind = attachment.record_type
    return seen_record(actor, f"{kind.app_label}.{kind.model}", attachment.record_id)
