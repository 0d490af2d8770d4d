"""Figures about proposals: all by session year, over the proposals of one plenary session."""

from . import following, handling, intake, judging, session, units

__all__ = ["following", "handling", "intake", "judging", "session", "units"]
