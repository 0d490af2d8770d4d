"""Rules of assessment: drafted, proposed by one, switched on by another, switched off."""

from datetime import date, datetime
from typing import Annotated, Any

from django.utils.timezone import localdate

from yizheng.core import records
from yizheng.core.actors import Actor
from yizheng.core.citations import DUTY_RULES
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.core.workflow import transition
from yizheng.duty import permissions
from yizheng.duty.engine import Unreadable, read
from yizheng.duty.models import RuleSet
from yizheng.duty.sources import vocabulary
from yizheng.duty.states import RulesState

RULING = DUTY_RULES("履职评价")


@service("duty.create_ruleset")
def enter_rules(*, by: Actor, facts: dict[str, Any], at: datetime | None = None) -> RuleSet:
    """Draft a set of rules.

    Raises:
        NotAllowed, Invalid: as `core.records.create`; every wrong place of the text at once.
    """
    _check(facts)
    right = permissions.write_rules
    return records.create(RuleSet, by=by, right=right, facts=facts, at=at)


@service("duty.revise_ruleset")
def revise_rules(rules: RuleSet, *, by: Actor, facts: dict[str, Any], version: int) -> RuleSet:
    """Change a draft.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.revise`; or as `enter_rules`.
    """
    _check(facts)
    right = permissions.write_rules
    return records.revise(rules, by=by, right=right, facts=facts, version=version)


def _check(facts: dict[str, Any]) -> None:
    """Refuse a text that is no set of rules, or speaks of what there is not."""
    if facts.get("text"):
        _read(facts["text"])


def _read(text: str) -> None:
    try:
        read(text, vocabulary())
    except Unreadable as error:
        sentences = error.sentences
        raise Invalid("；".join(sentences), fields={"text": sentences}) from error


@transition(
    "duty.propose_rules",
    "提请启用",
    sources={RulesState.DRAFT},
    target=RulesState.PROPOSED,
    right=permissions.keep_rules,
    citation=RULING,
    awaited_in=(),
)
def propose_rules(
    rules: RuleSet, *, by: Actor, at: datetime, decided_by: str, shown_from: date
) -> None:
    """After a meeting decided it, ask a second person to switch it on. Nothing is shown yet."""
    _read(rules.text)
    rules.decided_by, rules.shown_from = decided_by.strip(), shown_from
    rules.proposed_by_id, rules.proposed_name = by.user_id, by.name or "办公室"
    rules.proposed_on, rules.return_note = localdate(at), ""


@transition(
    "duty.return_rules",
    "退回修改",
    sources={RulesState.PROPOSED},
    target=RulesState.DRAFT,
    right=permissions.keep_rules,
    citation=RULING,
    awaited_in=(),
)
def return_rules(rules: RuleSet, *, by: Actor, at: datetime, return_note: str) -> None:
    """Let it be changed again."""
    rules.decided_by, rules.shown_from = "", None
    rules.proposed_by, rules.proposed_name, rules.proposed_on = None, "", None
    rules.return_note = return_note.strip()


@transition(
    "duty.switch_on",
    "确认启用",
    sources={RulesState.PROPOSED},
    target=RulesState.ON,
    right=permissions.confirm_rules,
    citation=RULING,
)
def switch_on(rules: RuleSet, *, by: Actor, at: datetime) -> None:
    """By somebody else than who proposed it; members then see their own points from the day on."""
    rules.confirmed_name, rules.confirmed_on = by.name or "办公室", localdate(at)


@transition(
    "duty.switch_off",
    "停用",
    sources={RulesState.ON},
    target=RulesState.ENDED,
    right=permissions.keep_rules,
    citation=RULING,
    awaited_in=(),
)
def switch_off(
    rules: RuleSet,
    *,
    by: Actor,
    at: datetime,
    end_reason: Annotated[str, "停用的依据", "哪次会议、哪个文件决定停用或者换用新的规则"],
) -> None:
    """No page shows points by it from now on; what was frozen stays as it is."""
    if not end_reason.strip():
        raise Invalid("请写明停用的依据", field="end_reason")
    rules.end_reason, rules.ended_on = end_reason.strip(), localdate(at)
