"""Sending a report up, and recalling it while nobody has taken it in."""

from datetime import datetime
from typing import Any

from yizheng.core import history, records
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.citations import OPINION_RULES
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.core.workflow import transition
from yizheng.ladder import permissions, selectors
from yizheng.ladder.messages import MOST_CHARS
from yizheng.ladder.models import Submission
from yizheng.ladder.states import Sent
from yizheng.members.models import Committee
from yizheng.members.selectors import own_committee
from yizheng.opinions.models import OpinionReport
from yizheng.opinions.states import State

from .arriving import deliver, recall_arrived
from .between import at_the_other_end

LADDER = OPINION_RULES("逐级报送")


@service("ladder.submit")
def submit_report(*, by: Actor, facts: dict[str, Any], at: datetime | None = None) -> Submission:
    """Send a report up: at once where the committee above is in this installation.

    Raises:
        NotAllowed, Invalid: as `core.records.create`; the report is not compiled, the day is before
            that, or there is nobody above to send it to.
    """
    report: OpinionReport = facts["report"]
    if report.state != State.COMPILED or report.compiled_on is None:
        raise Invalid("这篇信息还没有编报，不能上报", field="report")
    if len(report.edited) > MOST_CHARS:
        raise Invalid(f"编报稿超过 {MOST_CHARS} 字，不能上报", field="report")
    day = day_of(facts.get("sent_on"), at=at, field="sent_on")
    if day < report.compiled_on:
        raise Invalid(f"这篇信息 {report.compiled_on} 编报，上报不能早于编报", field="sent_on")
    upper = _upper(facts)
    if upper:
        history.hold(upper.pk)
    submission = records.create(
        Submission,
        by=by,
        right=permissions.keep,
        facts={**facts, "sent_on": day},
        derived={"upper": upper},
        key="ladder.submit",
        at=at,
    )
    if upper:
        message = selectors.message_of(submission)
        with at_the_other_end(upper.pk, by) as messenger:
            deliver(message, by=messenger, lower=submission.committee, at=at)
    return submission


@service("ladder.revise_submission")
def revise_submission(
    submission: Submission, *, by: Actor, facts: dict[str, Any], version: int
) -> Submission:
    """Never: it lies before the committee above as it was sent.

    Raises:
        Invalid: always, with what to do instead.
    """
    raise Invalid("已经上报，不能修改；还没有收录的可以撤回，再重新上报")


@service("ladder.remove_submission")
def remove_submission(submission: Submission, *, by: Actor, reason: str, version: int) -> None:
    """Never, as `revise_submission`.

    Raises:
        Invalid: always, with what to do instead.
    """
    raise Invalid("已经上报，不能撤销登记；还没有收录的可以撤回")


def _upper(facts: dict[str, Any]) -> Committee | None:
    """The committee above in this installation; None for a partner elsewhere."""
    ours, partner = own_committee(), facts.get("partner")
    if partner is None:
        if ours.parent is None:
            raise Invalid("本系统里没有上级政协，请选通联政协", field="partner")
        return ours.parent
    if not selectors.is_above(partner.level, ours.level):
        raise Invalid("只能报送上级政协", field="partner")
    return None


@transition(
    "ladder.recall",
    "撤回上报",
    sources={Sent.WAITING},
    target=Sent.RECALLED,
    right=permissions.keep,
    citation=LADDER,
    awaited_in=(),
)
def recall_submission(submission: Submission, *, by: Actor, at: datetime) -> None:
    """Take it back while the committee above has not dealt with it."""
    if submission.exported_on:
        raise Invalid("已经导出文件交给对方，不能在这里撤回，请与对方联系")
    if submission.upper_id:
        with at_the_other_end(submission.upper_id, by) as messenger:
            recall_arrived(submission.token, by=messenger, at=at)
