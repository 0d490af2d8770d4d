"""Components. A tag's signature is its contract: a wrong argument fails when the template loads.

All of them are subject-free and draw `components/<name>.html`. Tags that enclose content
(`{% card title="…" %} … {% endcard %}`) take it as their first argument.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.forms import (
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    FileInput,
    RadioSelect,
    Select,
    SelectMultiple,
    Textarea,
)
from django.forms.boundfield import BoundWidget
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yizheng.core.navigation import LABELS

from .assets import icon_url, url_of
from .drawing import Moment, moment, sparkline, tone_of

register = template.Library()
NAMES = ("title", "name", "person", "topic", "matter")


def _draw(name: str, context: dict[str, Any]) -> SafeString:
    return render_to_string(f"components/{name}.html", context)


@register.simple_tag
def asset(name: str) -> str:
    """The address of a built file: `{% asset "app.js" %}`."""
    return url_of(name)


@register.simple_tag
def icon(name: str, *, size: str = "") -> SafeString:
    """A drawing; a screen reader hears the words beside it. `size`: empty or sm."""
    extra = f" icon-{size}" if size else ""
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}"/></svg>',
        extra,
        icon_url(name),
    )


@register.simple_tag(name="url_of")
def page_url(register: Any, name: str, pk: int | None = None) -> str:
    """The address of a register's page: `{% url_of register "detail" record.pk %}`."""
    return str(register.url(name, pk))


@register.simple_tag(takes_context=True)
def include_panel(context: Any, panel: Any, given: Mapping[str, Any]) -> SafeString:
    """A register's own panel, given its variables and the request."""
    return render_to_string(panel.template, dict(given), request=context.get("request"))


@register.simple_tag
def name_column(cells: Sequence[tuple[Any, str]]) -> Any:
    """The column by which people call a record, and which leads to it: its title or name."""
    named = [column for column, _ in cells if column.name in NAMES]
    return named[0] if named else cells[0][0]


@register.filter
def section_label(key: str) -> str:
    """The menu's name for a row of work."""
    return LABELS.get(key, "")


@register.inclusion_tag("components/badge.html")
def badge(text: str, *, tone: str = "") -> dict[str, Any]:
    """A status word. `tone`: neutral, good, warn, bad, info, key; by the word if empty."""
    return {"text": text, "tone": tone or tone_of(text) or "plain"}


@register.inclusion_tag("components/facts.html")
def facts(pairs: Iterable[tuple[Any, str]]) -> dict[str, Any]:
    """Labels and values in two columns, of `(label or Column, text)`; empty ones are left out."""
    return {"pairs": [(name, text) for name, text in pairs if text != ""]}


@register.inclusion_tag("components/empty.html")
def empty_state(
    title: str, text: str = "", *, action_url: str = "", action: str = "", icon: str = "inbox"
) -> dict[str, Any]:
    """Why there is nothing here, and what to do about it."""
    return {"title": title, "text": text, "action_url": action_url, "action": action, "icon": icon}


@register.simple_block_tag
def page_head(content: str, *, title: str, note: str = "", badge: str = "") -> SafeString:
    """The page's title, one line about it, and its actions as content."""
    return _draw("page_head", {"content": content, "title": title, "note": note, "badge": badge})


@register.simple_tag
def crumb(label: str, url: str = "") -> SafeString:
    """One step of the path to this page; the last one has no address."""
    if url:
        return format_html('<li><a href="{}">{}</a></li>', url, label)
    return format_html('<li aria-current="page">{}</li>', label)


@register.simple_block_tag
def card(content: str, *, title: str = "", note: str = "", flush: bool = False) -> SafeString:
    """A framed part of a page. `flush` lets a table reach its edges."""
    return _draw("card", {"content": content, "title": title, "note": note, "flush": flush})


@register.simple_block_tag
def panel(content: str, *, title: str, note: str = "") -> SafeString:
    """What htmx puts into the side panel (`hx-target="#side"`)."""
    return _draw("panel", {"content": content, "title": title, "note": note})


@register.simple_block_tag
def dialog(content: str, *, id: str, title: str) -> SafeString:  # noqa: A002 - the HTML word
    """A dialog opened by a button with `data-opens="id"`."""
    return _draw("dialog", {"content": content, "id": id, "title": title})


@register.simple_block_tag
def alert(content: str, *, tone: str = "info", title: str = "") -> SafeString:
    """A sentence that must be seen. `tone`: info, good, warn, bad."""
    return _draw("alert", {"content": content, "tone": tone, "title": title})


@register.inclusion_tag("components/pager.html")
def pager(
    previous_url: str,
    next_url: str,
    *,
    count: int | None = None,
    unit: str = "条",
    target: str = "",
) -> dict[str, Any]:
    """Backward and forward through a long list; `target` is what htmx replaces, if anything."""
    return {
        "previous_url": previous_url, "next_url": next_url,
        "count": count, "unit": unit, "target": target,
    }  # fmt: skip


@register.inclusion_tag("components/tile.html")
def tile(
    label: str,
    value: Any,
    *,
    unit: str = "",
    url: str = "",
    trend: Sequence[float] = (),
    note: str = "",
) -> dict[str, Any]:
    """A figure that opens its records. `trend`: its values over the years, oldest first."""
    return {
        "label": label, "value": "—" if value is None else value, "unit": unit,
        "url": url, "line": sparkline(trend), "trend": trend, "note": note,
    }  # fmt: skip


KINDS = ("bar", "rows", "stack", "line", "pie")


@register.inclusion_tag("components/chart.html")
def chart(
    data: Mapping[str, Any], *, title: str, kind: str = "bar", unit: str = "", tall: bool = False
) -> dict[str, Any]:
    """A drawing and, for those who do not see it or want the numbers, the same rows as a table.

    Args:
        data: `{"head": ["月份", "收到"], "rows": [["1月", 12], …], "links": [url, …]}`; the links
            (optional, one a row) open the records of a row.
        kind: bar, rows (lying bars), stack, line or pie.
    """
    if kind not in KINDS:
        raise ValueError(f"no chart kind {kind}: one of {', '.join(KINDS)}")
    links = data.get("links") or [""] * len(data["rows"])
    drawn = {"kind": kind, "unit": unit, "head": data["head"], "rows": data["rows"]}
    return {
        "title": title, "unit": unit, "tall": tall, "head": data["head"],
        "rows": list(zip(data["rows"], links, strict=True)),
        # An attribute, not a script element: htmx takes those out of what it brings in.
        "drawn": json.dumps(drawn | ({"links": links} if any(links) else {}), ensure_ascii=False),
    }  # fmt: skip


@register.inclusion_tag("components/timeline.html")
def timeline(entries: Iterable[Any]) -> dict[str, list[Moment]]:
    """What happened, in the order given: `Told` events, or mappings with the keys of `Moment`."""
    return {"moments": [moment(entry) for entry in entries]}


@register.inclusion_tag("components/progress.html")
def progress(job: Any, *, url: str) -> dict[str, Any]:
    """How far a job is; asks `url` for a newer copy every two seconds until it is over."""
    return {"job": job, "url": url}


@register.inclusion_tag("components/table.html")
def data_table(
    head: Sequence[str], rows: Iterable[Sequence[Any]], *, caption: str = "", numbers: str = ""
) -> dict[str, Any]:
    """A plain table; cells are texts or `(text, url)`. `numbers`: columns set right, as `2,3`."""
    right = {int(place) for place in numbers.split(",") if place}
    cells = [
        [
            (head[place], place + 1 in right, *(cell if isinstance(cell, tuple) else (cell, "")))
            for place, cell in enumerate(row)
        ]
        for row in rows
    ]
    marked = [(name, place + 1 in right) for place, name in enumerate(head)]
    return {"head": marked, "rows": cells, "caption": caption}


@register.inclusion_tag("components/filter_bar.html")
def filter_bar(form: Any, *, url: str, target: str = "#list") -> dict[str, Any]:
    """The filters of a list in one row; the list is replaced as they change."""
    chosen = any(form.data.get(name) for name in form.fields) if form.is_bound else False
    return {"form": form, "url": url, "target": target, "chosen": chosen}


@register.inclusion_tag("components/export_menu.html")
def export_menu(links: Iterable[tuple[str, str]], *, label: str = "导出") -> dict[str, Any]:
    """Ways to take a list away, as `(label, url)`."""
    return {"links": list(links), "label": label}


@register.inclusion_tag("components/post_button.html", takes_context=True)
def post_button(
    context: Any,
    label: str,
    url: str,
    *,
    question: str = "",
    tone: str = "",
    name: str = "",
    value: str = "",
) -> dict[str, Any]:
    """A button that changes something by itself, after asking `question` if there is one."""
    return {
        "label": label, "url": url, "question": question, "tone": tone,
        "name": name, "value": value, "csrf_token": context.get("csrf_token"),
    }  # fmt: skip


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """A form field's widget in our classes, tied to its help and its errors."""
    widget = field.field.widget
    attrs: dict[str, str | bool] = {
        "class": f"{_control_class(widget)} {widget.attrs.get('class', '')}".strip()
    }
    if field.errors:
        attrs |= {"class": f"{attrs['class']} is-invalid", "aria-invalid": "true"}
    told = [f"{field.auto_id}_help"] * bool(field.help_text)
    told += [f"{field.auto_id}_error"] * bool(field.errors)
    if told:
        attrs["aria-describedby"] = " ".join(told)
    return field.as_widget(attrs=attrs)


@register.simple_tag
def choice_control(choice: BoundWidget) -> SafeString:
    """One radio button or checkbox of a group."""
    choice.data["attrs"] = {**choice.data["attrs"], "class": "form-check-input"}
    return choice.tag()


@register.filter
def field_width(field: BoundField) -> str:
    """Long texts and groups take the whole line of a form, short inputs half of it."""
    widget = field.field.widget
    whole = isinstance(widget, Textarea | CheckboxSelectMultiple | SelectMultiple | FileInput)
    return "" if whole or (getattr(field.field, "max_length", None) or 0) >= 60 else "half"


@register.filter
def is_choice_list(field: BoundField) -> bool:
    """Radio buttons and groups of checkboxes: they need a legend, not a label."""
    return isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple)


@register.filter
def is_tick(field: BoundField) -> bool:
    """A single checkbox: its label stands after it."""
    return isinstance(field.field.widget, CheckboxInput)


def _control_class(widget: Any) -> str:
    if isinstance(widget, CheckboxInput | RadioSelect | CheckboxSelectMultiple):
        return "form-check-input"
    return "form-select" if isinstance(widget, Select) else "form-control"
