"""`yizheng demo`: the fictional city 安澜市 with its year of work; `demo load` only loads it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command

from yizheng.core.management.door import Door
from yizheng.demo.loading import SEED, load


class Command(Door):
    """Load the demo year, and unless told otherwise migrate before and serve after."""

    help = "装入演示年度（虚构的安澜市）；不带 load 时先升级数据库，装入后启动服务"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, and from which seed."""
        parser.add_argument("what", nargs="?", choices=["load"], help="load：只装入，不启动服务")
        parser.add_argument("--seed", type=int, default=SEED, help="随机种子，同一种子内容相同")

    def work(self, *, what: str | None, seed: int, verbosity: int, **_: Any) -> None:
        """Exit 1 when the database holds another committee."""
        if what is None:
            call_command("migrate", verbosity=0)
        world = load(seed=seed, quiet=verbosity == 0)
        if world is None:
            self.say("演示数据已经装入，未作任何改动。")
        else:
            self.say("演示数据已装入。各角色的登录名和一次性密码如下，只显示这一次：")
            for username, role, name, password in world.logins:
                self.say(f"  {username:<17} {password}  {role}（{name}）")
        if what is None:
            call_command("serve")
