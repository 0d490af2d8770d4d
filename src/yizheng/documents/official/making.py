"""From words to a Word file."""

import io

from .content import Issue, Letter, Minutes, Ordinary, Sheet
from .faces import printable
from .issue import write_issue
from .letter import write_letter
from .minutes import write_minutes
from .ordinary import write_ordinary
from .page import blank
from .sheet import write_sheet

# What the format allows in a property.
LONGEST_PROPERTY = 255
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def as_docx(content: Letter | Issue | Minutes | Sheet | Ordinary) -> bytes:
    """The document's file. It names no author and no program."""
    document = blank()
    document.core_properties.title = _property(content.title)
    if isinstance(content, Letter):
        write_letter(document, content)
    elif isinstance(content, Issue):
        write_issue(document, content)
    elif isinstance(content, Minutes):
        write_minutes(document, content)
    elif isinstance(content, Sheet):
        write_sheet(document, content)
    else:
        document.core_properties.comments = _property(content.remark)
        write_ordinary(document, content)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _property(text: str) -> str:
    return " ".join(printable(text).split())[:LONGEST_PROPERTY]
