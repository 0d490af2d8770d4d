"""Where a rule comes from: every transition and figure cites one provision.

The regulations are described in `docs/regulations/`, one page per key.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Regulation:
    """A rule text, known by a key and its full title."""

    key: str
    title: str

    def __call__(self, provision: str) -> "Citation":
        """Cite one provision of it, by subject (never an article number nobody has before them)."""
        return Citation(self, provision)


@dataclass(frozen=True, slots=True)
class Citation:
    """One provision of a regulation."""

    regulation: Regulation
    provision: str

    def __str__(self) -> str:
        return f"《{self.regulation.title}》{self.provision}"


CHARTER = Regulation("charter", "中国人民政治协商会议章程")
PROPOSAL_RULES = Regulation("proposal-rules", "市政协提案工作条例")
OPINION_RULES = Regulation("opinion-rules", "市政协反映社情民意信息工作办法")
CONSULTATION_RULES = Regulation("consultation-rules", "市政协协商和监督工作规则")
MEETING_RULES = Regulation("meeting-rules", "市政协会议工作规则")
DUTY_RULES = Regulation("duty-rules", "市政协委员履职工作办法")
STATISTICS_RULES = Regulation("statistics-rules", "市政协履职统计口径")
OFFICE_RULES = Regulation("office-rules", "市政协机关工作规则")

REGULATIONS = {
    regulation.key: regulation
    for regulation in (
        CHARTER,
        PROPOSAL_RULES,
        OPINION_RULES,
        CONSULTATION_RULES,
        MEETING_RULES,
        DUTY_RULES,
        STATISTICS_RULES,
        OFFICE_RULES,
    )
}
