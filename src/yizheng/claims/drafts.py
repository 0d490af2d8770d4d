"""A claim while it is being read: mutable, with offsets in the flow."""

from dataclasses import dataclass, field

from yizheng.claims.phrases import Phrase
from yizheng.claims.spans import Span


@dataclass(slots=True)
class Draft:
    """What is known so far of one number.

    Attributes:
        share: it follows 占, or is a half or a fraction of something before.
        rate: it is a percentage that is neither a share nor a change.
        whole: the position in the list of the number it is a part of (其中), if any.
        part: the position of the number it is a share of, when 分别 says so.
        words: the score of the words that named its key; 0 when the key is inherited.
    """

    span: Span
    phrase: Phrase
    claim_type: str
    unit: str
    head: str = ""
    period: str = "in_year"
    key: str | None = None
    alternatives: tuple[str, ...] = ()
    reason: str | None = None
    compare: str | None = None
    direction: str | None = None
    share: bool = False
    whole: int | None = None
    part: int | None = None
    words: float = 0.0
    ranked: list[tuple[float, str]] = field(default_factory=list)

    @property
    def percent(self) -> bool:
        """Whether it is a percentage or points of one."""
        return self.unit in ("%", "个百分点", "‰")
