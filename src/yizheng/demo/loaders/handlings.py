"""What the units did with a proposal: accepting, contacts, opinions, replies, judgements."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import Any

from yizheng.core.records import Past
from yizheng.demo import writing
from yizheng.demo.composing import fill
from yizheng.demo.days import at, soon
from yizheng.demo.texts import read
from yizheng.demo.world import World
from yizheng.members.models import Person
from yizheng.proposals.models import Contact, Evaluation, Handling, Promise, Reply
from yizheng.units.models import Unit

from .intake import Answer, Case, Part
from .looking_back import Later
from .ways import days_for, set_days, way_of_a_judgement, way_of_a_reply

SENSES = {"A": "solved", "B": "planned", "C": "deferred"}
ORDER = "ABC"
# Of a hundred proposals: answered by each unit on its own, with a contact, that one face to face.
SEPARATE, CONTACTED, FACE = 4, 94, 80
# Of a hundred: given to another unit after all; and who was asked first.
MOVED, FIRST_ASKED = 3, ("市财政局", "市发展和改革委员会")
OPINIONS = ("satisfied", "basic", "dissatisfied")


class Handlings:
    """The units at work. `handle` decides what happens, `keep` stores it."""

    def __init__(self, world: World) -> None:
        days_for.cache_clear()
        self.world, self.chance = world, world.chance("handlings")
        self.words: dict[str, Any] = read("handling")
        self.later = Later(world)
        self._numbers: dict[tuple[int, int], Iterator[int]] = {}

    # --- What happens ---

    def handle(self, case: Case, assigned_on: date) -> None:
        """From the assignment to the end: most in time, a few late, a few a second time."""
        self.assign(case, assigned_on)
        if self.chance.randrange(100) < MOVED:
            self._move(case)
        current = [part for part in case.parts if not part.is_over]
        answering = [part for part in current if part.handling.role != "helper"]
        for part in answering:
            self._answer(case, part)
        for part in current:
            if part.handling.role == "helper":
                self.opine(part)
        answers = [part.replies[0] for part in answering]
        row = case.row
        replied = row.replied_on = max(
            part.handling.replied_on or assigned_on for part in answering
        )
        row.result_class = max((one.reply.result_class for one in answers), key=ORDER.index)
        row.result_sense = SENSES[row.result_class]
        case.step("proposals.mark_replied", "assigned", "replied", replied, 300)
        self._judge(case, answering)

    def assign(self, case: Case, day: date, lead: Unit | None = None) -> None:
        """Give the proposal to its units; the head line says which."""
        row, chance, units = case.row, self.chance, self.world.units
        first, *rest = [units[name] for name in case.matter.topic["units"]]
        first = lead or first
        others = [unit for unit in rest if unit != first and chance.random() < 0.55]
        government = units.get(f"{case.matter.slots['here']}人民政府")
        if government and chance.random() < 0.4:
            others.append(government)
        separate = bool(others) and chance.randrange(100) < SEPARATE
        roles = ["separate" if separate else "lead" if others else "sole"]
        roles += ["separate" if separate else "helper"] * len(others)
        for unit, role in zip([first, *others], roles, strict=True):
            case.parts.append(self.part(case, unit, role, day))
        row.lead_unit, row.assigned_on = first, day
        row.due_on, row.due_note = case.parts[0].handling.due_on, case.parts[0].handling.due_note
        case.links["helpers"] = others
        case.step("proposals.assign", "filed", "assigned", day, 60 + (row.number or 0) % 300)

    def part(self, case: Case, unit: Unit, role: str, day: date) -> Part:
        """One unit's part, just given."""
        due_on, note, object_by = days_for(day, helping=role == "helper")
        handling = Handling(
            proposal=case.row,
            unit=unit,
            role=role,
            assigned_on=day,
            object_by=object_by,
            due_on=due_on,
            first_due_on=due_on,
            due_note=note,
        )
        minute = 60 + (case.row.number or 0) % 300
        return Part(handling, [("proposals.give", "", "given", at(day, minute=minute))])

    def _move(self, case: Case) -> None:
        """The first unit gave it back, or it was taken from it: another one begins anew."""
        row, first = case.row, case.parts[0]
        asked = soon(self.chance, first.handling.assigned_on, 1, 3)
        day = soon(self.chance, asked, 2, 4)
        unit = self.world.units[FIRST_ASKED[row.category != "economy"]]
        if unit in [part.handling.unit for part in case.parts]:
            return
        old = self.part(case, unit, first.handling.role, first.handling.assigned_on)
        old.handling.ended_on = day
        if self.chance.random() < 0.7:
            self._give_back(old, asked, first.handling.unit)
            old.steps.append(("proposals.grant_return", "asked_back", "returned", at(day)))
        else:
            old.handling.decision_note = "按工作分工调整承办单位。"
            old.steps.append(("proposals.reassign", "given", "relieved", at(day)))
        new = self.part(case, first.handling.unit, first.handling.role, day)
        new.handling.replaces = old.handling
        case.parts[0] = new
        case.parts.append(old)
        set_days(case)

    def _give_back(self, part: Part, day: date, instead: Unit) -> None:
        handling = part.handling
        handling.return_reason = self.chance.choice(self.words["returns"])
        handling.return_unit, handling.return_asked_on = instead, day
        handling.decision_note = self.words["return_decisions"][0]
        part.steps.append(("proposals.ask_back", "given", "asked_back", at(day)))

    def accept(self, part: Part) -> date:
        """The unit takes it, with somebody in charge; a few let the window pass."""
        handling = part.handling
        handling.is_silent = self.chance.random() < 0.05
        handling.accepted_on = (
            handling.object_by + timedelta(days=1)
            if handling.is_silent
            else soon(self.chance, handling.assigned_on, 0, 5)
        )
        handling.officer = handling.unit.contact
        handling.officer_phone = handling.unit.contact_phone
        key = "accept_silently" if handling.is_silent else "accept"
        step = (f"proposals.{key}", "given", "accepted", at(handling.accepted_on, minute=90))
        part.steps.append(step)
        return handling.accepted_on

    def opine(self, part: Part) -> None:
        """A helper tells its opinion to the lead unit, and is done when the proposal is."""
        accepted = self.accept(part)
        handling = part.handling
        handling.opined_on = soon(self.chance, accepted, 6, 12)
        handling.opinion = self.chance.choice(self.words["helper_opinions"])
        moment = at(handling.opined_on, minute=150)
        part.steps.append(("proposals.give_opinion", "accepted", "opined", moment))

    def _answer(self, case: Case, part: Part) -> None:
        """The first reply of one unit, with the contacts before it."""
        chance, handling = self.chance, part.handling
        accepted = self.accept(part)
        sent = soon(chance, handling.assigned_on, 28, 88 if chance.random() < 0.96 else 104)
        if chance.randrange(100) < CONTACTED:
            self.contact(case, part, soon(chance, accepted, 5, 20))
        result = chance.choices(list(ORDER), weights=[61, 33, 6])[0]
        part.replies.append(self.answer(case, part, sent, result))
        handling.replied_on = sent
        step = ("proposals.mark_handling_replied", "accepted", "replied", at(sent, minute=200))
        part.steps.append(step)

    def contact(self, case: Case, part: Part, day: date) -> None:
        """A talk with the proposer."""
        chance = self.chance
        mode = chance.choice(["visit", "visit", "meeting"])
        if chance.randrange(100) >= FACE:
            mode = chance.choice(["phone", "written"])
        said = fill(chance.choice(self.words["contacts"]), case.matter.slots, chance)
        contact = Contact(
            held_on=day,
            mode=mode,
            is_face_to_face=mode in ("visit", "meeting"),
            people=case.row.submitter,
            content=said,
        )
        part.contacts.append(contact)

    def answer(
        self, case: Case, part: Part, sent: date, result: str, *, round_number: int = 1
    ) -> Answer:
        """A reply that went all its way: drafted, signed, checked, sent."""
        chance, unit = self.chance, part.handling.unit
        drafted = part.handling.accepted_on or part.handling.assigned_on
        if round_number > 1:
            drafted = sent - timedelta(days=12)
        signed = max(drafted, sent - timedelta(days=chance.randint(2, 5)))
        text = writing.reply(case.row.title, case.matter.measures, result, chance)
        reply = Reply(
            round=round_number,
            result_class=result,
            result_sense=SENSES[result],
            body=text,
            doc_code=f"安{unit.short_name.removeprefix('市')[:8]}函",
            doc_year=sent.year,
            doc_serial=self._number(unit, sent.year),
            contact=unit.contact,
            contact_phone=unit.contact_phone,
            is_open=chance.random() < 0.9,
            signed_by=f"{unit.short_name}主要负责人",
            signed_on=signed,
            sent_on=sent,
        )
        if not reply.is_open:
            reply.closed_reason = "涉及尚未公布的工作安排"
        answer = Answer(reply, way_of_a_reply(drafted, signed, sent))
        if result == "B":
            answer.promises = [self._promise(case, part, sent)]
        return answer

    def _promise(self, case: Case, part: Part, sent: date) -> Promise:
        due = date(sent.year + 1, 6, 30) if self.chance.random() < 0.5 else date(sent.year, 12, 31)
        matter = self.chance.choice(case.matter.measures)[:200]
        return Promise(unit=part.handling.unit, matter=matter, due_on=due, check_on=due)

    def _number(self, unit: Unit, year: int) -> int:
        return next(self._numbers.setdefault((unit.pk, year), count(3)))

    # --- Judgement ---

    def _judge(self, case: Case, answering: list[Part]) -> None:
        """Most proposers judge; who is not content is answered a second time."""
        row, chance = case.row, self.chance
        if chance.random() >= 0.95:
            self._close_unjudged(case)
            return
        judged = soon(chance, row.replied_on or case.handed_in, 3, 30)
        opinion = chance.choices(OPINIONS, weights=[90, 9, 1.2])[0]
        for part in answering:
            part.replies[0].judgements = self.judgements(case, judged, opinion)
        self._headline(case, answering, judged)
        if opinion != "dissatisfied":
            self._close(case, judged)
            return
        self.handle_again(case, answering[0], judged)
        self._again_to_the_end(case, answering[0], judged)

    def judgements(self, case: Case, day: date, opinion: str) -> list[Evaluation]:
        """The first proposer's judgement, and those of most co-signers; a body's comes on paper."""
        row = case.row
        if row.proposer_id is None:
            return [self._judgement(None, day, opinion, paper=True)]
        people = [row.proposer, *case.links.get("co_signers", ())]
        found = [self._judgement(people[0], day, opinion, paper=row.channel == "paper")]
        for person in people[1:]:
            kind = opinion if opinion == "satisfied" else self.chance.choice(OPINIONS[:2])
            found.append(self._judgement(person, day, kind, paper=row.channel == "paper"))
        return found

    def _judgement(
        self, person: Person | None, day: date, opinion: str, *, paper: bool
    ) -> Evaluation:
        users, chance = self.world.users, self.chance
        content = opinion != "dissatisfied"
        notes = self.words["evaluation_notes" if content else "discontent_notes"]
        attitude = "satisfied" if content else chance.choice(OPINIONS)
        return Evaluation(
            person=person,
            attitude=attitude,
            is_attitude_content=attitude != "dissatisfied",
            result=opinion,
            is_content=content,
            contact_mode=chance.choice(["visit", "phone", "meeting"]),
            is_relevant=content,
            note=chance.choice(notes),
            channel="paper" if paper else "online",
            evaluated_on=day,
            entered_by=users["proposals"] if paper else None,
            confirmed_by=users["proposals2"] if paper else None,
        )

    def _headline(self, case: Case, answering: list[Part], day: date) -> None:
        """The least content judgement of the last round that was judged."""
        row = case.row
        last = [[one for one in part.replies if one.judgements][-1] for part in answering]
        said = [judgement.result for one in last for judgement in one.judgements]
        row.satisfaction = max(said, key=OPINIONS.index)
        row.is_content, row.evaluated_on = row.satisfaction != "dissatisfied", day
        case.note("proposals.mark_judged", day)

    def handle_again(self, case: Case, part: Part, day: date) -> None:
        """A second handling with its own month."""
        handling = part.handling
        if handling.replied_on and handling.replied_on > handling.due_on:
            handling.is_late_before = True
        handling.round, handling.replied_on = 2, None
        handling.due_on, handling.due_note, _ = days_for(day, helping=True)
        handling.first_due_on = handling.due_on
        case.row.due_on, case.row.due_note = handling.due_on, handling.due_note
        moment = at(day, minute=475)
        part.steps.append(("proposals.handle_again", "replied", "again", moment))
        case.steps.append(("proposals.mark_again", "replied", "again", moment))

    def _again_to_the_end(self, case: Case, part: Part, day: date) -> None:
        chance, sent = self.chance, soon(self.chance, day, 15, 28)
        self.contact(case, part, soon(chance, day, 2, 8))
        answer = self.answer(case, part, sent, chance.choice("AB"), round_number=2)
        part.replies.append(answer)
        part.handling.replied_on = sent
        moment = at(sent, minute=200)
        part.steps.append(("proposals.mark_handling_replied", "again", "replied", moment))
        replies = [one.replies[-1].reply.result_class for one in case.parts if one.replies]
        row = case.row
        row.result_class = max(replies, key=ORDER.index)
        row.result_sense = SENSES[row.result_class]
        case.step("proposals.mark_replied", "again", "replied", sent, 300)
        judged = soon(chance, sent, 3, 12)
        answer.judgements = self.judgements(case, judged, "basic")
        answering = [one for one in case.parts if one.replies]
        self._headline(case, answering, judged)
        set_days(case)
        self._close(case, judged)

    def _close(self, case: Case, day: date) -> None:
        """All content: the proposal and its units are done."""
        case.row.closed_on = day
        case.steps.append(("proposals.mark_closed", "replied", "closed", at(day, minute=478)))
        self._settle(case, day)

    def _close_unjudged(self, case: Case) -> None:
        """Nobody judged within the days for it: half of them were closed by the staff."""
        row = case.row
        if self.chance.random() < 0.5:
            return
        row.closed_on = soon(self.chance, row.replied_on or case.handed_in, 35, 60)
        row.close_note = "评价期满未收到反馈，电话询问后办结。"
        case.step("proposals.close", "replied", "closed", row.closed_on, 440)
        self._settle(case, row.closed_on)

    def _settle(self, case: Case, day: date) -> None:
        for part in case.parts:
            if part.is_over:
                continue
            state = part.steps[-1][2]
            part.steps.append(("proposals.settle", state, "settled", at(day, minute=479)))

    # --- Storing ---

    def keep(self, cases: list[Case]) -> None:
        """Store what `handle` and `assign` decided; the proposals are stored already."""
        parts = [part for case in cases for part in case.parts]
        # What was given back first: the unit that took over points to it.
        for over in (True, False):
            some = [part for part in parts if part.is_over is over]
            self.world.keep_past([Past(part.handling, part.steps) for part in some])
        for part in parts:
            for contact in part.contacts:
                contact.handling = part.handling
            for answer in part.replies:
                answer.reply.handling = part.handling
        answers = [answer for part in parts for answer in part.replies]
        self.world.keep([contact for part in parts for contact in part.contacts])
        self.world.keep_past([Past(one.reply, one.steps) for one in answers])
        self._keep_judgements(answers)
        self.later.keep(cases, answers)

    def _keep_judgements(self, answers: list[Answer]) -> None:
        past = []
        for answer in answers:
            for row in answer.judgements:
                row.reply = answer.reply
                past.append(Past(row, way_of_a_judgement(row)))
        self.world.keep_past(past)
