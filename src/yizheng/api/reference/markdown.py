"""Writing Markdown: titles and tables."""

from collections.abc import Iterable, Sequence

NOTICE = "<!-- 由 yizheng docs 生成，请不要手改 -->"


def document(title: str, *parts: str) -> str:
    """A page with its title and the notice that nobody edits it."""
    return "\n\n".join([f"# {title}", NOTICE, *(part for part in parts if part)]) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; cells keep to one line."""
    lines = [_line(head), "|" + "---|" * len(head)]
    return "\n".join(lines + [_line(row) for row in rows])


def _line(cells: Sequence[object]) -> str:
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return text.replace("|", "\\|").replace("\n", " ")


def code(text: object) -> str:
    """A key as it is typed."""
    return f"`{text}`" if text not in ("", None) else ""
