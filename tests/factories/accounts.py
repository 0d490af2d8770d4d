"""Accounts and actors."""

from dataclasses import replace

import factory
from django.utils import timezone

from yizheng.accounts.models import Assistance, Grant, User
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


def just_confirmed(actor):
    """The same actor, who has just given his password again."""
    return replace(actor, confirmed_at=timezone.now())


class AssistanceFactory(factory.django.DjangoModelFactory):
    """Somebody may act for a member from today on."""

    class Meta:
        model = Assistance

    starts_on = factory.LazyFunction(timezone.localdate)
    given_by = factory.SelfAttribute("member")


def at_work_for(client, assistance):
    """`client` after the assistant signed in and switched to the member."""
    client.force_login(assistance.assistant)
    client.post(f"/accounts/assistance/{assistance.pk}/act/")
    return client
