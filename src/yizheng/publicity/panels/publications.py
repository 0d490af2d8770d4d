"""The table of contents on the page of a book or an issue."""

from typing import Any

from django.urls import reverse

from yizheng.core.access import may, restrict
from yizheng.core.actors import Actor
from yizheng.core.registers import Panel
from yizheng.publicity import permissions, selectors
from yizheng.publicity.models import Publication


def _contents(publication: Publication, actor: Actor) -> dict[str, Any] | None:
    """What it holds in its order, its words summed, who contributed. 1 query."""
    rows = restrict(selectors.contents_of(publication), permissions.view_entry, actor)
    entries = list(rows)
    keeps = may(actor, permissions.keep)
    if not entries and not keeps:
        return None
    words = sum(entry.contribution.words for entry in entries)
    authors = {entry.contribution.by_whom for entry in entries}
    is_out = publication.published_on is not None
    return {
        "rows": [
            (entry, reverse("publicity:contributions-detail", args=[entry.contribution_id]))
            for entry in entries
        ],
        "words": words,
        "authors": len(authors),
        "is_out": is_out,
        "arrange_url": reverse("publicity:arrange", args=[publication.pk]) if keeps else "",
        "publish_url": reverse("publicity:publishing-edit", args=[publication.pk])
        if keeps and not is_out
        else "",
        "file_url": reverse("publicity:contents-file", args=[publication.pk]) if entries else "",
    }


CONTENTS = Panel("目录", "publicity/_contents.html", _contents, first=True)
