"""A summary to be taken away: what all exports of a draft or an edition share; JSON and HTML."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from .content import Content
from .figures import as_number
from .freezing import figures_now
from .models import Edition, FrozenFigure
from .summary import Draft

FORMS = (("docx", "Word 文档"), ("html", "网页文件"), ("json", "数据（JSON）"))


@dataclass(frozen=True, slots=True)
class Printout:
    """A summary with its figures; `status` says what it is, in words for the reader."""

    year: int
    status: str
    content: Content
    figures: Sequence[FrozenFigure]
    digest: str = ""
    number: int | None = None

    @property
    def title(self) -> str:
        """The summary's title."""
        return self.content.title

    def printed(self, key: str) -> list[str]:
        """The forms in which a figure is printed, each once, in the order of the text."""
        shown = (one for one in self.content.shown() if not one.by)
        return list(dict.fromkeys(one.text for one in shown if one.key == key))


def of_draft(draft: Draft) -> Printout:
    """The summary as the records stand now. One query a figure."""
    figures = figures_now(list(draft.values), draft.year)
    status = f"草稿，依据{draft.source.label}和当前记录生成，尚未发布"
    return Printout(draft.year.number, status, draft.content, figures)


def of_edition(edition: Edition) -> Printout:
    """A frozen edition as it was submitted. 1 query."""
    figures = list(FrozenFigure.objects.filter(edition=edition).order_by("key"))
    return Printout(
        edition.year,
        f"第{edition.number}版，{edition.get_state_display()}",
        Content.from_json(edition.content),
        figures,
        edition.digest,
        edition.number,
    )


def as_json(printout: Printout) -> bytes:
    """Everything a program needs: the text, and every figure with its value and its records."""
    content = {
        "title": printout.title,
        "year": printout.year,
        "status": printout.status,
        "edition": printout.number,
        "digest": printout.digest or None,
        "text": printout.content.plain,
        "figures": [_figure(printout, figure) for figure in printout.figures],
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


def _figure(printout: Printout, figure: FrozenFigure) -> dict[str, Any]:
    return {
        "key": figure.key,
        "label": figure.label,
        "unit": figure.unit,
        "value": as_number(figure.amount),
        "printed": printout.printed(figure.key),
        "clock": figure.clock,
        "basis": figure.basis,
        "first": figure.first.isoformat(),
        "last": figure.last.isoformat(),
        "counts": figure.counts,
        "leaves_out": figure.leaves_out,
        "definition_version": figure.definition_version,
        "part": figure.part or None,
        "whole": figure.whole or None,
        "kind": figure.model or None,
        "record_ids": figure.record_ids,
    }


def as_html(printout: Printout) -> bytes:
    """One page that needs nothing else: the text, and below it what every figure means."""
    rows = [(figure, printout.printed(figure.key)) for figure in printout.figures]
    return render_to_string(
        "reports/standalone.html", {"printout": printout, "figures": rows}
    ).encode()
