"""What a member wrote: proposals, opinion reports and what became of them."""

from collections.abc import Collection, Iterable

from django.db.models import Q

from yizheng.core.periods import Period
from yizheng.duty.engine import Fact
from yizheng.duty.engine.facts import Part
from yizheng.handoffs import selectors as handoffs
from yizheng.opinions import selectors as opinions
from yizheng.opinions.states import BulletinState
from yizheng.opinions.states import State as ReportState
from yizheng.proposals import selectors as proposals
from yizheng.proposals.models import Proposal
from yizheng.proposals.states import BY_MEMBER, State

from .declaring import Found, dated, marked, named, source

PROPOSAL, REPORT = "proposals.proposal", "opinions.opinionreport"
LEVELS = {"city": "市级", "province": "省级", "nation": "国家级"}


def _signed(people: Collection[int], when: Q) -> Iterable[tuple[int, Proposal, Part, int]]:
    """Each of these people under each proposal: in which part, among how many."""
    for proposal in proposals.signed_by(people, when):
        signers = [one.pk for one in proposal.co_signers.all()]
        if proposal.proposer_id:
            signers = [proposal.proposer_id, *signers]
        signers = list(dict.fromkeys(signers))
        for person in signers:
            if person in people:
                yield person, proposal, _part(proposal, person, len(signers)), len(signers)


def _part(proposal: Proposal, person: int, among: int) -> Part:
    if proposal.submitter_type not in BY_MEMBER:
        return Part.COLLECTIVE
    if among == 1:
        return Part.SOLE
    return Part.FIRST if person == proposal.proposer_id else Part.JOINT


@source(
    "proposals.submitted",
    "提案",
    group="proposals",
    unit="件",
    counts="提交的提案，按提交日期；为下一次全会提前提交的，按那次全会开幕日期；草稿和撤案的不算",
    marks={
        "filed": "已立案",
        "merged": "已并案",
        "declined": "不予立案",
        "session": "大会期间",
        "to_opinion": "转社情民意",
    },
)
def submitted(people: Collection[int], period: Period) -> Iterable[Found]:
    """Proposals by everybody who has his name under them."""
    went_on = {source for source, _ in handoffs.handed_on(PROPOSAL, REPORT)}
    for person, proposal, part, among in _signed(people, proposals.counted_in(period)):
        fact = Fact(
            source="proposals.submitted",
            record=named(proposal),
            on=proposals.counted_on(proposal),
            title=str(proposal),
            marks=marked(
                filed=proposal.number is not None,
                merged=proposal.state == State.MERGED,
                declined=proposal.state == State.DECLINED,
                session=proposal.is_session,
                to_opinion=proposal.pk in went_on,
            ),
            part=part,
            among=among,
        )
        yield person, fact


def _honoured(key: str, name: str, people: Collection[int], period: Period) -> Iterable[Found]:
    for person, proposal, part, among in _signed(people, Q(**{f"{name}__range": period})):
        record, title = named(proposal), str(proposal)
        yield person, Fact(key, record, getattr(proposal, name), title, part=part, among=among)


@source(
    "proposals.key",
    "重点提案",
    group="proposals",
    unit="件",
    counts="确定为重点的提案，按确定日期",
)
def key(people: Collection[int], period: Period) -> Iterable[Found]:
    """Proposals that were made key ones."""
    return _honoured("proposals.key", "key_on", people, period)


@source(
    "proposals.excellent",
    "优秀提案",
    group="proposals",
    unit="件",
    counts="评为优秀的提案，按评定日期",
)
def excellent(people: Collection[int], period: Period) -> Iterable[Found]:
    """Proposals that were found excellent."""
    return _honoured("proposals.excellent", "excellent_on", people, period)


@source(
    "opinions.reports",
    "反映社情民意",
    group="opinions",
    unit="篇",
    counts="反映的信息，按收到日期；撤回的不算",
    marks={
        "compiled": "已编报",
        "used": "编入刊物",
        "adopted": "被采用",
        "joined": "与别的信息并为一篇",
        "from_proposal": "由提案转来",
    },
)
def reports(people: Collection[int], period: Period) -> Iterable[Found]:
    """Opinion reports handed in."""
    converted = {target for _, target in handoffs.handed_on(PROPOSAL, REPORT)}
    for report in opinions.reported_by(people, period):
        fact = Fact(
            source="opinions.reports",
            record=named(report),
            on=report.received_on,
            title=str(report),
            marks=marked(
                compiled=report.state == ReportState.COMPILED,
                used=any(issue.state == BulletinState.SENT for issue in report.bulletins.all()),
                adopted=bool(report.adoptions.all()),
                joined=report.state == ReportState.JOINED,
                from_proposal=report.pk in converted,
            ),
        )
        yield report.reporter_id or 0, fact


@source(
    "opinions.used",
    "信息被本会采用",
    group="opinions",
    unit="篇",
    counts="编入已发出的信息刊物的信息，按第一次发出的日期，一篇算一次",
    marks={"special": "社情民意专报"},
)
def used(people: Collection[int], period: Period) -> Iterable[Found]:
    """Reports that went out in an issue of a bulletin, each once."""
    done: set[int] = set()
    for issue in opinions.issues_with(people, period):
        for report in issue.reports.all():
            if report.reporter_id not in people or report.pk in done:
                continue
            done.add(report.pk)
            fact = Fact(
                source="opinions.used",
                record=named(report),
                on=dated(issue.sent_on),
                title=f"{report}（{issue.get_series_display()}{issue.printed_number}）",
                marks=marked(special=issue.series == "special"),
            )
            yield report.reporter_id or 0, fact


@source(
    "opinions.adopted",
    "信息被上级和党政机关采用",
    group="opinions",
    unit="次",
    counts="登记的采用，一个机关采用一次算一次，按采用日期",
    marks={**LEVELS, "single": "单篇采用", "digest": "综合采用", "forwarded": "转送"},
)
def adopted(people: Collection[int], period: Period) -> Iterable[Found]:
    """Adoptions, one for each organ and way."""
    for adoption in opinions.adoptions_for(people, period):
        fact = Fact(
            source="opinions.adopted",
            record=named(adoption),
            about=named(adoption.report),
            on=adoption.adopted_on,
            title=f"{adoption.report}（{adoption.organ}）",
            marks=frozenset({adoption.level, adoption.mode}),
        )
        yield adoption.report.reporter_id or 0, fact


@source(
    "opinions.instructed",
    "信息得到领导批示",
    group="opinions",
    unit="件次",
    counts="领导在信息或者登载它的刊物上的批示，一位领导批示一次算一次，按批示日期",
    marks={
        "county": "县级领导",
        "city": "市级领导",
        "province": "省级领导",
        "nation": "国家级领导",
    },
)
def instructed(people: Collection[int], period: Period) -> Iterable[Found]:
    """What leaders wrote on reports; never their words."""
    for act, report in opinions.instructions_for(people, period):
        fact = Fact(
            source="opinions.instructed",
            record=named(act),
            about=named(report),
            on=act.instructed_on,
            title=f"{report}（{act.get_leader_level_display()}领导批示）",
            marks=frozenset({act.leader_level}),
        )
        yield report.reporter_id or 0, fact
