"""Check the figures of a draft against the records of a year."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from yizheng.reports import checking, drafts
from yizheng.reports.figures import as_number
from yizheng.reports.management.door import (
    Question,
    Stop,
    committee_option,
    content_of,
    table,
    year_named,
)


class Command(Question):
    """Exit code 0: nothing disagrees; 1: something does; 2: the draft or the year is unusable."""

    written = "check 文件 --year 年度 [--committee 代码] [--json]"
    help = "核对文稿（.txt、.docx）中的数字"

    def add_arguments(self, parser: CommandParser) -> None:
        """What is typed after the command."""
        parser.add_argument("file", metavar="文件")
        parser.add_argument("--year", required=True, metavar="年度", help="用哪一年的记录核对")
        committee_option(parser)
        parser.add_argument("--json", action="store_true", dest="as_json", help="输出 JSON")

    def work(self, *, file: str, year: str, committee: str, as_json: bool, **_: Any) -> None:
        """Read, check, say."""
        draft = drafts.read_file(Path(file).name, content_of(file))
        checked = checking.check(draft.text, year_named(year, committee))
        if as_json:
            self.say_json(checking.as_json(checked))
        else:
            self._tell(checked, draft.notes)
        if checked.is_contradicted:
            raise Stop(1)

    def _tell(self, checked: checking.Checked, notes: tuple[str, ...]) -> None:
        for note in notes:
            self.say(f"说明：{note}")
        rows = [("行", "文稿", "记录", "结果", "指标", "依据")]
        for judgement in checked.judgements:
            claim = judgement.claim
            line = checked.text.count("\n", 0, claim.start) + 1
            recorded = "" if judgement.recorded is None else str(as_number(judgement.recorded))
            rows.append(
                (
                    str(line),
                    "".join(claim.text.split()),
                    recorded,
                    checking.LABELS[judgement.verdict],
                    claim.indicator or "",
                    judgement.rule,
                )
            )
        for row in table(rows, right=(0, 2)):
            self.say(row)
        for relation in checked.broken:
            self.say(f"文中不合：{relation.check}")
        counts = [
            f"{checking.LABELS[verdict]}{count}处" for verdict, count in checked.counts.items()
        ]
        self.say("，".join(counts) or "文稿里没有数字")
