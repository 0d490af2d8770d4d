"""`yizheng found`: put a committee into an installation, with its first accounts."""

from argparse import ArgumentParser
from typing import Any

from django.db import transaction

from yizheng.accounts.roles import OFFICERS, Role
from yizheng.accounts.services import one_time_password, open_account
from yizheng.core.actors import Actor, Via
from yizheng.core.errors import Invalid
from yizheng.core.management.door import Door
from yizheng.core.tenancy import within
from yizheng.members.models import Committee
from yizheng.members.selectors import committee_named
from yizheng.members.services import found_committee
from yizheng.members.states import Level

FIRST_ROLES = (*OFFICERS, Role.OFFICE)


class Command(Door):
    """Found a committee and open the accounts of its three officers and its office.

    Everything else is done in the browser by these four. Acts in the name of the machine's owner.
    """

    help = "建立一个政协组织和它的首批账号，例如：found anlan 安澜市 --level city"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The committee's code and place, its level, the committee above."""
        parser.add_argument("code", help="代码，英文小写，用于命令行和登录名")
        parser.add_argument("place", help="地名，例如 安澜市")
        parser.add_argument("--level", choices=Level.values, default=str(Level.CITY), help="层级")
        parser.add_argument("--above", default="", metavar="CODE", help="上级政协的代码")

    @transaction.atomic
    def work(self, *, code: str, place: str, level: str, above: str, **_: Any) -> None:
        """Found it, open the accounts, show each password once."""
        if Committee.objects.filter(code=code).exists():
            raise Invalid(f"代码“{code}”已被使用")
        owner = Actor(None, None, frozenset(), Via.CLI, name="系统安装")
        committee = found_committee(
            code,
            by=owner,
            name=f"中国人民政治协商会议{place}委员会",
            short_name=f"{place}政协",
            place=place,
            level=Level(level),
            parent=committee_named(above) if above else None,
        )
        self.say(f"已建立{committee.short_name}。首批账号如下，密码只显示这一次，首次登录须更换：")
        with within(committee.pk):
            for role in FIRST_ROLES:
                self._open(committee, role, owner)

    def _open(self, committee: Committee, role: Role, owner: Actor) -> None:
        username, password = f"{committee.code}-{role.value}".replace("_", "-"), one_time_password()
        open_account(
            username,
            by=owner,
            name=str(role.label),
            committee_id=committee.pk,
            roles=(role,),
            password=password,
            must_change_password=True,
        )
        self.say(f"  {username}  {password}  {role.label}")
