"""From a checked line to records: the proposal with its steps, and what hangs on it.

Only what the table says is stored. Of a unit's part it says the day it was given and the day of the
reply; of the reply its class and, if there is such a column, its text; of the judgement what it
came to, not whose it was.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from yizheng.core.acting_days import noon_of
from yizheng.core.actors import Actor
from yizheng.core.records import Past
from yizheng.core.rules import value_of
from yizheng.core.workdays import add_working_days
from yizheng.members.models import Session
from yizheng.proposals.codes import CONTENT
from yizheng.proposals.models import (
    Commendation,
    Evaluation,
    Handling,
    KeyProposal,
    Proposal,
    Reply,
)
from yizheng.proposals.services.assigning import ROLES
from yizheng.proposals.services.city_rules import (
    AGAIN_MONTHS,
    HELPER_MONTHS,
    OBJECTION_DAYS,
    SESSION_DEADLINE_DAYS,
    months_due,
    reply_due,
)
from yizheng.proposals.states import (
    ANSWERING,
    Channel,
    CommendationState,
    EvaluationState,
    HandlingState,
    KeyState,
    ReplyState,
    State,
)

from .cases import Case
from .columns import FIELDS, Kind
from .naming import entry_of, facts_named

Step = tuple[str, str, str, datetime]
# A day without an hour stands at noon in the trail.
ARCHIVED, SIGNED = "（纸质答复存档）", "见纸质存档"
UNREVIEWED = "往年答复，未经公开审查"
DAYS = tuple(field.name for field in FIELDS if field.kind is Kind.DAY)
TEXTS: tuple[str, ...] = ("title", "situation", "analysis", "suggestion", "decline_note")
TEXTS += ("withdraw_note", "close_note", "lead_leader", "closed_reason")
FOUND: tuple[str, ...] = ("session", "number", "serial", "state", "destination", "submitter_type")
FOUND += ("proposer", "submitter_name", "party", "sector", "organ", "is_key", "is_excellent")
# What happens to a proposal, in this order on one day: the act, the column with its day, the state
# it leads to (None for a mark that leaves it).
ACTS: tuple[tuple[str, str, State | None], ...] = (
    ("proposals.submit", "submitted_on", State.SUBMITTED),
    ("proposals.file", "filed_on", State.FILED),
    ("proposals.decline", "declined_on", State.DECLINED),
    ("proposals.merge", "merged_on", State.MERGED),
    ("proposals.withdraw", "withdrawn_on", State.WITHDRAWN),
    ("proposals.assign", "assigned_on", State.ASSIGNED),
    ("proposals.mark_key", "key_on", None),
    ("proposals.mark_replied", "replied_on", State.REPLIED),
    ("proposals.mark_judged", "evaluated_on", None),
    ("proposals.close", "closed_on", State.CLOSED),
    ("proposals.mark_excellent", "excellent_on", None),
)
AGAIN = ("proposals.mark_again", "evaluated_on", State.AGAIN)
# Where a unit stands by the state of its proposal: one that answers, and one that helps.
STANDING = {
    State.ASSIGNED: (HandlingState.ACCEPTED, HandlingState.ACCEPTED),
    State.REPLIED: (HandlingState.REPLIED, HandlingState.OPINED),
    State.AGAIN: (HandlingState.AGAIN, HandlingState.OPINED),
    State.CLOSED: (HandlingState.SETTLED, HandlingState.SETTLED),
}


@dataclass(slots=True)
class Built:
    """The records of one line, each with its steps. A reply stands beside its handling."""

    case: Case
    proposal: Past
    handlings: list[Past] = field(default_factory=list)
    replies: list[Past] = field(default_factory=list)
    evaluations: list[Past] = field(default_factory=list)
    honours: list[Past] = field(default_factory=list)

    @property
    def row(self) -> Proposal:
        """The proposal itself."""
        row: Any = self.proposal.record
        found: Proposal = row
        return found


class Builder:
    """Makes records of lines. Days by the rules are asked once for each day: 10 queries at most."""

    def __init__(self, *, by: Actor) -> None:
        self._by = by
        self._due = cache(reply_due)
        self._months = cache(months_due)
        self._objection = cache(_object_by)
        self._deadline = cache(_deadline)

    def build(self, case: Case) -> Built:
        """The records of a line that is right and new."""
        days = {name: day for name in DAYS if (day := case.day(name))}
        due_on, due_note = self._due_day(case, days)
        row = Proposal(
            **{name: case.facts[name] for name in FOUND if name in case.facts},
            **{name: case.said[name] for name in TEXTS if name in case.said},
            **facts_named(case),
            **(days | ({"due_on": due_on} if due_on else {})),
            due_note=due_note,
            lead_unit=case.facts.get("lead_unit"),
            is_session=self._is_session(case, days),
            channel=case.facts.get("channel", Channel.PAPER),
            # Nobody was asked, unless the table says so.
            is_open=case.facts.get("is_open", False),
            is_named=case.facts.get("is_named", False),
            **_senses(case),
        )
        links = {"co_signers": case.facts["co_signers"], "helpers": case.facts["helpers"]}
        built = Built(case, Past(row, _steps(case, days), links))
        if due_on:
            self._add_units(built, days, due_on)
        built.honours = list(_honours(row, days))
        return built

    def _is_session(self, case: Case, days: dict[str, date]) -> bool:
        said: bool | None = case.facts.get("is_session")
        return days["submitted_on"] <= self._deadline(case.session) if said is None else said

    def _due_day(self, case: Case, days: dict[str, date]) -> tuple[date | None, str]:
        """The day the table gives; or else the present clock's, by the rules of its first day."""
        if "assigned_on" not in days:
            return None, ""
        if "due_on" in days:
            return days["due_on"], ""
        if case.state == State.AGAIN:
            return self._months(days["evaluated_on"], AGAIN_MONTHS)
        return self._due(days["assigned_on"])

    def _add_units(self, built: Built, days: dict[str, date], due_on: date) -> None:
        case, assigned_on = built.case, days["assigned_on"]
        first, rest = ROLES[case.facts["mode"]]
        for place, unit in enumerate(case.units):
            role = rest if place else first
            answers = role in ANSWERING
            due, note = due_on, built.row.due_note
            if not answers:
                due, note = self._months(assigned_on, HELPER_MONTHS)
            again = answers and case.state == State.AGAIN
            handling = Handling(
                proposal=built.row,
                unit=unit,
                role=role,
                state=STANDING[case.state][not answers],
                round=2 if again else 1,
                assigned_on=assigned_on,
                object_by=self._objection(assigned_on),
                due_on=due,
                first_due_on=due,
                due_note=note,
                replied_on=days.get("replied_on") if answers and not again else None,
            )
            built.handlings.append(Past(handling, _way_of_unit(handling, days)))
            if answers and "replied_on" in days:
                self._add_reply(built, handling, days)

    def _add_reply(self, built: Built, handling: Handling, days: dict[str, date]) -> None:
        row, sent = built.row, days["replied_on"]
        reply = Reply(
            handling=handling,
            state=ReplyState.SENT,
            result_class=row.result_class,
            result_sense=row.result_sense,
            body=built.case.said.get("reply", ARCHIVED),
            is_open=False,
            closed_reason=UNREVIEWED,
            is_paper=True,
            signed_by=SIGNED,
            signed_on=sent,
            sent_on=sent,
        )
        way = [("proposals.import_reply", "", str(ReplyState.SENT), noon_of(sent))]
        built.replies.append(Past(reply, way))
        if "evaluated_on" not in days:
            return
        evaluation = Evaluation(
            reply=reply,
            state=EvaluationState.VALID,
            result=row.satisfaction,
            is_content=bool(row.is_content),
            channel=Channel.PAPER,
            evaluated_on=days["evaluated_on"],
            confirmed_by_id=self._by.user_id,
        )
        moment = noon_of(days["evaluated_on"])
        way = [("proposals.import_evaluation", "", str(EvaluationState.VALID), moment)]
        built.evaluations.append(Past(evaluation, way))


def _object_by(day: date) -> date:
    return add_working_days(day, value_of(OBJECTION_DAYS.key, on=day)).due_on


def _deadline(session: Session) -> date:
    days = value_of(SESSION_DEADLINE_DAYS.key, on=session.opened_on)
    return session.opened_on + timedelta(days=days)


def _senses(case: Case) -> dict[str, Any]:
    """What class and judgement count as."""
    facts: dict[str, Any] = {}
    if result := entry_of(case, "result_class"):
        facts["result_sense"] = result.sense
    if opinion := entry_of(case, "satisfaction"):
        facts["is_content"] = opinion.sense == CONTENT
    return facts


def _steps(case: Case, days: dict[str, date]) -> list[Step]:
    """The steps of a proposal on their own days; a mark leaves the state that it found."""
    acts = [(days[column], key, state) for key, column, state in ACTS if column in days]
    if case.state == State.AGAIN:
        key, column, again = AGAIN
        acts.append((days[column], key, again))
    acts.sort(key=lambda act: act[0])
    steps: list[Step] = []
    before = ""
    for day, key, state in acts:
        after = str(state) if state else before
        steps.append((key, before, after, noon_of(day)))
        before = after
    return steps


def _way_of_unit(handling: Handling, days: dict[str, date]) -> list[Step]:
    """Given, answered, handled anew or settled: what is known of the way to where it stands."""
    answers = handling.is_answering
    taken = str(HandlingState.ACCEPTED)
    steps = [("proposals.give", "", taken, noon_of(days["assigned_on"]))]
    if "replied_on" in days:
        key = "proposals.mark_handling_replied" if answers else "proposals.give_opinion"
        done = str(HandlingState.REPLIED if answers else HandlingState.OPINED)
        steps.append((key, taken, done, noon_of(days["replied_on"])))
    if handling.state == HandlingState.AGAIN:
        moment = noon_of(days["evaluated_on"])
        steps.append(("proposals.handle_again", steps[-1][2], str(handling.state), moment))
    if handling.state == HandlingState.SETTLED:
        steps.append(
            ("proposals.settle", steps[-1][2], str(handling.state), noon_of(days["closed_on"]))
        )
    return steps


def _honours(row: Proposal, days: dict[str, date]) -> Iterable[Past]:
    if row.is_key:
        key = KeyProposal(
            proposal=row,
            state=KeyState.DECIDED,
            decided_on=days["key_on"],
            lead_leader=row.lead_leader,
        )
        way = ("proposals.import_keyproposal", "", str(KeyState.DECIDED), noon_of(days["key_on"]))
        yield Past(key, [way])
    if row.is_excellent:
        day, chosen = days["excellent_on"], str(CommendationState.COMMENDED)
        honour = Commendation(
            session=row.session,
            proposal=row,
            state=CommendationState.COMMENDED,
            decided_on=day,
        )
        yield Past(honour, [("proposals.import_commendation", "", chosen, noon_of(day))])
