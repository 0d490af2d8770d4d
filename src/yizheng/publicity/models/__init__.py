"""Records of history, the periodical, the programme, the press and theory."""

from .contributions import ContentsEntry, Contribution, ContributionCall
from .papers import TheoryPaper
from .press import Coverage, Outlet
from .programme import ProgrammeColumn, ProgrammeEpisode
from .publications import Publication

__all__ = [
    "ContentsEntry",
    "Contribution",
    "ContributionCall",
    "Coverage",
    "Outlet",
    "ProgrammeColumn",
    "ProgrammeEpisode",
    "Publication",
    "TheoryPaper",
]
