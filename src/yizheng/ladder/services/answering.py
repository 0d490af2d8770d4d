"""What became of a report comes down to who sent it, as often as something happens to it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from yizheng.core.actors import Actor
from yizheng.core.citations import OPINION_RULES
from yizheng.core.consequences import after
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.core.workflow import transition
from yizheng.instructions.models import Instruction
from yizheng.ladder import selectors
from yizheng.ladder.messages import AnswerMessage, Outcome
from yizheng.ladder.models import Incoming, Partner, Submission
from yizheng.ladder.states import Sent
from yizheng.opinions.models import Adoption, Bulletin, Forwarding, OpinionReport
from yizheng.opinions.services import pass_adoption, take_back_adoption

from .between import at_the_other_end

LADDER = OPINION_RULES("逐级报送")
OPEN = {Sent.WAITING, Sent.TAKEN, Sent.ADOPTED, Sent.NOT_USED}


@service("ladder.answer")
def take_answer(
    message: AnswerMessage, *, by: Actor, at: datetime, partner: Partner | None = None
) -> bool:
    """Write down how a report stands above, as its messenger; whether that was news.

    Raises:
        Invalid: we sent no such report there, or took it back; an adoption before it was sent.
    """
    found = Submission.objects.filter(token=message.token, partner=partner)
    submission = found.select_related("report").first()
    if submission is None or submission.state == Sent.RECALLED:
        raise Invalid("答复的不是本会报送的信息，没有导入", field="file")
    if any(outcome.on < submission.sent_on for outcome in message.outcomes):
        sentence = f"“{submission.report}” {submission.sent_on} 上报，采用不能早于上报"
        raise Invalid(sentence, field="file")
    if _says(submission) == _said(message):
        return False
    MOVES[Sent(message.state)](submission, by=by, at=at, message=message)
    return True


def _key(adoption: Adoption) -> tuple[str, str, str]:
    """What makes it one adoption and no other, as `Outcome.key`."""
    return str(adoption.level), adoption.organ, str(adoption.mode)


def _says(submission: Submission) -> tuple[Any, ...]:
    known = sorted((*_key(row), row.adopted_on) for row in submission.adoptions.all())
    answer = (submission.state, submission.answered_on, submission.reason, submission.course)
    return (*answer, known)


def _said(message: AnswerMessage) -> tuple[Any, ...]:
    outcomes = sorted((*map(str, one.key), one.on) for one in message.outcomes)
    return (message.state, message.on, message.reason, message.course, outcomes)


@transition(
    "ladder.be_taken", "上级收录", sources=OPEN, target=Sent.TAKEN, right=None, citation=LADDER
)
def _be_taken(submission: Submission, *, by: Actor, at: datetime, message: AnswerMessage) -> None:
    """The committee above has taken it in, and has not used it yet."""
    _note(submission, message, by=by, at=at)


@transition(
    "ladder.be_adopted", "上级采用", sources=OPEN, target=Sent.ADOPTED, right=None, citation=LADDER
)
def _be_adopted(submission: Submission, *, by: Actor, at: datetime, message: AnswerMessage) -> None:
    """It was used above, once or more."""
    _note(submission, message, by=by, at=at)


@transition(
    "ladder.be_put_aside",
    "上级未采用",
    sources=OPEN,
    target=Sent.NOT_USED,
    right=None,
    citation=LADDER,
)
def _be_put_aside(
    submission: Submission, *, by: Actor, at: datetime, message: AnswerMessage
) -> None:
    """It was not taken in, or is kept on file; the reason stands beside."""
    _note(submission, message, by=by, at=at)


MOVES = {Sent.TAKEN: _be_taken, Sent.ADOPTED: _be_adopted, Sent.NOT_USED: _be_put_aside}


def _note(submission: Submission, message: AnswerMessage, *, by: Actor, at: datetime) -> None:
    submission.answered_on, submission.reason = message.on, message.reason
    submission.course = message.course
    told = {outcome.key: outcome for outcome in message.outcomes}
    kept = set()
    for row in submission.adoptions.all():
        key = _key(row)
        if key in told and told[key].on == row.adopted_on:
            kept.add(key)
        else:
            submission.adoptions.remove(row)
            take_back_adoption(row, by=by)
    new = [_adopt(submission, told[key], by=by, at=at) for key in sorted(told) if key not in kept]
    submission.adoptions.add(*new)


def _adopt(submission: Submission, outcome: Outcome, *, by: Actor, at: datetime) -> Adoption:
    """The adoption as a record of ours; one that was entered by hand before is taken for it."""
    level, organ, mode = outcome.key
    by_hand = Adoption.objects.filter(
        report=submission.report, level=level, organ=organ, mode=mode
    ).first()
    facts = {"level": level, "organ": organ, "mode": mode, "adopted_on": outcome.on}
    return by_hand or pass_adoption(by=by, facts={"report": submission.report, **facts}, at=at)


# --- When something happens above ----------------------------------------------------------------


@after("ladder.take")
@after("ladder.decline")
def answer_arrived(incoming: Incoming, by: Actor, at: datetime) -> None:
    """Tell the committee below, when it is in this installation."""
    message = selectors.answer_on(incoming)
    if message is None or incoming.lower_id is None:
        return
    with at_the_other_end(incoming.lower_id, by) as messenger:
        take_answer(message, by=messenger, at=at)


def _tell(reports: Iterable[int], by: Actor, at: datetime) -> None:
    for incoming in selectors.arrived_as(reports):
        answer_arrived(incoming, by, at)


@after("opinions.edit")
@after("opinions.keep_on_file")
@after("opinions.join")
@after("opinions.part")
def _of_report(report: OpinionReport, by: Actor, at: datetime) -> None:
    _tell([report.pk], by, at)


@after("opinions.send")
@after("opinions.withdraw")
def _of_bulletin(bulletin: Bulletin, by: Actor, at: datetime) -> None:
    _tell(bulletin.reports.values_list("pk", flat=True), by, at)


@after("opinions.create_adoption")
@after("opinions.revise_adoption")
def _refuse_before_it_was_sent(adoption: Adoption, by: Actor, at: datetime) -> None:
    """What was sent up on a day is not adopted there before."""
    sent_on = selectors.sent_up_on(adoption.report_id, adoption.level)
    if sent_on and adoption.adopted_on < sent_on:
        sentence = f"这篇信息 {sent_on} 才上报，采用不能早于上报"
        raise Invalid(sentence, field="adopted_on")


@after("opinions.create_adoption")
@after("opinions.revise_adoption")
@after("opinions.remove_adoption")
@after("opinions.forward")
def _of_part(part: Adoption | Forwarding, by: Actor, at: datetime) -> None:
    _tell([part.report_id], by, at)


@after("instructions.create_instruction")
@after("instructions.write")
@after("instructions.revise_instruction")
@after("instructions.remove_instruction")
def _of_instruction(act: Instruction, by: Actor, at: datetime) -> None:
    product = act.product
    if isinstance(product, OpinionReport):
        _of_report(product, by, at)
    elif isinstance(product, Bulletin):
        _of_bulletin(product, by, at)
