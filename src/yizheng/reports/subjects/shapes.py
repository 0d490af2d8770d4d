"""What a table of statistics can say.

A figure is named without the subject's own prefix, or in full where another app counts it.
"""

from dataclasses import dataclass

MOST_BARS = 12


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn of a table: columns by place from 1, of the first rows, and how."""

    title: str
    columns: tuple[int, ...]
    kind: str = "rows"
    rows: int = MOST_BARS


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of figures, each with the ratio that says its share, if any."""

    key: str
    title: str
    lines: tuple[tuple[str, str], ...]
    note: str = ""
    drawing: Drawing | None = None


@dataclass(frozen=True, slots=True)
class Crossed:
    """A table of figures, `(heading, figure, split)`, side by side: a row for each part."""

    key: str
    title: str
    by: str
    columns: tuple[tuple[str, str, str], ...]
    note: str = ""
    drawing: Drawing | None = None


def same(by: str, *columns: tuple[str, str]) -> tuple[tuple[str, str, str], ...]:
    """Columns `(heading, figure)` that are split by the same field."""
    return tuple((head, key, by) for head, key in columns)


@dataclass(frozen=True, slots=True)
class Subject:
    """The statistics of one row of work; `key` is the app whose figures it lists."""

    key: str
    title: str
    note: str
    listed: tuple[Listed, ...]
    crossed: tuple[Crossed, ...]

    def figure(self, key: str) -> str:
        """The full key of a figure named in a table."""
        return key if "." in key else f"{self.key}.{key}"
