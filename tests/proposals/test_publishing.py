"""Publication: by consent only, without personal data, and taken back whole."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.factories.accounts import acting
from tests.factories.proposals import FiledFactory
from yizheng.accounts.roles import Role
from yizheng.core.errors import Invalid, NotAllowed, WrongState
from yizheng.core.history import Event
from yizheng.proposals import services

NOW = datetime(2025, 9, 1, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
pytestmark = pytest.mark.django_db


def test_without_other_text_the_three_parts_are_published_as_they_are(city):
    one = FiledFactory(situation="甲", analysis="", suggestion="丙")

    one = services.publish_proposal(one, by=acting(Role.PROPOSALS), at=NOW)

    assert (one.public_text, one.published_on) == ("情况\n甲\n\n建议\n丙", date(2025, 9, 1))


def test_what_its_proposer_did_not_consent_to_publish_cannot_be(city):
    one = FiledFactory(is_open=False)

    with pytest.raises(WrongState):
        services.publish_proposal(one, by=acting(Role.PROPOSALS), at=NOW)

    one.refresh_from_db()
    assert one.published_on is None


def test_a_text_with_personal_data_is_refused_until_they_are_cut(city):
    one, clerk = FiledFactory(situation="联系10012345678。"), acting(Role.PROPOSALS)

    with pytest.raises(Invalid, match="10012345678") as refusal:
        services.publish_proposal(one, by=clerk, at=NOW)
    one = services.publish_proposal(one, by=clerk, at=NOW, public_text="情况\n联系不便。")

    assert refusal.value.field == "public_text"
    assert one.public_text == "情况\n联系不便。"


def test_personal_data_in_the_title_are_refused_too(city):
    one = FiledFactory(title="关于10012345678的提案")

    with pytest.raises(Invalid, match="10012345678"):
        services.publish_proposal(one, by=acting(Role.PROPOSALS), at=NOW, public_text="情况")


def test_what_is_taken_back_is_gone_and_can_be_published_anew(city):
    clerk = acting(Role.PROPOSALS)
    one = services.publish_proposal(FiledFactory(), by=clerk, at=NOW)

    one = services.unpublish_proposal(one, by=clerk, at=NOW)

    assert (one.public_text, one.published_on) == ("", None)
    assert services.publish_proposal(one, by=clerk, at=NOW).published_on == date(2025, 9, 1)
    kept = Event.objects.filter(action="proposals.unpublish").get()
    assert kept.before["published_on"] == "2025-09-01"


def test_it_is_not_published_under_a_day_to_come(city):
    with pytest.raises(Invalid, match="不能晚于今天"):
        services.publish_proposal(
            FiledFactory(), by=acting(Role.PROPOSALS), at=NOW, published_on=date(2025, 9, 2)
        )


@pytest.mark.parametrize("role", [Role.MEMBER, Role.UNIT, Role.SUPERVISION, Role.LEADER])
def test_only_the_proposal_committee_publishes(city, role):
    with pytest.raises(NotAllowed):
        services.publish_proposal(FiledFactory(), by=acting(role), at=NOW)
