"""Taking over the proposals of past years from a table (导入往年提案).

In two steps: `checking` says of every line what would become of it, and stores nothing; `storing`
stores exactly what was checked. The page and the command both come through `work`.
"""

from yizheng.core import navigation
from yizheng.core.access import may
from yizheng.proposals import permissions

from . import work

__all__ = ["work"]

navigation.item(
    "proposals",
    "导入往年提案",
    "proposals:import",
    lambda actor: may(actor, permissions.import_past),
)
