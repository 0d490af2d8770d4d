"""Official documents in Word's format, in the forms of GB/T 9704—2012.

The official fonts are named, not shipped: office machines have them.
"""

from .content import Block, Issue, Letter, Level, Minutes, Ordinary, Piece, Sheet, blocks_of
from .making import CONTENT_TYPE, as_docx

__all__ = [
    "CONTENT_TYPE",
    "Block",
    "Issue",
    "Letter",
    "Level",
    "Minutes",
    "Ordinary",
    "Piece",
    "Sheet",
    "as_docx",
    "blocks_of",
]
