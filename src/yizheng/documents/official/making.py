"""From words to a Word file."""

import io

from .content import Letter, Ordinary
from .letter import write_letter
from .ordinary import write_ordinary
from .page import blank

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def as_docx(content: Letter | Ordinary) -> bytes:
    """The document's file. It names no author and no program."""
    document = blank()
    document.core_properties.title = content.title
    if isinstance(content, Letter):
        write_letter(document, content)
    else:
        document.core_properties.comments = content.remark
        write_ordinary(document, content)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
