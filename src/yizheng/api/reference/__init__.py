"""The reference pages, written from the registries so that they cannot say anything else."""

from collections.abc import Callable

from yizheng.api.site import described

from . import commands, figures, records, rights, settings, transitions

PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands.page,
    "figures.md": figures.page,
    "openapi.json": described,
    "registers.md": records.page,
    "rights.md": rights.page,
    "rules.md": settings.rules_page,
    "settings.md": settings.page,
    "transitions.md": transitions.page,
}


def written() -> dict[str, str]:
    """Every page by file name."""
    return {name: page() for name, page in PAGES.items()}
