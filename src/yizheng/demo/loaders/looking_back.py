"""What came after the replies: promises kept or explained, and looks back at them."""

from datetime import date, timedelta
from typing import Any

from yizheng.core.records import Past
from yizheng.demo.days import at, soon
from yizheng.demo.texts import read
from yizheng.demo.world import World
from yizheng.proposals.models import FollowUp, Promise, Proposal

from .intake import Answer, Case

# Until when the demo knows what became of promises.
KNOWN = date(2026, 10, 31)
NEXT = timedelta(days=365)


class Later:
    """The years after a reply."""

    def __init__(self, world: World) -> None:
        self.world, self.chance = world, world.chance("looking back")
        self.words: dict[str, Any] = read("handling")

    def keep(self, cases: list[Case], answers: list[Answer]) -> None:
        """Store the promises of stored replies and the looks back; mark what turned out well."""
        past: list[Past] = []
        for answer in answers:
            for promise in answer.promises:
                promise.reply = answer.reply
                past.append(Past(promise, self._fate(promise)))
        promises = self.world.keep_past(past)
        looks = [look for promise in promises for look in self._looks(promise)]
        self.world.keep(looks)
        solved = {look.proposal_id for look in looks if look.result_sense == "solved"}
        rows = [case.row for case in cases if case.row.pk in solved]
        for row in rows:
            row.followup_class, row.followup_sense = "A", "solved"
        Proposal.objects.bulk_update(rows, ["followup_class", "followup_sense"], batch_size=200)

    def _fate(self, promise: Promise) -> list[tuple[str, str, str, Any]]:
        """Most that fell due were kept, some were explained, the rest come back next year."""
        made = promise.reply.sent_on or promise.due_on
        steps = [("proposals.check_reply", "", "open", at(made, minute=195))]
        if promise.due_on > KNOWN:
            promise.progress = self.chance.choice(self.words["progress"])
            return steps
        due = soon(self.chance, promise.due_on, 5, 40)
        drawn = self.chance.random()
        if drawn < 0.72:
            key, state, words = "keep_promise", "kept", self.words["kept"]
        elif drawn < 0.8:
            key, state, words = "explain_promise", "explained", self.words["explained"]
        else:
            while promise.check_on <= KNOWN:
                promise.check_on += NEXT
            promise.progress = self.chance.choice(self.words["progress"])
            return steps
        promise.ended_on, promise.outcome = due, self.chance.choice(words)
        steps.append((f"proposals.{key}", "open", state, at(due, minute=200)))
        return steps

    def _looks(self, promise: Promise) -> list[FollowUp]:
        """A look back at what was kept, and at some of what was not yet."""
        seen = promise.ended_on or promise.due_on
        if seen > KNOWN or promise.due_on > KNOWN or self.chance.random() < 0.35:
            return []
        day = soon(self.chance, seen, 3, 25)
        kept = promise.state == "kept"
        return [
            FollowUp(
                proposal=promise.reply.handling.proposal,
                promise=promise,
                checked_on=day,
                form=self.chance.choice(["site", "site", "symposium", "phone"]),
                finding=self.chance.choice(self.words["findings"][: 3 if kept else 4]),
                result_class="A" if kept else "",
                result_sense="solved" if kept else "",
            )
        ]
