"""What the page of a platform shows beside its facts."""

from typing import Any

from yizheng.core.actors import Actor
from yizheng.core.registers import Panel

from . import selectors
from .models import Platform


def _progress(platform: Platform, _actor: Actor) -> dict[str, Any] | None:
    """How far the concerns of the platform have come. 1 query; left out where there are none."""
    progress = selectors.progress_of(platform)
    return {"progress": progress} if progress.raised else None


PROGRESS = Panel("问题办理情况", "service/_progress.html", _progress)
