"""The tables of proposals: intake, handling, results, judgements, honours."""

from .shapes import Crossed, Drawing, Listed, same


def _by_category(by: str) -> tuple[tuple[str, str, str], ...]:
    return same(
        by,
        ("立案", "filed"),
        ("办复", "replied"),
        ("A类", "resolved"),
        ("B类", "in_progress"),
        ("C类", "deferred"),
        ("收回评价", "evaluated"),
        ("满意", "satisfied"),
        ("不满意", "dissatisfied"),
    )


PROPOSALS_LISTED = (
    Listed(
        "intake",
        "收到和立案",
        (
            ("received", ""),
            ("received_session", ""),
            ("received_interim", ""),
            ("filed", "filed_rate"),
            ("by_member", "by_member_rate"),
            ("by_group", "by_group_rate"),
            ("merged", ""),
            ("not_filed", ""),
            ("pending", ""),
            ("returned", ""),
            ("withdrawn", ""),
            ("proposers", "participation_rate"),
        ),
        note="立案后又并入别的提案的，立案和并案各计一次。退回补充和撤案的不在收到之内。",
    ),
    Listed(
        "handling",
        "交办和答复",
        (
            ("assigned", ""),
            ("handling_units", ""),
            ("replied", "replied_rate"),
            ("replied_on_time", "on_time_rate"),
            ("replied_late", ""),
            ("extended", ""),
            ("face_to_face", "face_to_face_rate"),
            ("letters", ""),
            ("urgings", ""),
            ("closed", "closed_rate"),
        ),
        note="按期以批准延长后的期限为准。",
    ),
    Listed(
        "results",
        "办理结果和跟踪",
        (
            ("resolved", "resolved_rate"),
            ("in_progress", "in_progress_rate"),
            ("deferred", "deferred_rate"),
            ("resolved_later", "resolved_later_rate"),
            ("promises", ""),
            ("promises_kept", "promise_rate"),
            ("follow_ups", ""),
        ),
        note="几个单位答复类别不同的，按较低的一类计。",
        drawing=Drawing("办理结果的类别", (1,), "pie", rows=3),
    ),
    Listed(
        "judging",
        "评价",
        (
            ("evaluated", ""),
            ("satisfied", "satisfaction_rate"),
            ("dissatisfied", ""),
            ("forms_returned", ""),
            ("forms_attitude", "attitude_rate"),
            ("forms_result", "result_rate"),
            ("handled_again", ""),
            ("answered_again", ""),
        ),
        note="满意率以收回的评价为分母：按提案计的，一位不满意即为不满意；按反馈意见表计的，一表一份。",
    ),
    Listed(
        "honours",
        "重点提案和评选",
        (
            ("key", "key_rate"),
            ("supervision_events", ""),
            ("excellent", ""),
            ("units_commended", ""),
        ),
    ),
)
PROPOSALS_CROSSED = (
    Crossed(
        "destinations",
        "未立案的去向",
        "去向",
        (("件数", "not_filed", "destination"),),
    ),
    Crossed(
        "submitters",
        "按提案者",
        "提案者",
        same(
            "submitter_type",
            ("收到", "received"),
            ("立案", "filed"),
            ("并案", "merged"),
            ("未立案", "not_filed"),
            ("办复", "replied"),
            ("重点", "key"),
            ("优秀", "excellent"),
        ),
        drawing=Drawing("各类提案者收到和立案的件数", (1, 2), "bar"),
    ),
    Crossed(
        "categories",
        "按类别",
        "类别",
        _by_category("category"),
        drawing=Drawing("各类别立案的件数", (1,)),
    ),
    Crossed("local-categories", "按本会类别", "本会类别", _by_category("local_category")),
    Crossed(
        "units",
        "按承办单位",
        "承办单位",
        (
            ("主办", "answering_parts", "unit"),
            ("会办", "helping_parts", "unit"),
            ("已答复", "parts_answered", "unit"),
            ("按期", "parts_on_time", "unit"),
            ("逾期", "parts_late", "unit"),
            ("A类", "parts_resolved", "handling__unit"),
            ("B类", "parts_in_progress", "handling__unit"),
            ("C类", "parts_deferred", "handling__unit"),
            ("满意（份）", "forms_result", "reply__handling__unit"),
            ("不满意（份）", "forms_discontent", "reply__handling__unit"),
            ("再次办理", "parts_again", "unit"),
        ),
        note="主办含独办、分办。一件提案由几个单位答复的，每个单位各计一件次；评价按反馈意见表计。",
        drawing=Drawing("主办件次较多的单位", (1,)),
    ),
)
