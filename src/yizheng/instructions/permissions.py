"""Who may read instructions, who registers them, and what units do that are to act on them."""

from django.db.models import Q

from yizheng.accounts.roles import INSIDERS, UNITS, Role
from yizheng.core.access import EVERYTHING, NOTHING, action, held_by
from yizheng.core.actors import Actor

view = held_by("instructions.view", "查看批示", *INSIDERS, Role.SUPERVISION)
enter = held_by("instructions.enter", "登记批示", Role.OFFICE, Role.RESEARCH)
# That there is one, by whom and on what, is known inside; its words only to those who handle it.
read_text = held_by(
    "instructions.read_text",
    "阅读批示内容",
    Role.OFFICE,
    Role.RESEARCH,
    Role.LEADER,
    Role.SUPERVISION,
)


@action("instructions.write", "本人批示")
def write(actor: Actor) -> Q:
    """A leader himself; nobody writes for him."""
    return EVERYTHING if actor.has(Role.LEADER) and not actor.for_id else NOTHING


def _conveyed_to(actor: Actor) -> Q:
    """What was given to the actor's unit."""
    return Q(unit_id=actor.unit_id) if actor.has(*UNITS) and actor.unit_id else NOTHING


@action("instructions.view_conveyance", "查看批示转办")
def view_conveyance(actor: Actor) -> Q:
    """Who may read instructions, and the unit its own."""
    everything = view.rule(actor)
    return everything if everything is EVERYTHING else _conveyed_to(actor)


@action("instructions.answer", "反馈批示办理情况", duty=_conveyed_to)
def answer(actor: Actor) -> Q:
    """The unit; those who register instructions enter what came on paper."""
    entered = enter.rule(actor)
    return entered if entered is EVERYTHING else _conveyed_to(actor)
