"""Finding accounts."""

from yizheng.core.actors import Actor, Via
from yizheng.core.errors import Unknown

from .models import User


def actor_named(username: str, via: Via) -> Actor:
    """The user of a login name as actor, for the command line. 2 queries.

    Raises:
        Unknown: no such active account.
    """
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise Unknown(f"没有登录名为“{username}”的可用账号")
    return user.acting(via)
