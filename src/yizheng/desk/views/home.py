"""The home page: what this reader comes for, part by part."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yizheng.accounts import permissions as accounts
from yizheng.accounts.roles import STAFF, UNITS, Role
from yizheng.core.access import may
from yizheng.core.actors import Actor
from yizheng.core.http import Request
from yizheng.core.navigation import years_of
from yizheng.desk import permissions
from yizheng.desk.readiness import troubles
from yizheng.desk.selectors import finding, glance, own, work
from yizheng.duty.selectors import file as duty
from yizheng.members.selectors import topmost

Context = dict[str, Any]
Part = Callable[[Actor, int], Context]
NAMED_ONE_BY_ONE = ("proposals.proposal", "proposals.invitation", "supervision.ballot")


def _work(actor: Actor, year: int) -> Context:
    """What waits by kind and count; of a member only what his own part does not name one by one."""
    waiting = work.waiting(actor)
    if actor.has(*STAFF, *UNITS, Role.SUPERVISION):
        return {"waiting": waiting}
    others = [line for line in waiting if line.register.key not in NAMED_ONE_BY_ONE]
    return {"waiting": others, "is_silent": not others}


def _glance(actor: Actor, year: int) -> Context:
    return {"tiles": glance.tiles(actor.committee_id or 0, year)}


def _latest(actor: Actor, year: int) -> Context:
    return {"latest": finding.latest(actor)}


def _member(actor: Actor, year: int) -> Context:
    return {
        "to_sign": own.to_sign(actor),
        "to_judge": own.to_judge(actor),
        "to_reply": own.to_reply(actor),
        "to_vote": own.to_vote(actor),
        "calls": own.open_calls(),
        "manuscript_calls": own.manuscript_calls(),
        "proposals": own.my_proposals(actor),
        "lists": own.lists_of(actor),
        "duty": duty.in_numbers(actor, year),
    }


def _unit(actor: Actor, year: int) -> Context:
    return {"tasks": own.unit_tasks(actor)}


def _officers(actor: Actor, year: int) -> Context:
    pages = (
        (accounts.view, "账号和角色", "accounts:list", "谁可以登录，持有哪些角色"),
        (accounts.read_trail, "审计记录", "desk:trail", "谁在何时做了什么，被拒绝的也在内"),
        (permissions.keep_calendar, "工作日历", "desk:calendar", "节假日和调休，期限据此计算"),
        (permissions.set_rules, "本会规则", "desk:rules", "期限、编号和办法，从何日起怎样定"),
    )
    return {"pages": [page[1:] for page in pages if may(actor, page[0])]}


# Who sees which part, in the order of the page.
PARTS: tuple[tuple[str, tuple[str, ...], Part], ...] = (
    ("work", (*STAFF, *UNITS, Role.MEMBER, Role.SUPERVISION), _work),
    ("member", (Role.MEMBER,), _member),
    ("unit", UNITS, _unit),
    ("glance", (*STAFF, Role.LEADER), _glance),
    ("latest", STAFF, _latest),
    ("officers", (Role.SYSTEM_OFFICER, Role.SECURITY_OFFICER, Role.AUDIT_OFFICER), _officers),
)


@require_safe
def home(request: Request) -> HttpResponse:
    """For strangers what this is; for everybody else the parts that go with his roles."""
    actor = request.actor
    if actor.user_id is None:
        return render(request, "desk/landing.html", {"committees": topmost()})
    _, year = years_of(request)
    shown: list[tuple[str, Context]] = []
    if actor.committee_id and year:
        shown = [
            (f"desk/_{name}.html", part(actor, year))
            for name, roles, part in PARTS
            if actor.has(*roles)
        ]
    return render(request, "desk/home.html", {"parts": shown, "year": year})


@login_required
@require_safe
def search(request: Request) -> HttpResponse:
    """Words across all registers, within the reader's rights."""
    words = request.GET.get("q", "").strip()[:100]
    found = finding.search(request.actor, words) if request.actor.committee_id else []
    return render(request, "desk/search.html", {"words": words, "found": found})


@require_safe
def ready(_: HttpRequest) -> HttpResponse:
    """Whether the site can do its work; 503 with the reasons when not."""
    found = troubles()
    body = {"ready": not found, "troubles": found}
    return JsonResponse(
        body, status=503 if found else 200, headers={"Cache-Control": "no-store"},
        json_dumps_params={"ensure_ascii": False},
    )  # fmt: skip
