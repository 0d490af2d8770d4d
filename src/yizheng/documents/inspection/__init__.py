"""What a file really is: its extension, its first bytes and its structure must say the same."""

from .kinds import KINDS, Kind, inspect

__all__ = ["KINDS", "Kind", "inspect"]
