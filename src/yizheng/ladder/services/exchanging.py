"""Files between installations: what waits to be sent, what can be answered, what is taken in."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.timezone import localdate

from yizheng.core import records
from yizheng.core.access import require
from yizheng.core.actors import Actor, Via
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.ladder import permissions, selectors
from yizheng.ladder.messages import FORMAT, AnswerMessage, Parcel, ReportMessage, parcel_of
from yizheng.ladder.models import Partner, Submission
from yizheng.ladder.sealing import MOST_BYTES, canonical, public_key_of, seal, unseal
from yizheng.members.selectors import own_committee

from .answering import take_answer
from .arriving import deliver
from .between import as_messenger

NEW = "新收到"
# What a file may hold, with room for what stands around it.
ROOM = MOST_BYTES - 100_000


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that may be taken in: from whom, and what each thing in it would do."""

    partner: Partner
    reports: list[tuple[ReportMessage, str]]
    answers: list[AnswerMessage]


@dataclass(frozen=True, slots=True)
class Taken:
    """How much of a file was new, and how much had been taken in before."""

    partner: Partner
    new: int
    known: int


@service("ladder.export")
def export_to(partner: Partner, *, by: Actor, at: datetime | None = None) -> bytes:
    """A signed file with the reports a partner has not answered, and the answers we owe it.

    Made again, it holds the same and more, as far as one file has room: reports never exported
    first, then the latest answers. The other side takes in only what is new to it.

    Raises:
        NotAllowed: the actor does not send reports up.
        Invalid: there is nothing to send.
    """
    require(by, permissions.keep, partner)
    reports, room = _that_fit(partner)
    answers = _answers_in(partner, room)
    if not reports and not answers:
        raise Invalid("没有要送给对方的上报，也没有要答复的信息")
    today = localdate(at)
    for submission, _ in reports:
        if submission.exported_on is None:
            records.revise(
                submission,
                by=by,
                right=permissions.keep,
                facts={},
                derived={"exported_on": today},
                version=submission.version,
                key="ladder.export",
                at=at,
            )
    parcel = Parcel(
        format=FORMAT,
        version=1,
        to=partner.public_key,
        made_at=at or timezone.now(),
        reports=tuple(message for _, message in reports),
        answers=tuple(answers),
    )
    return seal(parcel.facts(), partner.committee_id)


def _that_fit(partner: Partner) -> tuple[list[tuple[Submission, ReportMessage]], int]:
    """The reports that one file holds, one at least, and the bytes that are left."""
    chosen: list[tuple[Submission, ReportMessage]] = []
    room = ROOM
    for submission in selectors.to_send(partner):
        message = selectors.message_of(submission)
        size = len(canonical(message.facts()))
        if chosen and size > room:
            break
        chosen.append((submission, message))
        room -= size
    return chosen, room


def _answers_in(partner: Partner, room: int) -> list[AnswerMessage]:
    """The latest answers that fit into so many bytes."""
    chosen: list[AnswerMessage] = []
    for incoming in selectors.answered(partner):
        answer = selectors.answer_on(incoming)
        if answer is None:
            continue
        room -= len(canonical(answer.facts()))
        if room < 0:
            break
        chosen.append(answer)
    return chosen


def open_file(file: bytes) -> Opened:
    """What a file holds for us, stored nowhere. 3 queries.

    Raises:
        Invalid: it was altered, comes from nobody we know, is meant for somebody else, or is from
            a committee that cannot send us reports.
    """
    content, key = unseal(file)
    partner = Partner.objects.filter(public_key=key).first()
    if partner is None:
        raise Invalid(
            "文件的签名不是任何一个登记过的通联政协的，没有导入。请先登记对方的公钥并电话核对",
            field="file",
        )
    parcel, ours = parcel_of(content), own_committee()
    if parcel.to != public_key_of(ours.pk):
        raise Invalid("这份文件是给别的政协的，没有导入", field="file")
    if parcel.reports and not selectors.is_above(ours.level, partner.level):
        raise Invalid(f"{partner}不是下级政协，不能向本会上报，没有导入", field="file")
    known = selectors.known_tokens(message.token for message in parcel.reports)
    reports = [(message, _standing(message, known)) for message in parcel.reports]
    return Opened(partner, reports, list(parcel.answers))


def _standing(message: ReportMessage, known: dict[object, str]) -> str:
    if message.token not in known:
        return NEW
    return "以前收过" if known[message.token] == message.digest else "以前收过，内容不同"


@service("ladder.import_file")
def import_file(file: bytes, *, by: Actor, at: datetime | None = None) -> Taken:
    """Take in what a file holds, all or nothing; what came before is left as it is.

    Raises:
        NotAllowed: the actor does not take reports in.
        Invalid: as `open_file`; or one of its reports or answers is refused.
    """
    at = at or timezone.now()
    opened = open_file(file)
    require(by, permissions.keep, opened.partner)
    # Whoever brings a file delivers for the other side, and does nothing else with it.
    carrier = as_messenger(by, by.committee_id).through(Via.IMPORT)
    new = 0
    for message, standing in opened.reports:
        deliver(message, by=carrier, partner=opened.partner, at=at)
        new += standing == NEW
    for answer in opened.answers:
        new += take_answer(answer, by=carrier, at=at, partner=opened.partner)
    return Taken(opened.partner, new, len(opened.reports) + len(opened.answers) - new)
