"""Official documents in Word's format, in the forms of GB/T 9704—2012.

The official fonts are named, not shipped: office machines have them.
"""

from .content import Block, Letter, Level, Ordinary, blocks_of
from .making import CONTENT_TYPE, as_docx

__all__ = ["CONTENT_TYPE", "Block", "Letter", "Level", "Ordinary", "as_docx", "blocks_of"]
