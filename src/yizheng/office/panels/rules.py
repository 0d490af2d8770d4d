"""A rule's versions, and the ways to amend and to repeal it."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from yizheng.core.access import may
from yizheng.core.actors import Actor
from yizheng.core.registers import Panel
from yizheng.office import permissions, selectors
from yizheng.office.models import OfficeRule


def _versions(rule: OfficeRule, actor: Actor) -> dict[str, Any]:
    """All versions; for the newest, what can be done with it. 2 queries."""
    versions = selectors.versions_of(rule)
    newest = versions[-1]
    changes = may(actor, permissions.keep) and rule.pk == newest.pk and not rule.repealed_on
    given = urlencode({"replaces": rule.pk, "title": rule.title, "area": rule.area_id})
    return {
        "rule": rule,
        "newest": newest,
        "newest_url": reverse("office:rules-detail", args=[newest.pk]),
        "versions": [
            (one, reverse("office:rules-detail", args=[one.pk])) for one in reversed(versions)
        ],
        "amend_url": f"{reverse('office:amendments-new')}?{given}" if changes else "",
        "repeal_url": reverse("office:repeals-edit", args=[rule.pk]) if changes else "",
    }


VERSIONS = Panel("现行情况", "office/_versions.html", _versions, first=True)
