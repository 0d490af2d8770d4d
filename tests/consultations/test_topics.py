"""Topics are called for: from members, bodies and everybody; and taken up or not."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import acting, signed_in
from tests.factories.activities import kind
from tests.factories.consultations import (
    PlanItemFactory,
    TopicCallFactory,
    TopicSuggestionFactory,
    approved_plan,
)
from tests.factories.members import PersonFactory, committee
from yizheng.accounts.roles import Role
from yizheng.consultations import services
from yizheng.consultations.models import PlanItem, TopicSuggestion
from yizheng.consultations.states import SuggestionState, TopicSource
from yizheng.consultations.views.topics import SALT
from yizheng.core.errors import Invalid, NotAllowed
from yizheng.core.history import Event
from yizheng.core.rules import RuleValue
from yizheng.core.tenancy import within

NOW = datetime(2025, 11, 6, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TEXTS = {"topic": "老旧小区加装电梯", "grounds": "老人上下楼难，资金分摊谈不拢。"}

pytestmark = pytest.mark.django_db


def clerk():
    return acting(Role.SPECIAL)


def public_page(call):
    return reverse("consultations:public-topic", args=[call.committee.code, call.code])


def receipt_page(suggestion):
    code = suggestion.committee.code
    return reverse("consultations:receipt", args=[code, suggestion.receipt])


def opened(call, seconds=60):
    """The mark of a page that was opened so long ago."""
    moment = timezone.now().timestamp() - seconds
    signer = signing.TimestampSigner(salt=SALT)
    signer.timestamp = lambda: signing.b62_encode(int(moment))
    return signer.sign_object(call.code)


def test_a_member_suggests_in_his_own_name(client, city):
    person, call = PersonFactory(), TopicCallFactory()
    signed_in(client, Role.MEMBER, person=person)

    answer = client.post(f"{reverse('consultations:my-topics-new')}?call={call.pk}", TEXTS)

    found = TopicSuggestion.objects.get()
    assert (answer.status_code, found.person, found.source) == (303, person, TopicSource.MEMBER)
    assert (found.call, found.topic) == (call, TEXTS["topic"])


def test_a_member_suggests_while_the_call_is_open_and_the_office_enters_later(city):
    call = TopicCallFactory(closes_on=date(2025, 2, 1))
    member = acting(Role.MEMBER, person=PersonFactory())
    with pytest.raises(Invalid, match="现在不能提"):
        services.suggest_topic(by=member, facts=TEXTS | {"call": call}, at=NOW)
    given = {"call": call, "source": "unit", "giver": "市住建局", "suggested_on": date(2025, 1, 9)}

    made = services.suggest_topic(by=clerk(), facts=TEXTS | given, at=NOW)

    assert (made.given_by, made.state) == ("市住建局", SuggestionState.SUGGESTED)


def test_everybody_suggests_by_the_short_link_and_looks_it_up_by_the_receipt(client, city):
    call = TopicCallFactory()
    given = TEXTS | {"giver": "张三", "contact": "someone@example.org", "opened": opened(call)}

    answer = client.post(public_page(call), given)

    found = TopicSuggestion.objects.get()
    assert (found.source, found.giver, found.person) == (TopicSource.PUBLIC, "张三", None)
    assert answer["Location"] == receipt_page(found)
    shown = client.get(answer["Location"]).content.decode()
    assert "还在研究" in shown and found.receipt in shown
    assert "张三" not in shown and "someone@example.org" not in shown
    entry = Event.objects.get(action="consultations.suggest_publicly")
    assert (entry.by_name, entry.after["contact"]) == ("公众", "***")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"topic": ""}, "必填"),
        ({"grounds": "绝密★1年\n某事"}, "密"),
        ({"grounds": "请打 10012345678"}, "请不要写手机号码"),
        ({"website": "http://example.org"}, "没有收下"),
        ({"opened": ""}, "打开太久"),
        ({"opened": "forged"}, "打开太久"),
        ({"topic": "长" * 61}, "60"),
    ],
)
def test_bad_input_is_refused_and_what_was_typed_stays(client, city, change, sentence):
    call = TopicCallFactory()
    given = TEXTS | {"opened": opened(call)} | change

    answer = client.post(public_page(call), given)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert given["grounds"].splitlines()[0] in text
    assert TopicSuggestion.objects.count() == 0
    assert sentence in text or sentence == "必填"


@pytest.mark.parametrize(("seconds", "sentence"), [(1, "太快"), (90_000, "打开太久")])
def test_what_comes_too_fast_or_too_late_is_sent_once_more(client, city, seconds, sentence):
    call = TopicCallFactory()
    answer = client.post(public_page(call), TEXTS | {"opened": opened(call, seconds)})

    assert (answer.status_code, TopicSuggestion.objects.count()) == (422, 0)
    assert sentence in answer.content.decode()


def test_more_in_an_hour_than_the_city_wants_is_not_taken(client, city):
    call = TopicCallFactory()
    RuleValue.objects.create(
        committee=city,
        key="consultations.public_topics_per_hour",
        valid_from=date(2025, 1, 1),
        value=2,
    )
    earlier = timezone.now() - timedelta(hours=2)
    TopicSuggestionFactory(call=call, arrived_at=earlier)
    TopicSuggestionFactory(call=call)

    codes = [
        client.post(public_page(call), TEXTS | {"opened": opened(call)}).status_code
        for _ in range(2)
    ]

    assert codes == [303, 422]


def test_a_closed_call_says_so_and_takes_nothing(client, city):
    call = TopicCallFactory(closes_on=date(2025, 2, 1))

    text = client.get(public_page(call)).content.decode()
    answer = client.post(public_page(call), TEXTS | {"opened": opened(call)})

    assert "现在不收建议" in text and 'name="topic"' not in text
    assert (answer.status_code, TopicSuggestion.objects.count()) == (422, 0)


def test_what_is_not_for_everybody_or_not_there_has_no_page(client, city):
    call = TopicCallFactory(is_public=False)

    assert client.get(public_page(call)).status_code == 404
    for path in ("anlan/zzzzzz", "anlan/receipt/zzzzzzzzzzzz", f"other/{call.code}"):
        assert client.get(f"/consultations/t/{path}/").status_code == 404


def test_a_link_belongs_to_its_committee(client, city):
    with within(committee("other", "别市").pk):
        call = TopicCallFactory()
    client.post(public_page(call), TEXTS | {"opened": opened(call)})

    found = TopicSuggestion.unscoped.get()
    assert found.committee_id == call.committee_id


def test_a_suggestion_becomes_a_topic_of_the_plan(city):
    by, suggestion = clerk(), TopicSuggestionFactory()
    PlanItemFactory(year=2026, ordinal=3)

    done = services.select_topic(
        suggestion,
        by=by,
        at=NOW,
        form=kind("consultation.thematic"),
        due_on=date(2026, 9, 30),
        wording="既有住宅加装电梯",
    )

    assert (done.state, done.decided_on) == (SuggestionState.SELECTED, date(2025, 11, 6))
    assert (done.item.topic, done.item.year, done.item.ordinal) == ("既有住宅加装电梯", 2026, 4)


def test_once_the_plan_is_approved_a_suggestion_needs_a_reason_to_get_in(city):
    suggestion = TopicSuggestionFactory()
    approved_plan(year=2026)
    given = {"form": kind("consultation.thematic"), "due_on": date(2026, 9, 30)}

    with pytest.raises(Invalid, match="请写明原因"):
        services.select_topic(suggestion, by=clerk(), at=NOW, **given)
    assert PlanItem.objects.count() == 0


def test_a_suggestion_joins_a_topic_of_the_same_plan_only(city):
    suggestion, item = TopicSuggestionFactory(), PlanItemFactory(year=2026)

    with pytest.raises(Invalid, match="2026 年度"):
        services.join_topic(suggestion, by=clerk(), at=NOW, item=PlanItemFactory(year=2025))
    joined = services.join_topic(suggestion, by=clerk(), at=NOW, item=item)

    assert (joined.state, joined.item) == (SuggestionState.SELECTED, item)


def test_who_suggested_it_reads_why_it_was_not_taken_up(client, city):
    person = PersonFactory()
    own = TopicSuggestionFactory(source=TopicSource.MEMBER, person=person)
    public = TopicSuggestionFactory()
    for row in (own, public):
        services.pass_over_topic(row, by=clerk(), at=NOW, refusal="去年已经协商")
    signed_in(client, Role.MEMBER, person=person)

    page = client.get(reverse("consultations:topics-detail", args=[own.pk]))
    receipt = client.get(receipt_page(public))

    assert "去年已经协商" in page.content.decode()
    assert "去年已经协商" in receipt.content.decode()
    assert client.get(reverse("consultations:topics-detail", args=[public.pk])).status_code == 404


def test_only_who_keeps_the_plan_decides(city):
    with pytest.raises(NotAllowed):
        services.pass_over_topic(
            TopicSuggestionFactory(), by=acting(Role.OFFICE), at=NOW, refusal="x"
        )


def test_the_poster_bears_the_link_and_its_picture(client, city):
    call = TopicCallFactory()
    signed_in(client, Role.SPECIAL)

    text = client.get(reverse("consultations:poster", args=[call.pk])).content.decode()

    assert f"http://testserver{public_page(call)}" in text
    assert "<svg" in text and "style=" not in text.split("<svg")[1].split("</svg>")[0]
