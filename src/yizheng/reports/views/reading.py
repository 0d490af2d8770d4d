"""What every page here asks first: may this reader, and which year of which committee."""

from typing import NoReturn

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from yizheng.core.access import Action, may
from yizheng.core.errors import Refused, Unknown
from yizheng.core.http import Request
from yizheng.core.indicators import Figure, find
from yizheng.core.navigation import years_of
from yizheng.core.periods import Year
from yizheng.members.selectors import year_of


def must(request: Request, right: Action) -> None:
    """What nobody may show this reader does not exist for him."""
    if request.actor.committee_id is None or not may(request.actor, right):
        raise Http404(right.key)


def year_or_404(request: Request, number: int) -> Year:
    """A year of the reader's committee. 2 queries."""
    try:
        return year_of(request.actor.committee_id or 0, number)
    except Unknown as unknown:
        _missing(unknown)


def figure_or_404(key: str) -> Figure:
    """The figure of a key."""
    try:
        return find(key)
    except Unknown as unknown:
        _missing(unknown)


def _missing(unknown: Refused) -> NoReturn:
    raise Http404(unknown.message) from unknown


def to_chosen_year(request: Request, right: Action, name: str) -> HttpResponse:
    """Go to a page of the year the reader looks at."""
    must(request, right)
    _, year = years_of(request)
    return HttpResponseRedirect(reverse(name, args=[year]))
