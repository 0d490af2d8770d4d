"""What a file really is: its extension, its first bytes and its structure must say the same."""

from .kinds import ACCEPTED, FILES_TOLD, KINDS, Kind, inspect
from .tables import TABLES, inspect_table

__all__ = ["ACCEPTED", "FILES_TOLD", "KINDS", "TABLES", "Kind", "inspect", "inspect_table"]
