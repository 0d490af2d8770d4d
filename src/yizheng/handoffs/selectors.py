"""Reading handoffs from either end."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet

from .models import Handoff


def of_record(record: Model) -> QuerySet[Handoff]:
    """What the record was handed on as, and what it came from. Unrestricted. 1 query."""
    kind = ContentType.objects.get_for_model(record)
    source = Q(source_type=kind, source_id=record.pk)
    rows: QuerySet[Handoff] = Handoff.objects.filter(
        source | Q(target_type=kind, target_id=record.pk)
    )
    return rows.select_related("source_type", "target_type").order_by("pk")
