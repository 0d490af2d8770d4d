# ruff: noqa: N999 - the command is called so
"""`yizheng import KIND FILE --as USER`: a table taken over into a register, or past proposals."""

import hashlib
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yizheng.accounts.selectors import actor_named
from yizheng.core.access import may
from yizheng.core.actors import Actor, Via
from yizheng.core.errors import Invalid, NotAllowed
from yizheng.core.management.door import Door
from yizheng.core.registers import REGISTERS
from yizheng.core.tenancy import within
from yizheng.documents.models import LIMIT_BYTES
from yizheng.documents.services import clean_name
from yizheng.importing.imports import deciding, storing, work
from yizheng.importing.imports.columns import can_import
from yizheng.members.selectors import committee_named
from yizheng.proposals.imports import cases, checking
from yizheng.proposals.imports import storing as past_storing
from yizheng.proposals.imports import work as past
from yizheng.proposals.permissions import import_past

PROPOSALS = "proposals"
SHOWN = 50
PAST_COUNTS = "新的 {new}，已有且相同 {same}，已有但不同（不改动）{different}，有错误 {faulty}"
COUNTS = "新增 {new}，变更 {changed}，已有且相同 {same}，有错误 {faulty}"


@dataclass(frozen=True, slots=True)
class Found:
    """What would become of a table, in words, and how to have it stored."""

    told: list[str]
    counts: str
    faulty: int
    to_store: int
    store: Callable[[], object]


class Command(Door):
    """Check a table and import it in somebody's name, under his rights.

    Exit code 0: imported, or everything was there already; 1: refused, or lines have faults and
    nothing was imported; 2: wrong usage.
    """

    help = "导入表格，例如：import members.mandate 名册.xlsx --as liwei"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What, from which file, in whose name, and how far to go."""
        kinds = sorted(key for key, register in REGISTERS.items() if can_import(register))
        parser.add_argument(
            "what",
            choices=[PROPOSALS, *kinds],
            metavar="台账",
            help="proposals（往年提案），或者台账的名称，例如 members.mandate（委员名册）",
        )
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
        what: str,
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
            found = (
                _past_proposals(path.name, content, by)
                if what == PROPOSALS
                else _lines(what, path.name, content, by)
            )
            self._tell(found)
            if found.faulty and not skip_faulty:
                self.refuse("有错误的行，什么也没有导入；改好以后再导入，或者加 --skip-faulty")
            if dry_run:
                self.say("只核对，没有保存")
            elif not found.to_store:
                self.say("没有要导入的，什么也没有改动")
            else:
                found.store()
                self.say(f"已导入 {found.to_store} {'件' if what == PROPOSALS else '条'}")

    def _tell(self, found: Found) -> None:
        for line in found.told[:SHOWN]:
            self.say(line)
        if len(found.told) > SHOWN:
            self.say(f"另有 {len(found.told) - SHOWN} 处；在网页上核对，可以下载有错误的行")
        self.say(found.counts)


def _past_proposals(name: str, content: bytes, by: Actor) -> Found:
    if not may(by, import_past):
        raise NotAllowed("这个账号无权导入往年提案")
    checked = checking.check(past.table_of(name, content))
    told = [f"说明：{notice}" for notice in checked.notices]
    told += [
        _line(case.number, fault.column, fault.sentence)
        for case in checked.cases
        for fault in case.faults
    ]
    told += [
        _line(case.number, column, f"表里“{ours}”，系统里“{kept}”")
        for case in checked.cases
        for column, ours, kept in case.differences
    ]
    digest = hashlib.sha256(content).hexdigest()

    def store() -> None:
        prepared = past_storing.prepare(checked, by=by)
        past_storing.store(checked, prepared, by=by, name=name, digest=digest)

    counts = PAST_COUNTS.format(**checked.counts)
    return Found(told, counts, checked.counts[cases.Fate.FAULTY], len(checked.new), store)


def _lines(key: str, name: str, content: bytes, by: Actor) -> Found:
    register = work.admitted(key, by)
    decided = deciding.decide(register, work.table_of(register, name, content), by=by)
    told = [f"说明：{notice}" for notice in decided.notices]
    told += [
        _line(case.number, column, sentence)
        for case in decided.of(deciding.Fate.FAULTY)
        for column, sentence in case.faults
    ]
    told += [
        _line(case.number, column, f"“{old}”改为“{new}”")
        for case in decided.of(deciding.Fate.CHANGED)
        for column, old, new in case.told
    ]
    counts, digest = decided.counts, hashlib.sha256(content).hexdigest()

    def store() -> None:
        storing.store(decided, by=by, name=clean_name(name), sha256=digest)

    to_store = counts[deciding.Fate.NEW] + counts[deciding.Fate.CHANGED]
    told_counts = COUNTS.format(**counts)
    return Found(told, told_counts, counts[deciding.Fate.FAULTY], to_store, store)


def _line(number: int, column: str, sentence: str) -> str:
    return f"第 {number} 行{f'，{column}' if column else ''}：{sentence}"


def _actor(username: str, committee: str) -> Actor:
    """The account as actor.

    Raises:
        Invalid: it belongs to no committee, or to another one.
    """
    by = actor_named(username, Via.CLI)
    if by.committee_id is None:
        raise Invalid(f"账号“{username}”不属于任何政协")
    if committee and committee_named(committee).pk != by.committee_id:
        raise Invalid(f"账号“{username}”不在代码为“{committee}”的政协")
    return by


def _content_of(path: Path) -> bytes:
    """What a file holds; one byte more than allowed is enough to be refused for its size."""
    try:
        with path.open("rb") as file:
            return file.read(LIMIT_BYTES + 1)
    except OSError as error:
        raise Invalid(f"不能读取“{path}”，请检查它是不是文件、有没有权限") from error
