"""Records of aid, platforms, concerns and service."""

from .aid import (
    AidAssignment,
    AidFund,
    LivelihoodMatter,
    StudentGrant,
    refuse_broken_school_year,
    refuse_future,
    refuse_personal_number,
)
from .benefits import Benefit
from .concerns import Concern
from .platforms import Platform, PlatformSession

# Those that refuse are here for the migrations that name them.
__all__ = [
    "AidAssignment",
    "AidFund",
    "Benefit",
    "Concern",
    "LivelihoodMatter",
    "Platform",
    "PlatformSession",
    "StudentGrant",
    "refuse_broken_school_year",
    "refuse_future",
    "refuse_personal_number",
]
