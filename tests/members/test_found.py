"""A new site begins with one command: a committee, three officers and an office."""

import pytest
from django.core.management import CommandError, call_command

from yizheng.accounts.models import User
from yizheng.core.history import verify
from yizheng.members.models import Committee

pytestmark = pytest.mark.django_db


def test_founding_opens_four_accounts_whose_passwords_must_be_changed(capsys):
    call_command("found", "beitai", "北台市")

    committee = Committee.objects.get()
    users = User.objects.order_by("username")
    assert (committee.short_name, committee.path) == ("北台市政协", f"/{committee.pk}/")
    assert [user.username for user in users] == [
        "beitai-audit-officer",
        "beitai-office",
        "beitai-security-officer",
        "beitai-system-officer",
    ]
    assert {user.committee_id for user in users} == {committee.pk}
    assert all(user.must_change_password for user in users)
    assert all(user.username in capsys.readouterr().out for user in users[:1])
    assert verify() == []


def test_a_county_is_founded_below_its_city():
    call_command("found", "beitai", "北台市")
    call_command("found", "nanxi", "南溪县", "--level", "county", "--above", "beitai")

    city, county = Committee.objects.order_by("path")
    assert county.path == f"{city.path}{county.pk}/"


def test_a_used_code_is_refused_and_nothing_stored():
    call_command("found", "beitai", "北台市")

    with pytest.raises(CommandError, match="已被使用"):
        call_command("found", "beitai", "另一市")

    assert Committee.objects.count() == 1
    assert User.objects.count() == 4


def test_an_unknown_committee_above_is_refused():
    with pytest.raises(CommandError, match="还没有任何政协"):
        call_command("found", "nanxi", "南溪县", "--above", "nowhere")

    assert not Committee.objects.exists()
