"""Who reads the figures of the year, who writes the summary, who publishes it."""

from django.db.models import Q

from yizheng.accounts.roles import INSIDERS, Role
from yizheng.core.access import EVERYTHING, NOTHING, action, held_by
from yizheng.core.actors import Actor

from .states import Kind, State

view = held_by("reports.view", "查看年度总结和指标", *INSIDERS)
write_text = held_by("reports.write_text", "撰写年度总结", Role.RESEARCH)
write_report = held_by("reports.write_report", "撰写提案工作的报告", Role.PROPOSALS, Role.RESEARCH)
write_adoption = held_by(
    "reports.write_adoption", "撰写协商成果采纳情况的报告", Role.SPECIAL, Role.RESEARCH
)
# Who writes the text of which report.
WRITING = {
    Kind.SUMMARY: write_text,
    Kind.REVIEW: write_report,
    Kind.PROPOSALS: write_report,
    Kind.ADOPTION: write_adoption,
}
publish = held_by("reports.publish", "发布年度总结", Role.OFFICE, Role.LEADER)
check_draft = held_by("reports.check_draft", "核对文稿中的数字", *INSIDERS)


@action("reports.view_edition", "查看年度总结文本")
def view_edition(actor: Actor) -> Q:
    """Who works in the committee sees every edition; members see what is published."""
    if actor.has(*INSIDERS):
        return EVERYTHING
    return Q(state=State.PUBLISHED) if actor.has(Role.MEMBER) else NOTHING
