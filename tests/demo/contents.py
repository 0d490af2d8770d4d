"""What a database holds, told apart from when it was written and from the keys it was given."""

import hashlib
import json

from django.apps import apps

from yizheng.core.history import plain

# Passwords are random, moments of writing are not the content, digests follow from both; what
# names records by their keys differs with the keys.
LEFT_OUT = {
    "accounts.user": {"password", "date_joined", "last_login"},
    "accounts.grant": {"granted_at"},
    "core.event": {"recorded_at", "digest", "previous", "before", "after", "record"},
    "core.chain": {"digest", "key"},
    "core.series": {"key"},
    "documents.attachment": {"record_id", "sha256", "attached_at"},
    "duty.assessment": {"inputs", "result", "digest"},
    "duty.objection": {"record", "corrected_record"},
    "ladder.submission": {"token"},
    "meetings.calendarfeed": {"token"},
    "service.concern": {"receipt"},
    "members.personmerge": {"other_key"},
    "ladder.incoming": {"token", "digest"},
}
APPS = {
    "accounts", "activities", "consultations", "core", "documents", "duty", "instructions",
    "ladder", "liaison", "meetings", "members", "office", "opinions", "proposals", "publicity",
    "service", "supervision", "units",
}  # fmt: skip


def digest():
    """One hash over the rows of every kind of record, keys replaced by places in line."""
    models = [model for model in apps.get_models() if model._meta.app_label in APPS]
    places = {model: _places(model) for model in models}
    sums = {}
    for model in models:
        lines = [_line(row, places) for row in model._base_manager.order_by("pk")]
        text = json.dumps(lines, ensure_ascii=False, sort_keys=True)
        sums[model._meta.label_lower] = hashlib.sha256(text.encode()).hexdigest()
    return sums


def _places(model):
    keys = model._base_manager.order_by("pk").values_list("pk", flat=True)
    return {key: place for place, key in enumerate(keys)}


def _line(row, places):
    out = LEFT_OUT.get(row._meta.label_lower, set()) | {"id", "path", "product_id"}
    if row._meta.label_lower == "core.event" and row.at == row.recorded_at:
        out = out | {"at"}  # Taken over without a day of its own: it happened when it was written.
    return {
        field.attname: _value(row, field, places)
        for field in row._meta.concrete_fields
        if field.name not in out
    }


def _value(row, field, places):
    value = field.value_from_object(row)
    if field.is_relation and field.related_model in places and value is not None:
        return places[field.related_model][value]
    return plain(value)
