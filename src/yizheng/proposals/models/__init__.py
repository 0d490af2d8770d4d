"""The records of this app."""

from .proposal import Proposal

__all__ = ["Proposal"]
