"""What goes between two committees: reports up, answers down. The same inside and by file.

An answer says how the whole matter stands, not what is new, so that it can be given again.
"""

import hashlib
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from yizheng.core.errors import Invalid
from yizheng.opinions.states import AdoptionLevel, AdoptionMode

from .sealing import canonical
from .states import ANSWERS, Sent

FORMAT: Literal["yizheng.ladder"] = "yizheng.ladder"
MOST_ITEMS = 2000
MOST_CHARS, MOST_COURSE, MOST_OUTCOMES = 20_000, 10_000, 100


def _text(most: int, *, least: int = 0) -> Any:
    return Field(min_length=least, max_length=most)


class Message(BaseModel):
    """Checked on the way in: nothing missing, nothing more, nothing too long."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def facts(self) -> dict[str, Any]:
        """As plain JSON values."""
        return self.model_dump(mode="json")


class ReportMessage(Message):
    """One report on its way up. `reporter_name` is empty unless the reporter agreed."""

    token: UUID
    title: Annotated[str, _text(80, least=1)]
    text: Annotated[str, _text(MOST_CHARS, least=1)]
    from_name: Annotated[str, _text(60, least=1)]
    reporter_name: Annotated[str, _text(80)] = ""
    sent_on: date

    @property
    def digest(self) -> str:
        """SHA-256 over all of it."""
        return hashlib.sha256(canonical(self.facts())).hexdigest()


class Outcome(Message):
    """That an organ used it: level, organ, mode, day."""

    level: AdoptionLevel
    organ: Annotated[str, _text(60, least=1)]
    mode: AdoptionMode
    on: date

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it one adoption and no other."""
        return self.level, self.organ, self.mode


def _an_answer(state: Sent) -> Sent:
    if state not in ANSWERS:
        raise ValueError("no answer")
    return state


class AnswerMessage(Message):
    """How a report stands above: taken, adopted with its outcomes, or not used and why.

    `course` tells in lines what happened to it, the oldest first, without anybody's words.
    """

    token: UUID
    state: Annotated[Sent, AfterValidator(_an_answer)]
    on: date
    reason: Annotated[str, _text(200)] = ""
    outcomes: Annotated[tuple[Outcome, ...], Field(max_length=MOST_OUTCOMES)] = ()
    course: Annotated[str, _text(MOST_COURSE)] = ""


class Parcel(Message):
    """A file's content. `to` is the public key of the committee it is for."""

    format: Literal["yizheng.ladder"]
    version: Literal[1]
    to: Annotated[str, _text(64)]
    made_at: datetime
    reports: Annotated[tuple[ReportMessage, ...], Field(max_length=MOST_ITEMS)] = ()
    answers: Annotated[tuple[AnswerMessage, ...], Field(max_length=MOST_ITEMS)] = ()


def parcel_of(content: dict[str, Any]) -> Parcel:
    """The content of a signed file.

    Raises:
        Invalid: it is of another kind, or of a version this program does not know.
    """
    try:
        return Parcel.model_validate(content)
    except ValidationError as error:
        sentence = "这不是上报或答复的文件，或者由更新的版本导出，没有导入"
        raise Invalid(sentence, field="file") from error
