"""`yizheng ladder`: files between installations, from the command line."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from yizheng.accounts.selectors import actor_named
from yizheng.core.actors import Actor, Via
from yizheng.core.errors import Invalid, Unknown
from yizheng.core.management.door import Door
from yizheng.core.tenancy import within
from yizheng.ladder import services
from yizheng.ladder.registers import PARTNERS
from yizheng.ladder.sealing import MOST_BYTES, public_key_of, telephone_digits


class Command(Door):
    """Export for a partner, take a partner's file in, show the own key."""

    help = "逐级报送的文件：ladder import FILE --as NAME；ladder export PARTNER FILE --as NAME"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, with which file, in whose name."""
        steps = parser.add_subparsers(dest="step", required=True)
        key = steps.add_parser("key", help="本会公钥和电话核对的数字")
        bring = steps.add_parser("import", help="导入对方的文件")
        bring.add_argument("file", type=Path)
        bring.add_argument("--dry-run", action="store_true", help="只核对签名和内容，不保存")
        send = steps.add_parser("export", help="导出给一个通联政协的文件")
        send.add_argument("partner", help="通联政协的名称")
        send.add_argument("file", type=Path, help="写到哪个文件")
        for step in (key, bring, send):
            step.add_argument("--as", dest="username", required=True, help="以谁的名义（登录名）")

    def work(self, *, step: str, username: str, **options: Any) -> None:
        """In the committee of whoever acts."""
        actor = actor_named(username, Via.CLI)
        if actor.committee_id is None:
            raise Invalid(f"账号“{username}”不属于任何政协")
        with within(actor.committee_id):
            if step == "key":
                key = public_key_of(actor.committee_id)
                self.say(f"{key}\n{telephone_digits(key)}")
            elif step == "import":
                self._import(actor, options["file"], dry_run=options["dry_run"])
            else:
                self._export(actor, options["partner"], options["file"])

    def _import(self, actor: Actor, file: Path, *, dry_run: bool) -> None:
        try:
            with file.open("rb") as opened:
                content = opened.read(MOST_BYTES + 1)
        except OSError as error:
            raise Invalid(f"不能读取 {file}：{error.strerror}") from error
        if dry_run:
            found = services.open_file(content)
            self.say(
                f"{found.partner}的文件，签名相符：上报 {len(found.reports)} 条，"
                f"答复 {len(found.answers)} 条（没有保存）"
            )
            return
        taken = services.import_file(content, by=actor)
        self.say(f"已导入{taken.partner}的文件：新的 {taken.new} 条，以前导入过 {taken.known} 条")

    def _export(self, actor: Actor, name: str, file: Path) -> None:
        partner = PARTNERS.rows(actor).filter(name=name).first()
        if partner is None:
            raise Unknown(f"没有名称为“{name}”的通联政协")
        content = services.export_to(partner, by=actor)
        try:
            file.write_bytes(content)
        except OSError as error:
            raise Invalid(f"不能写入 {file}：{error.strerror}") from error
        self.say(f"已写入 {file}")
