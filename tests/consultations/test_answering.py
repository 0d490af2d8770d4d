"""A recommendation is sent to a unit, which answers, and later shows what it became."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories.accounts import acting, signed_in
from tests.factories.consultations import ProductFactory, RecommendationFactory, adopted
from tests.factories.members import PersonFactory, UnitFactory
from yizheng.accounts.roles import Role
from yizheng.consultations import selectors, services
from yizheng.consultations.models import Recommendation
from yizheng.consultations.registers import RECOMMENDATIONS
from yizheng.consultations.states import RecommendationState
from yizheng.core.errors import Invalid, NotAllowed, WrongState
from yizheng.core.periods import Period
from yizheng.desk.selectors.work import waiting

pytestmark = pytest.mark.django_db
SENT_ON, ANSWERED_ON = date(2025, 6, 12), date(2025, 7, 1)
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))


def sent(**facts):
    """A recommendation that waits for a unit's answer."""
    row = RecommendationFactory(**facts)
    return services.send_recommendation(
        row, by=acting(Role.SPECIAL), unit=UnitFactory(), sent_on=SENT_ON
    )


def clerk(row):
    return acting(Role.UNIT, unit=row.unit)


def taken_up(row, **facts):
    return services.adopt_recommendation(row, by=clerk(row), adopted_on=ANSWERED_ON, **facts)


def test_it_is_sent_with_a_day_counted_in_working_days(city):
    row = sent()

    assert (row.state, row.due_on) == (RecommendationState.SENT, date(2025, 7, 24))
    assert "30" in row.due_note


@pytest.mark.parametrize(
    ("product", "facts", "field"),
    [
        ({"sent_on": None, "recipients": ""}, {}, None),
        ({}, {"sent_on": date(2025, 6, 9)}, "sent_on"),
        ({}, {"sent_on": date(2999, 1, 1)}, "sent_on"),
        ({}, {"sent_on": SENT_ON, "due_on": date(2025, 6, 11)}, "due_on"),
    ],
)
def test_what_cannot_be_sent_is_refused(city, product, facts, field):
    row = RecommendationFactory(product=ProductFactory(**product))

    with pytest.raises(Invalid) as refusal:
        services.send_recommendation(row, by=acting(Role.SPECIAL), unit=UnitFactory(), **facts)

    assert refusal.value.field == field
    assert Recommendation.objects.get().state == RecommendationState.MADE


def test_the_unit_answers_in_its_own_name_and_shows_later_what_it_became(city):
    row = taken_up(sent(), is_partial=True)
    with pytest.raises(Invalid) as early:
        services.implement_recommendation(
            row, by=clerk(row), measure="方案", evidence="文件", implemented_on=date(2025, 6, 30)
        )

    done = services.implement_recommendation(
        row, by=clerk(row), measure="印发方案", evidence="某发〔2025〕3号",
        implemented_on=date(2025, 9, 1),
    )  # fmt: skip

    assert (row.adopted_by, row.is_partial) == (row.unit.name, True)
    assert early.value.field == "implemented_on"
    assert (done.state, done.evidence) == (RecommendationState.IMPLEMENTED, "某发〔2025〕3号")


def test_what_was_carried_out_still_counts_as_taken_up(city):
    row = taken_up(sent())
    services.implement_recommendation(row, by=clerk(row), measure="方案", evidence="文件")
    only_adopted = adopted()

    assert set(selectors.adopted_in(YEAR)) == {row, only_adopted}
    progress = selectors.progress_of(Recommendation.objects.all())
    assert (progress.made, progress.adopted, progress.implemented, progress.waiting) == (2, 2, 1, 0)


def test_another_unit_neither_sees_nor_answers_it(client, city):
    row, other = sent(), UnitFactory()
    signed_in(client, Role.UNIT, unit=other)
    address = reverse("consultations:recommendations-detail", args=[row.pk])

    assert client.get(address).status_code == 404
    with pytest.raises(NotAllowed):
        services.adopt_recommendation(row, by=acting(Role.UNIT, unit=other), adopted_on=ANSWERED_ON)
    signed_in(client, Role.UNIT, unit=row.unit)
    assert row.text in client.get(address).content.decode()


def test_it_waits_for_the_unit_and_what_was_sent_to_none_for_those_who_ask(city):
    row = sent()
    RecommendationFactory()

    def states(actor):
        return {line.state for line in waiting(actor) if line.register.slug == RECOMMENDATIONS.slug}

    assert states(clerk(row)) == {"已转送"}
    assert states(acting(Role.SUPERVISION)) == {"已提出"}


def test_a_mistake_is_taken_back_whole(city):
    row = taken_up(sent(), measure="方案")

    back = services.reopen_recommendation(row, by=acting(Role.SPECIAL))

    assert (back.state, back.unit, back.sent_on, back.due_on) == (
        RecommendationState.MADE, None, None, None,
    )  # fmt: skip
    assert (back.adopted_by, back.measure, back.adopted_on) == ("", "", None)
    with pytest.raises(WrongState):
        services.implement_recommendation(
            back, by=acting(Role.SPECIAL), measure="方案", evidence="文件"
        )


def test_a_member_sees_what_became_of_what_he_proposed(client, city):
    person = PersonFactory(name="提建议的委员")
    row = RecommendationFactory()
    facts = {"text": row.text, "made_on": row.made_on, "members": [person]}
    services.revise_recommendation(row, by=acting(Role.SPECIAL), facts=facts, version=row.version)
    services.decline_recommendation(
        row, by=acting(Role.SPECIAL), declined_on=ANSWERED_ON, decline_reason="资金没有来源"
    )
    signed_in(client, Role.MEMBER, person=person)

    page = client.get(reverse("consultations:recommendations-detail", args=[row.pk]))

    assert "资金没有来源" in page.content.decode()


def test_many_are_sent_at_once_after_a_preview(client, city, django_capture_on_commit_callbacks):
    product, unit = ProductFactory(), UnitFactory()
    rows = [RecommendationFactory(product=product) for _ in range(3)]
    answered = taken_up(sent(product=product))
    signed_in(client, Role.SPECIAL)
    chosen = "&".join(f"ids={row.pk}" for row in [*rows, answered])
    url = reverse("consultations:recommendations-bulk")
    address = f"{url}?move=consultations.send_recommendation&{chosen}"

    with django_capture_on_commit_callbacks(execute=True):
        asked = client.post(address, {"unit": unit.pk, "idempotency_key": "a-preview"})
    preview = client.get(asked["Location"])

    assert len(preview.context["moved"]) == 3
    assert [one.refusal for one, _ in preview.context["refused"]] == [
        "当前为“已采纳”，不能转送单位"
    ]
    made = Recommendation.objects.filter(state=RecommendationState.MADE)
    assert set(made) == set(rows)
