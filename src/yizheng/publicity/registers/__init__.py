"""Lists, pages and forms of contributions, publications, the programme, the press and theory."""

from .contributions import CALLS, CONTENTS, CONTRIBUTIONS, MY_CONTRIBUTIONS
from .keeping import COLUMNS, COVERAGE, EPISODES, OUTLETS, PAPERS
from .publications import PUBLICATIONS, PUBLISHING

__all__ = [
    "CALLS",
    "COLUMNS",
    "CONTENTS",
    "CONTRIBUTIONS",
    "COVERAGE",
    "EPISODES",
    "MY_CONTRIBUTIONS",
    "OUTLETS",
    "PAPERS",
    "PUBLICATIONS",
    "PUBLISHING",
]
