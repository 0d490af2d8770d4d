"""Where a press item can be read."""

from typing import Any

from yizheng.core.actors import Actor
from yizheng.core.registers import Panel
from yizheng.publicity.models import Coverage


def _link(coverage: Coverage, _actor: Actor) -> dict[str, Any] | None:
    """Its address on the web, if it has one. No query."""
    return {"link": coverage.link} if coverage.link else None


LINK = Panel("原文", "publicity/_link.html", _link)
