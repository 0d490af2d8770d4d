"""Reading handoffs from either end."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet

from .models import Handoff


def of_record(*records: Model) -> QuerySet[Handoff]:
    """What records of one kind were handed on as, or came from. Unrestricted. 1 query."""
    kind = ContentType.objects.get_for_model(records[0])
    ids = [record.pk for record in records]
    source = Q(source_type=kind, source_id__in=ids)
    rows: QuerySet[Handoff] = Handoff.objects.filter(
        source | Q(target_type=kind, target_id__in=ids)
    )
    return rows.select_related("source_type", "target_type").order_by("pk")


def handed_on(source: str, target: str) -> set[tuple[int, int]]:
    """`(source id, target id)` of what went on from one kind to another, named `app.model`.

    1 query.
    """
    (app, _, model), (to_app, _, to_model) = source.partition("."), target.partition(".")
    rows = Handoff.objects.filter(
        source_type__app_label=app,
        source_type__model=model,
        target_type__app_label=to_app,
        target_type__model=to_model,
    )
    return set(rows.values_list("source_id", "target_id"))
