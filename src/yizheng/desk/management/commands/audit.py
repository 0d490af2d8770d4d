"""`yizheng audit verify`: recompute the digests of the audit trails."""

from argparse import ArgumentParser
from typing import Any

from yizheng.core.history import Chain, chain_key, verify
from yizheng.core.management.door import Door
from yizheng.members.selectors import committee_named


class Command(Door):
    """Look for entries that were altered, removed or slipped in."""

    help = "核验审计记录有没有被改动"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, and for whom."""
        parser.add_argument("what", choices=["verify"], help="verify：逐条重算校验值")
        parser.add_argument("--committee", default="", help="只核验一个政协，给出其代码")

    def work(self, *, committee: str, **_: Any) -> None:
        """Exit 1 with every fault, or say what holds."""
        chains = Chain.objects.order_by("key")
        if committee:
            chains = chains.filter(key=chain_key(committee_named(committee).pk))
        found = list(chains)
        faults = verify(found)
        for chain in found:
            self.say(f"{chain.key}：{chain.length} 条，链头 {chain.digest[:16]}…")
        for fault in faults:
            self.stderr.write(f"{fault.chain} 第 {fault.number} 条：{fault.reason}")
        if faults:
            self.refuse(f"核验未通过：{len(faults)} 处")
        self.say("核验通过：全部记录与校验值相符")
