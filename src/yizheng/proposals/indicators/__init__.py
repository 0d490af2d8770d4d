"""Figures about proposals: all by session year, over the proposals of one plenary session."""

from . import handling, intake

__all__ = ["handling", "intake"]
