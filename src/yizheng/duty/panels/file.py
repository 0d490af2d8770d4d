"""What stands on the pages of a mandate and of an objection."""

from typing import Any

from django.urls import reverse

from yizheng.core.access import can
from yizheng.core.actors import Actor
from yizheng.core.registers import Panel
from yizheng.duty import permissions
from yizheng.duty.models import Objection
from yizheng.duty.selectors.file import pages_of
from yizheng.members.models import Mandate


def _link(mandate: Mandate, actor: Actor) -> dict[str, Any] | None:
    """Where the file of a mandate opens, for those who may read it. 1 query."""
    if not can(actor, permissions.view_file, mandate):
        return None
    return {"url": reverse("duty:file", args=[mandate.pk])}


def _entry(objection: Objection, actor: Actor) -> dict[str, Any]:
    """The entry that was objected to, and the record that was put right. 2 queries at most."""
    names = (objection.record, objection.corrected_record)
    urls = pages_of(names, actor)
    return {
        "objection": objection,
        "entry_url": urls.get(objection.record, ""),
        "corrected_url": urls.get(objection.corrected_record, ""),
        "file_url": reverse("duty:file", args=[objection.mandate_id]),
        "year": objection.entry_on.year if objection.entry_on else None,
    }


FILE_LINK = Panel("履职档案", "duty/_file_link.html", _link)
ENTRY = Panel("异议和答复", "duty/_objection.html", _entry, first=True)
