"""How each kind of record of this app is listed, shown, typed in and exported."""

from . import proposal

__all__ = ["proposal"]
