"""Who organises meetings, who replies and signs in, who decides about leave."""

from django.db.models import Q

from yizheng.accounts.roles import INSIDERS, STAFF, Role
from yizheng.activities.models import Participation
from yizheng.activities.states import Part
from yizheng.core.access import EVERYTHING, NOTHING, action, any_of, by_another, held_by, narrowed
from yizheng.core.actors import Actor

from .states import CHOSEN, SPEECH_WITH_WRITER, TOLD, Approver, MinutesState, SpeechState

# Who organises, records: any of the staff.
keep = held_by("meetings.keep", "组织会议", *STAFF)
keep_leave_rules = held_by("meetings.keep_leave_rules", "维护请假规定", Role.OFFICE)
view_leave_rules = held_by("meetings.view_leave_rules", "查看请假规定", *INSIDERS, Role.MEMBER)


def _mine(actor: Actor, **of_part: str) -> Q:
    """The activities in whose list the actor is."""
    own = Participation.objects.filter(person_id=actor.person_id, **of_part)
    return Q(activity__in=own.values("activity"))


def _told(actor: Actor) -> Q:
    """What belongs to meetings of which the actor was told."""
    if not actor.person_id:
        return NOTHING
    return _mine(actor) & Q(activity__notice__state__in=TOLD)


def _own_row(actor: Actor) -> Q:
    """What hangs on the actor's own place in a list."""
    return Q(participation__person_id=actor.person_id) if actor.person_id else NOTHING


@action("meetings.view_notice", "查看会议通知")
def view_notice(actor: Actor) -> Q:
    """Everybody inside; whoever is in the list once it was sent."""
    if actor.has(*INSIDERS):
        return EVERYTHING
    return narrowed(_mine(actor), Q(state__in=TOLD)) if actor.person_id else NOTHING


@action("meetings.view_sitting", "查看会议单元")
def view_sitting(actor: Actor) -> Q:
    """As the notice."""
    return EVERYTHING if actor.has(*INSIDERS) else _told(actor)


@action("meetings.view_agenda", "查看会议议程和材料")
def view_agenda(actor: Actor) -> Q:
    """Who takes part, once he was told of it; who only listens, not what is kept from observers."""
    if actor.has(*INSIDERS):
        return EVERYTHING
    if not actor.person_id:
        return NOTHING
    listens = Participation.objects.filter(person_id=actor.person_id, role=Part.OBSERVER)
    kept = Q(for_observers=False, activity__in=listens.values("activity"))
    return _told(actor) & ~kept


@action("meetings.reply", "回复会议通知")
def reply(actor: Actor) -> Q:
    """Everybody for himself, or his assistant for him."""
    return Q(person_id=actor.person_id) if actor.person_id else NOTHING


view_turnout = held_by("meetings.view_turnout", "查看应到实到", *INSIDERS, Role.MEMBER)


@action("meetings.view_sign_in", "查看签到")
def view_sign_in(actor: Actor) -> Q:
    """Everybody inside; others their own."""
    return EVERYTHING if actor.has(*INSIDERS) else _own_row(actor)


@action("meetings.sign_in", "本人签到")
def sign_in(actor: Actor) -> Q:
    """The person himself; nobody signs in for him on a telephone."""
    return NOTHING if actor.for_id else _own_row(actor)


@action("meetings.view_leave", "查看请假")
def view_leave(actor: Actor) -> Q:
    """Everybody inside; others their own."""
    return EVERYTHING if actor.has(*INSIDERS) else _own_row(actor)


@action("meetings.ask_leave", "请假", duty=_own_row)
def ask_leave(actor: Actor) -> Q:
    """Everybody for himself; staff enter what came on paper or by telephone."""
    return EVERYTHING if actor.has(*STAFF) else _own_row(actor)


@action("meetings.decide_leave", "批假")
def decide_leave(actor: Actor) -> Q:
    """Whom the rule of the kind names; nobody about his own."""
    wanted = []
    if actor.has(Role.LEADER):
        wanted.append(Approver.LEADER)
    if actor.has(Role.OFFICE):
        wanted.append(Approver.OFFICE)
    if actor.has(*STAFF):
        wanted.append(Approver.ORGANISER)
    if not wanted:
        return NOTHING
    theirs = Q(approver__in=wanted)
    return theirs & ~_own_row(actor) if actor.person_id else theirs


SECRETARIAT = (Role.OFFICE, Role.RESEARCH)
keep_speech_calls = held_by("meetings.keep_speech_calls", "征集大会发言", *SECRETARIAT)
choose_speeches = held_by("meetings.choose_speeches", "遴选大会发言", *SECRETARIAT)
view_speech_calls = held_by("meetings.view_speech_calls", "查看发言征集", *INSIDERS, Role.MEMBER)


def _own_speech(actor: Actor) -> Q:
    if actor.person_id and actor.has(Role.MEMBER):
        return Q(person_id=actor.person_id)
    return NOTHING


@action("meetings.view_speech", "查看大会发言")
def view_speech(actor: Actor) -> Q:
    """Everybody inside what was handed in; a member his own, and what was chosen."""
    if actor.has(*INSIDERS):
        return ~Q(state__in=[SpeechState.DRAFT]) | Q(person_id=actor.person_id)
    if actor.has(Role.MEMBER):
        return any_of(_own_speech(actor), Q(state__in=CHOSEN))
    return NOTHING


view_own_speeches = action("meetings.view_own_speeches", "查看本人的发言")(_own_speech)


@action("meetings.write_speech", "写大会发言", duty=_own_speech)
def write_speech(actor: Actor) -> Q:
    """A member his own while it is with him; staff enter what came on paper."""
    open_ones = Q(state__in=SPEECH_WITH_WRITER)
    if actor.has(*SECRETARIAT):
        return open_ones
    return narrowed(_own_speech(actor), open_ones)


@action("meetings.withdraw_speech", "撤回大会发言")
def withdraw_speech(actor: Actor) -> Q:
    """Who gives it."""
    return _own_speech(actor)


@action("meetings.view_minutes", "查看会议纪要")
def view_minutes(actor: Actor) -> Q:
    """Everybody inside; who was in the meeting once they are issued."""
    if actor.has(*INSIDERS):
        return EVERYTHING
    return narrowed(_mine(actor), Q(state=MinutesState.ISSUED)) if actor.person_id else NOTHING


@action("meetings.draft_minutes", "起草会议纪要")
def draft_minutes(actor: Actor) -> Q:
    """Staff, until they are issued."""
    return Q(state=MinutesState.DRAFT) if actor.has(*STAFF) else NOTHING


@action("meetings.issue_minutes", "印发会议纪要")
def issue_minutes(actor: Actor) -> Q:
    """A leader or the office: somebody other than who drafted them."""
    if not actor.has(Role.LEADER, Role.OFFICE):
        return NOTHING
    return by_another(actor, "drafted_by_id")


@action("meetings.keep_feed", "订阅本人日历")
def keep_feed(actor: Actor) -> Q:
    """Everybody his own; an assistant none."""
    return Q(person_id=actor.person_id) if actor.person_id and not actor.for_id else NOTHING
