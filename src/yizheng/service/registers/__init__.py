"""Registers by subject."""

from .aid import ASSIGNMENTS, FUNDS, MATTERS
from .concerns import CONCERNS, MY_CONCERNS
from .giving import BENEFITS, GRANTS
from .platforms import PLATFORMS, SESSIONS

__all__ = [
    "ASSIGNMENTS",
    "BENEFITS",
    "CONCERNS",
    "FUNDS",
    "GRANTS",
    "MATTERS",
    "MY_CONCERNS",
    "PLATFORMS",
    "SESSIONS",
]
