"""What each state says about the columns of a proposal, whoever writes the row."""

from django.db.models import CheckConstraint, F, Q, TextChoices

from yizheng.proposals.states import (
    ANSWERED,
    BY_GROUP,
    BY_MEMBER,
    HANDED,
    NUMBERED,
    WRITING,
    Channel,
    Destination,
    State,
    SubmitterType,
)


def _rule(name: str, condition: Q, message: str) -> CheckConstraint:
    return CheckConstraint(
        name=f"proposal_{name}", condition=condition, violation_error_message=message
    )


def _filled(*fields: str) -> Q:
    return Q(**{f"{field}__isnull": False for field in fields})


def _empty(*fields: str) -> Q:
    return Q(**{f"{field}__isnull": True for field in fields})


def _either(state: Q, *, then: Q, otherwise: Q) -> Q:
    """`then` holds in `state`, `otherwise` in every other one."""
    return (state & then) | (~state & otherwise)


def _known(field: str, choices: type[TextChoices], *, blank: bool = True) -> Q:
    return Q(**{f"{field}__in": ["", *choices.values] if blank else choices.values})


def _in_order(earlier: str, later: str, message: str) -> CheckConstraint:
    condition = _empty(later) | Q(**{f"{later}__gte": F(earlier)})
    return _rule(f"{later}_in_order", condition, message)


RULES = [
    _rule("known_state", _known("state", State, blank=False), "没有这种状态"),
    _rule(
        "known_submitter_type",
        _known("submitter_type", SubmitterType, blank=False),
        "没有这种提案者类型",
    ),
    _rule("known_channel", _known("channel", Channel, blank=False), "没有这种提交方式"),
    _rule("known_destination", _known("destination", Destination), "没有这种另行处理"),
    _rule(
        "received",
        (~Q(state=State.DRAFT) & _filled("serial", "submitted_on"))
        | (Q(state=State.DRAFT) & _empty("serial")),
        "已提交的提案须有流水号和提交日期",
    ),
    _rule(
        "has_submitter",
        Q(state__in=sorted(WRITING))
        | (Q(submitter_type__in=sorted(BY_MEMBER)) & _filled("proposer"))
        | (
            Q(submitter_type__in=sorted(BY_GROUP))
            & (~Q(submitter_name="") | _filled("party") | _filled("sector") | _filled("organ"))
        ),
        "委员提案须有第一提案人，集体提案须有集体名称、党派团体或者界别",
    ),
    _rule(
        "numbered",
        (
            Q(state__in=sorted(NUMBERED | {State.MERGED, State.WITHDRAWN}))
            & _filled("number", "filed_on")
        )
        | (~Q(state__in=sorted(NUMBERED)) & _empty("number", "filed_on")),
        "立案的提案须有提案号和立案日期，未立案的没有",
    ),
    _rule(
        "classed",
        _either(_filled("number"), then=~Q(category=""), otherwise=Q(category="")),
        "立案的提案须有类别，未立案的没有",
    ),
    _rule(
        "merged",
        _either(
            Q(state=State.MERGED),
            then=_filled("merged_into", "merged_on"),
            otherwise=_empty("merged_into", "merged_on"),
        ),
        "并案的提案须写明并入哪件和日期，其他的没有",
    ),
    _rule("not_into_itself", _empty("merged_into") | ~Q(merged_into=F("pk")), "不能并入自己"),
    _rule(
        "declined",
        _either(
            Q(state=State.DECLINED),
            then=_filled("declined_on") & ~Q(decline_reason="") & ~Q(destination=""),
            otherwise=_empty("declined_on") & Q(decline_reason="", destination=""),
        ),
        "不予立案的提案须有理由、去向和日期，其他的没有",
    ),
    _rule(
        "withdrawn",
        _either(
            Q(state=State.WITHDRAWN),
            then=_filled("withdrawn_on"),
            otherwise=_empty("withdrawn_on") & Q(withdraw_note=""),
        ),
        "撤案的提案须有日期，其他的没有",
    ),
    _rule(
        "assigned",
        _either(
            Q(state__in=sorted(HANDED)),
            then=_filled("lead_unit", "assigned_on", "due_on"),
            otherwise=_empty("lead_unit", "assigned_on", "due_on"),
        ),
        "交办的提案须有主办单位、交办日期和答复期限，未交办的没有",
    ),
    _rule(
        "replied",
        _either(
            Q(state__in=sorted(ANSWERED)),
            then=_filled("replied_on") & ~Q(result_class="") & ~Q(result_sense=""),
            otherwise=_empty("replied_on") & Q(result_class="", result_sense=""),
        ),
        "答复的提案须有答复日期和办理结果，未答复的没有",
    ),
    _rule(
        "evaluated",
        (
            Q(state__in=sorted(ANSWERED))
            & _filled("evaluated_on", "is_content")
            & ~Q(satisfaction="")
        )
        | (_empty("evaluated_on", "is_content") & Q(satisfaction="")),
        "只有答复了的提案才有评价，评价须有日期和满意程度",
    ),
    _rule(
        "closed",
        _either(
            Q(state=State.CLOSED),
            then=_filled("closed_on"),
            otherwise=_empty("closed_on") & Q(close_note=""),
        ),
        "办结的提案须有办结日期，其他的没有",
    ),
    _rule(
        "followed_up",
        Q(state__in=sorted(ANSWERED)) | Q(followup_class="", followup_sense=""),
        "答复以后才有回头看的结果",
    ),
    _rule(
        "key",
        (Q(is_key=True) & _filled("key_on", "number")) | (Q(is_key=False) & _empty("key_on")),
        "重点提案须已立案并有确定日期",
    ),
    _rule(
        "excellent",
        (Q(is_excellent=True) & _filled("excellent_on", "number"))
        | (Q(is_excellent=False) & _empty("excellent_on")),
        "优秀提案须已立案并有评定日期",
    ),
    _rule(
        "published",
        _empty("published_on") | (Q(is_open=True) & _filled("number")),
        "立案并且提案者同意公开的提案才能公开",
    ),
    _in_order("submitted_on", "filed_on", "立案日期不能早于提交日期"),
    _in_order("submitted_on", "merged_on", "并案日期不能早于提交日期"),
    _in_order("submitted_on", "declined_on", "不予立案日期不能早于提交日期"),
    _in_order("filed_on", "assigned_on", "交办日期不能早于立案日期"),
    _in_order("assigned_on", "due_on", "答复期限不能早于交办日期"),
    _in_order("assigned_on", "replied_on", "答复日期不能早于交办日期"),
    _in_order("replied_on", "evaluated_on", "评价日期不能早于答复日期"),
    _in_order("submitted_on", "withdrawn_on", "撤案日期不能早于提交日期"),
    _in_order("replied_on", "closed_on", "办结日期不能早于答复日期"),
    _in_order("filed_on", "published_on", "公开日期不能早于立案日期"),
]
