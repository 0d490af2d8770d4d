"""The ordinary form: a title and a text, a page number on every page."""

from typing import Any

from .content import Ordinary
from .page import number_pages, set_page
from .styles import add, make_styles


def write_ordinary(document: Any, content: Ordinary) -> None:
    """Lay the document out."""
    set_page(document)
    number_pages(document)
    make_styles(document)
    for block in content.blocks:
        add(document, block.level, block.text)
