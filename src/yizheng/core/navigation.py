"""The frame of every page: the menu by rows of work, and the year a reader looks at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.urls import NoReverseMatch, reverse

from .access import may
from .actors import Actor, nobody
from .registers import REGISTERS


@dataclass(frozen=True, slots=True)
class Section:
    """A row of work in the menu. `chapter` is the heading it stands under, empty for none."""

    key: str
    label: str
    icon: str
    chapter: str = ""


SECTIONS = (
    Section("overview", "总览", "layout-dashboard"),
    Section("study", "理论学习", "book-2", "思想政治引领"),
    Section("leadership", "党的领导", "flag", "思想政治引领"),
    Section("party", "党的建设", "building-community", "思想政治引领"),
    Section("planning", "规划建言", "bulb", "协商议政监督"),
    Section("consultation", "协商监督", "messages", "协商议政监督"),
    Section("aid", "包联帮扶", "map-pin", "履职为民服务"),
    Section("service", "服务为民", "heart-handshake", "履职为民服务"),
    Section("liaison", "联络委员", "users-group", "团结联谊合作"),
    Section("proposals", "提案工作", "file-text", "团结联谊合作"),
    Section("opinions", "社情民意", "message-report", "团结联谊合作"),
    Section("publicity", "文史宣传", "news", "团结联谊合作"),
    Section("counties", "上下联动", "arrows-exchange", "团结联谊合作"),
    Section("reports", "总结和核对", "report-analytics", "总结与管理"),
    Section("members", "委员和机构", "users", "总结与管理"),
    Section("system", "系统", "settings", "总结与管理"),
)
LABELS = {section.key: section.label for section in SECTIONS}


@dataclass(frozen=True, slots=True)
class Item:
    """A page in the menu, for those who `may` open it."""

    section: str
    label: str
    url_name: str
    may: Callable[[Actor], bool]


ITEMS: list[Item] = []


def item(section: str, label: str, url_name: str, may: Callable[[Actor], bool]) -> Item:
    """Declare a page of the menu beside the registers, which are in it by themselves.

    Raises:
        ValueError: no such section.
    """
    if section not in LABELS:
        raise ValueError(f"no section {section}: one of {', '.join(LABELS)}")
    ITEMS.append(Item(section, label, url_name, may))
    return ITEMS[-1]


@dataclass(frozen=True, slots=True)
class Link:
    """A line of the menu as drawn."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A section as drawn; `starts` is the chapter heading to print above it, if any."""

    label: str
    icon: str
    items: list[Link] = field(default_factory=list)
    starts: str = ""

    @property
    def current(self) -> bool:
        """Whether the page being read is in it."""
        return any(link.current for link in self.items)


def navigation_for(actor: Actor, path: str) -> list[Shown]:
    """The sections in which `actor` may open something, in order. No query."""
    entries = [entry for entry in _entries(actor) if entry[2]]
    # The root begins every address: it is current only when it is the very page.
    under = [url for _, _, url in entries if path == url or (url != "/" and path.startswith(url))]
    here = max(under, key=len, default="")
    shown: list[Shown] = []
    chapter = ""
    for section in SECTIONS:
        links = [Link(label, url, url == here) for key, label, url in entries if key == section.key]
        if links:
            starts = section.chapter if section.chapter != chapter else ""
            chapter = section.chapter
            shown.append(Shown(section.label, section.icon, links, starts))
    return shown


def _entries(actor: Actor) -> Iterator[tuple[str, str, str]]:
    """`(section, label, address)` of every page in the menu that `actor` may open."""
    for entry in ITEMS:
        if entry.may(actor):
            yield entry.section, entry.label, _address(entry.url_name)
    # A row of work begins with the records it is about: proposals before handling units.
    for register in sorted(REGISTERS.values(), key=lambda one: one.app != one.section):
        if register.in_menu and may(actor, register.view):
            name = f"{register.app}:{register.slug}-list"
            yield register.section, register.label, _address(name)


def _address(url_name: str) -> str:
    """The address of a page; empty while its app has none, so that the rest of the menu stands."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


Years = Callable[[int], tuple[list[int], int]]
_years: list[Years] = []


def years_by(source: Years) -> None:
    """Say who knows a committee's years: id → the years, newest first, and the one to open with."""
    _years[:] = [source]


def years_of(request: Any) -> tuple[list[int], int | None]:
    """The years a reader may choose from, and the one he looks at.

    That is the year in the page's address, or `?year=`, or what was chosen before, or the one the
    committee opens with. A year that is not on record is ignored. 2 queries.
    """
    committee = getattr(request, "actor", nobody()).committee_id
    years, opening = _years[0](committee) if _years and committee else ([], None)
    here = _year_in_address(request)
    if here in years:
        return years, here
    asked = request.GET.get("year", "")
    if asked.isdecimal() and len(asked) == 4 and int(asked) in years:
        if request.session.get("year") != int(asked):
            request.session["year"] = int(asked)
        return years, int(asked)
    kept = request.session.get("year")
    return years, kept if kept in years else opening


def _year_in_address(request: Any) -> int | None:
    match = getattr(request, "resolver_match", None)
    return match.kwargs.get("year") if match else None


def shell(request: Any) -> dict[str, Any]:
    """Context processor: what `base.html` needs, computed when asked for: parts pay nothing."""
    return {"shell": _Shell(request)}


class _Shell:
    """The frame's facts about one request, found only when the template asks."""

    def __init__(self, request: Any) -> None:
        self._request = request

    def navigation(self) -> list[Shown]:
        return navigation_for(getattr(self._request, "actor", nobody()), self._request.path)

    @cached_property
    def _years(self) -> tuple[list[int], int | None]:
        return years_of(self._request)

    def years(self) -> list[tuple[int, str]]:
        """Each year, and where choosing it leads: this page of that year."""
        return [(year, self._address_in(year)) for year in self._years[0]]

    def year(self) -> int | None:
        return self._years[1]

    def _address_in(self, year: int) -> str:
        if _year_in_address(self._request) is None:
            return f"?year={year}"
        match = self._request.resolver_match
        return reverse(match.view_name, args=match.args, kwargs={**match.kwargs, "year": year})

    def person(self) -> Any:
        user = getattr(self._request, "user", None)
        return user if user is not None and user.is_authenticated else None

    def acting_for(self) -> str:
        """The member in whose name an assistant works; empty for oneself."""
        return getattr(self._request, "actor", nobody()).for_name

    def keeps_as(self) -> str:
        """Under what the browser keeps unsent text: per person, and per member acted for.

        The second begins like the first, so that signing out clears both.
        """
        person, actor = self.person(), getattr(self._request, "actor", nobody())
        if person is None:
            return ""
        return f"{person.pk}:for-{actor.for_id}" if actor.for_id else str(person.pk)

    def large_print(self) -> bool:
        return bool(self._request.COOKIES.get("size") == "large")
