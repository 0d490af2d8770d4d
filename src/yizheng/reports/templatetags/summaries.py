"""Drawing the text of a summary: words stay words, figures become links."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from yizheng.reports.content import Shown

register = template.Library()


@register.simple_tag(takes_context=True)
def piece_of(context: Any, piece: str | Shown) -> SafeString:
    """A piece of a block. A figure opens in the side panel, or as a page without htmx.

    Reads from the page: `year`, `labels`, and for a frozen edition `edition` and `changed`.
    """
    if isinstance(piece, str):
        return escape(piece)
    edition, year = context.get("frozen_edition"), context["year"].number
    if edition:
        url = reverse("reports:frozen-figure", args=[year, edition.number, piece.key])
    else:
        url = reverse("reports:figure", args=[piece.key, year])
        if piece.by:
            url = f"{url}?{urlencode({'by': piece.by, 'part': piece.part})}"
    label = context["labels"].get(piece.key, piece.key)
    changed = piece.key in context.get("changed", ())
    return format_html(
        '<a class="figure{}" href="{}" hx-get="{}" hx-target="#side"'
        ' aria-label="{} {}{}" title="{}">{}</a>',
        " is-changed" if changed else "",
        url,
        url,
        label,
        piece.text,
        "，发布后有变化" if changed else "",
        label,
        piece.text,
    )


@register.filter
def symbol_of(symbols: dict[str, str], verdict: Any) -> str:
    """The sign that stands for a verdict, so that colour is not the only one."""
    return symbols[str(verdict)]
