# ruff: noqa: N999 - the command is called so
"""`yizheng import proposals FILE --as USER`: the proposals of past years from a table."""

import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from yizheng.accounts.selectors import actor_named
from yizheng.core.access import may
from yizheng.core.actors import Actor, Via
from yizheng.core.errors import Invalid, NotAllowed
from yizheng.core.management.door import Door
from yizheng.core.tenancy import within
from yizheng.documents.models import LIMIT_BYTES
from yizheng.members.selectors import committee_named
from yizheng.proposals import permissions
from yizheng.proposals.imports.cases import Fate
from yizheng.proposals.imports.checking import Checked, check
from yizheng.proposals.imports.storing import prepare, store
from yizheng.proposals.imports.work import table_of

SHOWN = 50
COUNTS = "新的 {new}，已有且相同 {same}，已有但不同（不改动）{different}，有错误 {faulty}"


class Command(Door):
    """Check a table and import it in somebody's name, under his rights.

    Exit code 0: imported, or everything was there already; 1: refused, or lines have faults and
    nothing was imported; 2: wrong usage.
    """

    help = "导入往年提案，例如：import proposals 2024年提案.xlsx --as liwei"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What, from which file, in whose name, and how far to go."""
        parser.add_argument("what", choices=["proposals"], help="导入什么：proposals（往年提案）")
        parser.add_argument("file", metavar="文件", help="表格，.xlsx、.xls 或 .csv")
        parser.add_argument("--as", dest="username", required=True, help="以谁的名义（登录名）")
        parser.add_argument("--committee", default="", help="政协的代码，须是这个账号所在的政协")
        parser.add_argument("--dry-run", action="store_true", help="只核对，不保存")
        parser.add_argument(
            "--skip-faulty", action="store_true", help="有错误的行不导入，其余照样导入"
        )

    def work(
        self,
        *,
        file: str,
        username: str,
        committee: str,
        dry_run: bool,
        skip_faulty: bool,
        **_: Any,
    ) -> None:
        """Check, tell, and store what is new."""
        by, path = _actor(username, committee), Path(file)
        content = _content_of(path)
        with within(by.committee_id or 0):
            checked = check(table_of(path.name, content))
            self._tell(checked)
            if checked.counts[Fate.FAULTY] and not skip_faulty:
                self.refuse("有错误的行，什么也没有导入；改好以后再导入，或者加 --skip-faulty")
            if dry_run:
                self.say("只核对，没有保存")
            elif not checked.new:
                self.say("没有要导入的，什么也没有改动")
            else:
                digest = hashlib.sha256(content).hexdigest()
                store(checked, prepare(checked, by=by), by=by, name=path.name, digest=digest)
                self.say(f"已导入 {len(checked.new)} 件")

    def _tell(self, checked: Checked) -> None:
        for notice in checked.notices:
            self.say(f"说明：{notice}")
        told = [
            f"第 {case.number} 行，{fault.column}：{fault.sentence}"
            for case in checked.cases
            for fault in case.faults
        ]
        told += [
            f"第 {case.number} 行，{column}：表里“{ours}”，系统里“{kept}”"
            for case in checked.cases
            for column, ours, kept in case.differences
        ]
        for line in told[:SHOWN]:
            self.say(line)
        if len(told) > SHOWN:
            self.say(f"另有 {len(told) - SHOWN} 处；在网页上核对，可以下载有错误的行")
        self.say(COUNTS.format(**checked.counts))


def _actor(username: str, committee: str) -> Actor:
    """The account as actor.

    Raises:
        Invalid: it belongs to no committee, or to another one.
        NotAllowed: it may not import.
    """
    by = actor_named(username, Via.CLI)
    if by.committee_id is None:
        raise Invalid(f"账号“{username}”不属于任何政协")
    if committee and committee_named(committee).pk != by.committee_id:
        raise Invalid(f"账号“{username}”不在代码为“{committee}”的政协")
    if not may(by, permissions.import_past):
        raise NotAllowed(f"账号“{username}”无权导入往年提案")
    return by


def _content_of(path: Path) -> bytes:
    """What a file holds; one byte more than allowed is enough to be refused for its size."""
    try:
        with path.open("rb") as file:
            return file.read(LIMIT_BYTES + 1)
    except OSError as error:
        raise Invalid(f"不能读取“{path}”，请检查它是不是文件、有没有权限") from error
