"""Autumn 2026: what a county sent up to the city, and what the city sent to the province."""

from dataclasses import replace
from datetime import date
from hashlib import sha256
from random import Random
from uuid import UUID

from yizheng.accounts.roles import Role
from yizheng.core.actors import Actor
from yizheng.core.records import Past, take_over
from yizheng.core.tenancy import within
from yizheng.demo import writing
from yizheng.demo.composing import Matter, Matters
from yizheng.demo.days import at
from yizheng.demo.world import World
from yizheng.ladder import services
from yizheng.ladder.models import Incoming, Partner, Submission
from yizheng.opinions.models import Adoption, OpinionReport
from yizheng.opinions.services import forward_report

from .logins import COUNTY

WRITTEN, COMPILED = date(2026, 10, 12), date(2026, 10, 20)
SENT, DECIDED, USED = date(2026, 10, 22), date(2026, 10, 26), date(2026, 11, 4)
# What the province said of the city's last reports, and when.
PROVINCE = (
    ("waiting", ()),
    ("taken", (("ladder.be_taken", DECIDED),)),
    ("adopted", (("ladder.be_taken", DECIDED), ("ladder.be_adopted", USED))),
    ("not_used", (("ladder.be_put_aside", DECIDED),)),
    ("recalled", (("ladder.recall", SENT),)),
)
REASON = "类似情况已有反映"


def load_ladder(world: World) -> None:
    """One record in each state at both ends."""
    _from_a_county(world)
    _to_the_province(world)


def _at_work(world: World, committee_id: int) -> Actor:
    return replace(world.by, committee_id=committee_id, roles=frozenset({Role.RESEARCH}))


def _from_a_county(world: World) -> None:
    """Five reports: one waits, one was taken in, one went to a unit, one declined, one recalled."""
    county = world.counties[COUNTY]
    by, day = _at_work(world, county.pk), at(SENT)
    with within(county.pk):
        reports = _compiled_in(world, 5)
        sent = [services.submit_report(by=by, facts={"report": row}, at=day) for row in reports]
        services.recall_submission(sent[4], by=by, at=at(SENT, minute=60))
    by = _at_work(world, world.city.pk)
    arrived = {row.token: row for row in Incoming.objects.all()}
    taken = [
        services.take_arrived(arrived[row.token], by=by, at=at(DECIDED)).report for row in sent[1:3]
    ]
    declined = arrived[sent[3].token]
    services.decline_arrived(declined, by=by, at=at(DECIDED, minute=30), reason=REASON)
    unit = world.users["unit"].unit
    forward_report(by=by, facts={"report": taken[1], "unit": unit}, at=at(USED))


def _compiled_in(world: World, count: int) -> list[OpinionReport]:
    """Reports of the county, written by its office and signed there."""
    chance = world.chance("county reports")
    matters = Matters(world.chance("county matters"), world.titles)
    pasts = []
    for serial in range(1, count + 1):
        matter, text = _of_our_county(world, matters, chance)
        row = OpinionReport(
            serial=serial, state="compiled", title=matter.title,
            source="staff", reporter_unit=f"{COUNTY}政协办公室",
            original=text, edited=text, signed_by=f"{COUNTY}政协秘书长",
            received_on=WRITTEN, compiled_on=COMPILED,
        )  # fmt: skip
        steps = [
            ("opinions.receive", "", "received", at(WRITTEN)),
            ("opinions.edit", "received", "edited", at(COMPILED)),
            ("opinions.enter_signed", "edited", "compiled", at(COMPILED, minute=90)),
        ]
        pasts.append(Past(row, steps))
    return take_over(pasts, by=world.at_home_in(world.counties[COUNTY]))  # type: ignore[return-value]


def _of_our_county(world: World, matters: Matters, chance: Random) -> tuple[Matter, str]:
    """A matter that speaks of no other county."""
    others = set(world.counties) - {COUNTY}
    while True:
        matter = matters.next("reports")
        text = writing.report_original(matter, chance)
        if not any(place in matter.title + text for place in others):
            return matter, text


def _to_the_province(world: World) -> None:
    """The province keeps its records elsewhere: files go up and come back."""
    key = sha256(b"a province of the demo").hexdigest()
    partner = Partner(
        name="省政协", level="province", public_key=key, checked_on=date(2026, 9, 1),
        checked_with="省政协信息处值班室",
    )  # fmt: skip
    (partner,) = world.keep([partner])
    reports = OpinionReport.objects.filter(state="compiled", compiled_on__lt=SENT)
    chosen = list(reports.order_by("-compiled_on", "-pk")[: len(PROVINCE)])
    pasts = []
    for number, (report, (state, moves)) in enumerate(zip(chosen, PROVINCE, strict=True)):
        row = Submission(
            report=report, partner=partner, token=UUID(int=number + 1), sent_on=SENT,
            exported_on=None if state in {"waiting", "recalled"} else SENT,
        )  # fmt: skip
        steps, before = [("ladder.submit", "", "waiting", at(SENT))], "waiting"
        for place, (key, day) in enumerate(moves, 1):
            after = state if place == len(moves) else "taken"
            steps.append((key, before, after, at(day, minute=30)))
            before = after
        _answered(row, state)
        pasts.append(Past(row, steps, {"adoptions": _adopted(world, report, state)}))
    world.keep_past(pasts)


def _answered(row: Submission, state: str) -> None:
    if state in {"waiting", "recalled"}:
        return
    row.answered_on = USED if state == "adopted" else DECIDED
    row.course = f"{DECIDED} {'没有收录' if state == 'not_used' else '收录'}"
    if state == "not_used":
        row.reason = REASON
    if state == "adopted":
        row.course += f"\n{USED} 省政协单篇采用"


def _adopted(world: World, report: OpinionReport, state: str) -> list[Adoption]:
    if state != "adopted":
        return []
    row = Adoption(report=report, level="province", organ="省政协", mode="single", adopted_on=USED)
    return world.keep([row])
