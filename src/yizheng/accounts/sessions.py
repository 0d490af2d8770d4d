"""What a session of the pages knows: for whom it acts, when its person last confirmed himself."""

from datetime import UTC, datetime

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest
from django.middleware.csrf import rotate_token

from .models import Assistance, User
from .selectors import in_force

ACTING_FOR = "acting_for"


def begin_acting(request: HttpRequest, assistance: Assistance) -> None:
    """From the next request on, this session works for the member."""
    request.session[ACTING_FOR] = assistance.pk
    _renew(request)


def stop_acting(request: HttpRequest) -> None:
    """From the next request on, this session is its owner's again."""
    del request.session[ACTING_FOR]
    _renew(request)


def is_acting(request: HttpRequest) -> bool:
    """Whether this session was switched to a member; whether it may still is another question."""
    return ACTING_FOR in request.session


def assistance_in(request: HttpRequest, user: User) -> Assistance | None:
    """By what the session acts for a member; None when that is no longer in force. 1 query."""
    return in_force().filter(pk=request.session[ACTING_FOR], assistant=user).first()


def confirmed_at(request: HttpRequest, user: User) -> datetime | None:
    """When the person last gave his password again after signing in; no query."""
    records = get_authentication_records(request, user)
    moments = [record["at"] for record in records if record.get("reauthenticated")]
    return datetime.fromtimestamp(max(moments), UTC) if moments else None


def _renew(request: HttpRequest) -> None:
    """A new session key, and a new CSRF secret: forms opened in the other name cannot be sent."""
    request.session.cycle_key()
    rotate_token(request)
