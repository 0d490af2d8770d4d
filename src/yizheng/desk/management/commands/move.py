"""`yizheng move`: one transition of one record from the command line."""

from argparse import ArgumentParser
from typing import Any

from django.db import transaction
from django.utils.datastructures import MultiValueDict

from yizheng.accounts.selectors import actor_named
from yizheng.core.actors import Actor, Via
from yizheng.core.errors import Invalid, Unknown
from yizheng.core.forms import move_form
from yizheng.core.management.door import Door
from yizheng.core.registers import register_of
from yizheng.core.tenancy import within
from yizheng.core.workflow import TRANSITIONS, Transition


class Command(Door):
    """Perform a transition in somebody's name, under his rights."""

    help = "办理一条记录，例如：move proposals.file 12 --as liwei category=economy"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The move, the record, the person, the inputs."""
        parser.add_argument("key", help="办理事项的代号，见 docs/reference/transitions.md")
        parser.add_argument("pk", type=int, metavar="id", help="记录的编号")
        parser.add_argument("inputs", nargs="*", metavar="名称=值", help="办理时填写的内容")
        parser.add_argument("--as", dest="username", required=True, help="以谁的名义（登录名）")
        parser.add_argument("--dry-run", action="store_true", help="只检查，不保存")

    def work(
        self,
        *,
        key: str,
        pk: int,
        inputs: list[str],
        username: str,
        dry_run: bool,
        **_: Any,
    ) -> None:
        """Find the record as the person sees it, and move it."""
        move, actor = _known(key), actor_named(username, Via.CLI)
        if actor.committee_id is None:
            raise Invalid(f"账号“{username}”不属于任何政协")
        with within(actor.committee_id), transaction.atomic():
            record = _found(move, actor, pk)
            before = record.get_state_display()
            given = _given(move, inputs)
            record = move.perform(record, by=actor, version=record.version, **given)
            transaction.set_rollback(dry_run)
        done = "可以办理（没有保存）" if dry_run else "已办理"
        after = record.get_state_display()
        self.say(f"{done}：{move.label}，{record}，{before} → {after}")


def _known(key: str) -> Transition:
    moves = {move.key: move for move in TRANSITIONS.values() if move.right is not None}
    if key not in moves:
        group = key.partition(".")[0]
        near = [known for known in sorted(moves) if known.startswith(f"{group}.")]
        raise Unknown(f"没有“{key}”这项办理；可用的有：{'、'.join(near or sorted(moves))}")
    return moves[key]


def _found(move: Transition, actor: Actor, pk: int) -> Any:
    register = register_of(move.model)
    record = register.rows(actor).filter(pk=pk).first()
    if record is None:
        raise Unknown(f"没有编号为 {pk} 的{register.label}，或者不在此人可以查看的范围之内")
    return record


def _given(move: Transition, inputs: list[str]) -> dict[str, Any]:
    """The inputs through the same form as on the page; a name may come several times."""
    data: MultiValueDict[str, str] = MultiValueDict()
    for item in inputs:
        name, equals, value = item.partition("=")
        if not equals or name not in move.inputs:
            known = "、".join(move.inputs) or "无"
            raise Invalid(f"“{item}”不是“名称=值”，或没有这个填写项；可填：{known}")
        data.appendlist(name, value)
    form = move_form(move)(data)
    if not form.is_valid():
        said = [f"{name}：{'；'.join(map(str, many))}" for name, many in form.errors.items()]
        raise Invalid("。".join(said))
    return dict(form.cleaned_data)
