"""The session of 2026 as it stands: proposals on every step of the way, units at every task."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from yizheng.core.records import Past
from yizheng.demo.days import at, soon, spread
from yizheng.demo.texts import read
from yizheng.demo.world import World
from yizheng.members.models import Session
from yizheng.proposals.models import (
    AssignmentMeeting,
    CollectionPeriod,
    Commendation,
    Countersignature,
    Extension,
    Invitation,
    KeyProposal,
    Review,
    Urging,
)
from yizheng.proposals.texts import reply_digest

from .handlings import Handlings
from .intake import (
    HELPING_UNIT,
    SHOWN_UNIT,
    Answer,
    Case,
    Intake,
    Part,
    co_signing_member,
    shown_member,
)
from .ways import days_for

# Handed in at the session, filed, assigned together and answered by the summer.
AT_SESSION, FILED_ON, MEETING_ON = 34, date(2026, 1, 22), date(2026, 2, 12)
# Handed in since, in ordinary time: how many were filed, and of those assigned.
SINCE, FILED, ASSIGNED = 24, 14, 12
FILED_SINCE, ASSIGNED_SINCE = date(2026, 10, 13), date(2026, 10, 15)
REVIEW_FATES = ("prechecked", "prechecked", "reviewed", "reviewed", "returned", "withdrawn")


def load_present(world: World, intake: Intake, handlings: Handlings) -> None:
    """Everything the next session has received so far."""
    Present(world, intake, handlings).load()


class Present:
    """The proposals of the session of 2026."""

    def __init__(self, world: World, intake: Intake, handlings: Handlings) -> None:
        self.world, self.intake, self.handlings = world, intake, handlings
        self.chance = world.chance("present")
        self.words: dict[str, Any] = read("handling")
        self.session: Session = world.sessions[2026]
        self.later: list[Callable[[], None]] = []

    def load(self) -> None:
        """Receive, review, file, assign, and leave each where it is."""
        self._periods()
        at_session = self._received(date(2025, 11, 3), date(2026, 1, 21), AT_SESSION, after=0)
        self._file(at_session, FILED_ON, after=0)
        for case in at_session:
            self.handlings.handle(case, MEETING_ON)
            self._given_at(case, self.meeting)
        since = self._received(date(2026, 9, 1), date(2026, 10, 12), SINCE, after=AT_SESSION)
        self._file(since[:FILED], FILED_SINCE, after=AT_SESSION)
        self._at_the_units(since[:ASSIGNED])
        self._under_review(since[FILED:])
        self.world.keep_past([case.past() for case in [*at_session, *since]])
        self.handlings.keep([*at_session, *since[:ASSIGNED]])
        for task in self.later:
            task()
        self._invite(since[-1])
        self._propose_honours(at_session)
        self.world.numbered_up_to(f"proposals/number/{self.session.pk}", AT_SESSION + FILED)
        self.world.numbered_up_to(f"proposals/serial/{self.session.pk}", AT_SESSION + SINCE)

    def _received(self, first: date, last: date, count: int, *, after: int) -> list[Case]:
        days = spread(self.chance, first, last, count)
        return [
            self.intake.receive(self.session, day, serial)
            for serial, day in enumerate(days, after + 1)
        ]

    def _file(self, cases: list[Case], day: date, *, after: int) -> None:
        for number, case in enumerate(cases, after + 1):
            row = case.row
            row.number, row.category, row.filed_on = number, case.matter.topic["category"], day
            case.step("proposals.file", "submitted", "filed", day, number)

    def _given_at(self, case: Case, meeting: AssignmentMeeting) -> None:
        for part in case.parts:
            part.handling.meeting = meeting

    def _periods(self) -> None:
        """When proposals were collected, to the minute, and the meeting that gave them out."""
        opens = at(date(2025, 10, 21))
        noon = at(date(2026, 1, 21), minute=180)
        self.world.keep(
            [
                CollectionPeriod(
                    session=self.session, opens_at=opens, closes_at=noon, note="大会期间"
                )
            ]
        )
        meetings = (("四届五次会议提案交办会", MEETING_ON), ("十月平时提案交办", ASSIGNED_SINCE))
        self.meeting, self.later_meeting = self.world.keep(
            [
                AssignmentMeeting(session=self.session, title=title, held_on=day)
                for title, day in meetings
            ]
        )

    # --- Before filing ---

    def _under_review(self, cases: list[Case]) -> None:
        for case, fate in zip(cases, REVIEW_FATES, strict=False):
            getattr(self, f"_{fate}")(case)

    def _prechecked(self, case: Case) -> None:
        day = soon(self.chance, case.handed_in, 1, 3)
        case.step("proposals.precheck", "submitted", "prechecked", day)
        self._review(case, "precheck", day)

    def _reviewed(self, case: Case) -> None:
        self._prechecked(case)
        day = soon(self.chance, case.handed_in, 4, 6)
        case.step("proposals.review", "prechecked", "reviewed", day, 100)
        self._review(case, "review", day)

    def _review(self, case: Case, stage: str, day: date) -> None:
        users = self.world.users
        row = Review(
            proposal=case.row,
            stage=stage,
            advice="file",
            category=case.matter.topic["category"],
            note=self.chance.choice(self.words["review_notes"]),
            reviewer=users["proposals" if stage == "precheck" else "proposals2"],
            reviewed_on=day,
        )
        self.later.append(lambda: self._keep(row))

    def _keep(self, row: Any) -> None:
        self.world.keep([row])

    def _returned(self, case: Case) -> None:
        case.row.return_note = self.words["return_notes"][1]
        case.step(
            "proposals.return", "submitted", "returned", soon(self.chance, case.handed_in, 1, 4)
        )

    def _withdrawn(self, case: Case) -> None:
        row = case.row
        row.withdrawn_on = soon(self.chance, case.handed_in, 2, 5)
        row.withdraw_note = self.words["withdraw_notes"][0]
        case.step("proposals.withdraw", "submitted", "withdrawn", row.withdrawn_on)

    # --- At the units ---

    def _at_the_units(self, cases: list[Case]) -> None:
        """The units whose people have logins get the first ones, at every step there is."""
        shown = self.world.units[SHOWN_UNIT]
        steps = (
            self._given,
            self._asked_back,
            self._accepted,
            self._extension_asked,
            self._extended,
            self._drafting,
            self._countersigning,
            self._signing,
            self._checking,
            self._replied,
            self._again,
            self._sent_back,
        )
        for step, case in zip(steps, cases, strict=True):
            self.handlings.assign(case, ASSIGNED_SINCE, shown)
            self._with_helper(case)
            self._given_at(case, self.later_meeting)
            step(case, case.parts[0])

    def _with_helper(self, case: Case) -> None:
        """The lead unit shown, and the other unit with a login to help it."""
        helping = self.world.units[HELPING_UNIT]
        lead, *rest = case.parts
        lead.handling.role = "lead"
        others = [part for part in rest if part.handling.unit != helping]
        for part in others:
            part.handling.role = "helper"
            due = days_for(ASSIGNED_SINCE, helping=True)
            part.handling.due_on = part.handling.first_due_on = due[0]
            part.handling.due_note = due[1]
        extra = self.handlings.part(case, helping, "helper", ASSIGNED_SINCE)
        case.parts[1:] = [*others, extra]
        case.links["helpers"] = [part.handling.unit for part in case.parts[1:]]

    def _given(self, case: Case, lead: Part) -> None:
        """Nobody has looked at it yet."""

    def _asked_back(self, case: Case, lead: Part) -> None:
        handling, day = lead.handling, soon(self.chance, ASSIGNED_SINCE, 2, 4)
        handling.return_reason = self.words["returns"][0]
        handling.return_unit = self.world.units["市自然资源局"]
        handling.return_asked_on = day
        lead.steps.append(("proposals.ask_back", "given", "asked_back", at(day)))

    def _accepted(self, case: Case, lead: Part) -> None:
        for part in case.parts:
            accepted = self.handlings.accept(part)
        self.handlings.contact(case, lead, soon(self.chance, accepted, 3, 9))

    def _extension_asked(self, case: Case, lead: Part) -> None:
        self._accepted(case, lead)
        self._extend(lead, "asked")

    def _extended(self, case: Case, lead: Part) -> None:
        self._accepted(case, lead)
        handling = lead.handling
        until = handling.due_on + timedelta(days=30)
        self._extend(lead, "approved", until)
        note = f"经批准延期至 {until}，原定 {handling.first_due_on}"
        handling.due_on, handling.due_note = until, note
        case.row.due_on, case.row.due_note = until, note

    def _extend(self, lead: Part, state: str, until: date | None = None) -> None:
        asked = soon(self.chance, ASSIGNED_SINCE, 18, 21)
        decided = soon(self.chance, asked, 2, 4) if state == "approved" else None
        row = Extension(
            handling=lead.handling,
            until=until or lead.handling.due_on + timedelta(days=30),
            reason=self.words["extensions"][0 if state == "approved" else 1],
            asked_on=asked,
            decided_on=decided,
            decision_note="同意。" if decided else "",
        )
        steps = [("proposals.ask_extension", "", "asked", at(asked))]
        if decided:
            steps.append(("proposals.approve_extension", "asked", "approved", at(decided)))
        self.later.append(lambda: self._keep_past(Past(row, steps)))

    def _keep_past(self, past: Past) -> None:
        self.world.keep_past([past])

    def _drafting(self, case: Case, lead: Part) -> None:
        self._reply(case, lead, "draft")
        row = Urging(
            handling=lead.handling,
            level="phone",
            urged_on=soon(self.chance, ASSIGNED_SINCE, 33, 35),
            content=self.words["urgings"][0],
            response="答复正在会签，一周内送达。",
            urged_by=self.world.users["supervision"],
        )
        self.later.append(lambda: self._keep(row))

    def _countersigning(self, case: Case, lead: Part) -> None:
        answer = self._reply(case, lead, "countersigning")
        helper = case.parts[-1].handling
        row = Countersignature(
            reply=answer.reply, handling=helper, text_digest=reply_digest(answer.reply)
        )
        asked = at(answer.steps[-1][3].date(), minute=60)
        steps = [("proposals.ask_countersign", "", "pending", asked)]
        self.later.append(lambda: self._keep_past(Past(row, steps)))

    def _signing(self, case: Case, lead: Part) -> None:
        self._reply(case, lead, "signing")

    def _checking(self, case: Case, lead: Part) -> None:
        self._reply(case, lead, "checking")

    def _sent_back(self, case: Case, lead: Part) -> None:
        answer = self._reply(case, lead, "draft")
        answer.reply.return_note = "请补充完成时限，并附与提案者沟通的情况。"

    def _reply(self, case: Case, lead: Part, state: str) -> Answer:
        """A reply that stopped on its way."""
        self._accepted(case, lead)
        sent = soon(self.chance, ASSIGNED_SINCE, 20, 32)
        answer = self.handlings.answer(case, lead, sent, "B")
        ways = {"draft": 1, "signing": 2, "checking": 3}
        answer.steps = answer.steps[: ways.get(state, 1)]
        reply = answer.reply
        reply.author = self.world.users["unit"]
        reply.sent_on, reply.result_sense, answer.promises = None, "", []
        if state != "checking":
            reply.signed_on, reply.signed_by = None, ""
        if state == "countersigning":
            moment: datetime = answer.steps[-1][3] + timedelta(hours=1)
            step = ("proposals.ask_countersign", "draft", "countersigning", moment)
            answer.steps.append(step)
        lead.replies.append(answer)
        return answer

    def _replied(self, case: Case, lead: Part) -> None:
        """Sent to the member whose login is shown: he is to judge it."""
        self._sent(case, lead)

    def _again(self, case: Case, lead: Part) -> None:
        """The proposer was not content."""
        sent = self._sent(case, lead)
        judged = soon(self.chance, sent, 4, 9)
        lead.replies[0].judgements = self.handlings.judgements(case, judged, "dissatisfied")
        row = case.row
        row.satisfaction, row.is_content, row.evaluated_on = "dissatisfied", False, judged
        case.note("proposals.mark_judged", judged)
        self.handlings.handle_again(case, lead, judged)

    def _sent(self, case: Case, lead: Part) -> date:
        row = case.row
        row.proposer, row.submitter_type = shown_member(self.world), "individual"
        row.submitter_name, row.party, row.sector = "", None, None
        case.links.pop("co_signers", None)
        self.handlings.accept(lead)
        for part in case.parts[1:]:
            self.handlings.opine(part)
        self.handlings.contact(case, lead, soon(self.chance, ASSIGNED_SINCE, 6, 10))
        sent = soon(self.chance, ASSIGNED_SINCE, 20, 24)
        lead.replies.append(self.handlings.answer(case, lead, sent, "B"))
        lead.handling.replied_on = sent
        moment = at(sent, minute=200)
        lead.steps.append(("proposals.mark_handling_replied", "accepted", "replied", moment))
        row.replied_on, row.result_class, row.result_sense = sent, "B", "planned"
        case.step("proposals.mark_replied", "assigned", "replied", sent, 300)
        return sent

    # --- Invitations ---

    def _invite(self, case: Case) -> None:
        """The last one handed in waits for the other member with a login to sign it."""
        row = Invitation(
            proposal=case.row,
            person=co_signing_member(self.world),
            respond_by=at(date(2027, 1, 31), minute=470),
            text_digest=case.row.text_digest,
        )
        asked = at(case.handed_in, minute=60)
        self._keep_past(Past(row, [("proposals.invite", "", "pending", asked)]))

    def _propose_honours(self, cases: list[Case]) -> None:
        """Shortlisted and nominated; nothing is decided yet."""
        day, words = at(date(2026, 2, 20)), self.words
        keys = [
            Past(
                KeyProposal(proposal=case.row, reason=words["key_reasons"][place]),
                [("proposals.shortlist", "", "shortlisted", day)],
            )
            for place, case in enumerate(cases[:3])
        ]
        self.world.keep_past(keys)
        row = Commendation(session=self.session, unit=self.world.units[HELPING_UNIT])
        row.reason = words["unit_reasons"][1]
        self._keep_past(Past(row, [("proposals.nominate", "", "nominated", day)]))
