"""Accounts and actors."""

import factory

from yizheng.accounts.models import Grant, User
from yizheng.core.actors import Via
from yizheng.core.tenancy import active_committee


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"user{n}")
    name = factory.Sequence(lambda n: f"用户{n}")


def user_with(*roles, committee=None, **facts):
    """An account of the active (or the given) committee that holds `roles`."""
    committee_id = committee.pk if committee else active_committee()
    user = UserFactory(committee_id=committee_id, **facts)
    for role in roles:
        Grant.objects.create(user=user, role=role)
    return user


def acting(*roles, committee=None, via=Via.WEB, person=None, unit=None):
    """A new account at work."""
    return user_with(*roles, committee=committee, person=person, unit=unit).acting(via)


def signed_in(client, *roles, **facts):
    """`client` after signing in as a new account with `roles`; returns the account."""
    user = user_with(*roles, **facts)
    client.force_login(user)
    return user
