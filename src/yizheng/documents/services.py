"""Attaching files to records and taking them off."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType

from yizheng.core import history
from yizheng.core.actors import Actor
from yizheng.core.errors import Invalid, NotAllowed
from yizheng.core.history import Act, label_of
from yizheng.core.records import Record, before_removal, check, service

from . import selectors, storage
from .inspection import inspect
from .models import Attachment
from .permissions import may_attach
from .secrecy import refuse_marked

# Control characters, and those that turn the reading direction so that fdp.exe reads exe.pdf.
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
MAX_STEM = 120


@service("documents.create_attachment")
def attach(
    record: Record,
    *,
    by: Actor,
    name: str,
    content: bytes,
    note: str = "",
    at: datetime | None = None,
) -> Attachment:
    """Attach a file to a record.

    Args:
        name: as the file was called where it came from; folders and unprintable signs are dropped.

    Raises:
        NotAllowed: `by` may not attach files to this record.
        Invalid: the file is refused (see `inspection`), is there already, or bears a secrecy mark.
    """
    _require(by, record)
    name = clean_name(name)
    refuse_marked(file=name, note=note)
    kind = inspect(name, content)
    attachment = Attachment(
        committee_id=record.committee_id,
        record_type=ContentType.objects.get_for_model(record),
        record_id=record.pk,
        name=name,
        kind=kind.name,
        size_bytes=len(content),
        sha256=storage.store(content),
        note=note.strip(),
    )
    try:
        check(attachment)
    except Invalid as refusal:
        # The form has one field for all that is wrong with a file.
        raise Invalid(refusal.message, field="file") from refusal
    attachment.save(force_insert=True)
    act = Act(
        "documents.create_attachment",
        label_of(record),
        after=_told(attachment),
        message=f"附件“{name}”",
        at=at,
    )
    history.write([act], by=by)
    return attachment


@service("documents.remove_attachment")
def detach(attachment: Attachment, *, by: Actor, reason: str = "") -> None:
    """Take a file off its record. Its name and hash stay in the trail, its content is swept later.

    Raises:
        NotAllowed: `by` may not attach files to this record.
    """
    record: Any = attachment.record
    _require(by, record)
    said = f"附件“{attachment.name}”" + (f"：{reason.strip()}" if reason.strip() else "")
    act = Act(
        "documents.remove_attachment", label_of(record), before=_told(attachment), message=said
    )
    attachment.delete()
    history.write([act], by=by)


@before_removal
def keep_what_has_files(records: Sequence[Record]) -> None:
    """Refuse to remove a record while files are attached to it: nobody could reach them again."""
    if selectors.attachments_of(*records).exists():
        raise Invalid("这条记录还有附件，请先移除附件")


def sweep_contents() -> int:
    """Remove contents to which no attachment of any committee points; returns how many."""
    kept = set(Attachment._base_manager.values_list("sha256", flat=True))
    return storage.sweep(kept.__contains__)


def clean_name(name: str) -> str:
    """A file name without folders, control characters and excess length."""
    plain = UNPRINTABLE.sub("", unicodedata.normalize("NFC", name)).replace("\\", "/")
    stem, dot, suffix = plain.rpartition("/")[2].strip(" .").rpartition(".")
    return f"{stem[:MAX_STEM].strip()}{dot}{suffix}" if stem else suffix


def _require(by: Actor, record: Any) -> None:
    if not may_attach(by, record):
        raise NotAllowed("您无权在这条记录上增减附件", action="documents.attach")


def _told(attachment: Attachment) -> dict[str, Any]:
    return {
        "attachment": attachment.pk,
        "name": attachment.name,
        "size_bytes": attachment.size_bytes,
        "sha256": attachment.sha256,
    }
