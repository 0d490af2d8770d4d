"""Residents raise a concern and follow it by its code; what they tell of themselves stays safe."""

from datetime import date, timedelta

import pytest
from django.core import signing
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from tests.factories.accounts import acting, signed_in
from tests.factories.members import committee, two_sessions
from tests.factories.service import PlatformFactory, PublicPlatformFactory, public_concern
from yizheng.accounts.roles import Role
from yizheng.core.errors import Invalid, NotAllowed
from yizheng.core.history import Event
from yizheng.core.rules import RuleValue
from yizheng.core.tenancy import within
from yizheng.service import services
from yizheng.service.models import Concern
from yizheng.service.states import ConcernState, ToldWay
from yizheng.service.views.residents import NOT_FOUND, SALT

PHONE = f"100{'1' * 8}"
TEXTS = {"title": "楼下路灯不亮", "place": "滨河小区", "detail": "半个月了"}


@pytest.fixture(autouse=True)
def nobody_was_wrong():
    cache.clear()


def page_of(platform):
    return reverse("service:raise", args=[platform.committee.code, platform.code])


def opened(platform, seconds=60):
    """The mark of a page that was opened so long ago."""
    moment = timezone.now().timestamp() - seconds
    signer = signing.TimestampSigner(salt=SALT)
    signer.timestamp = lambda: signing.b62_encode(int(moment))
    return signer.sign_object(platform.code)


def rule(city, key, value):
    RuleValue.objects.create(committee=city, key=key, valid_from=date(2025, 1, 1), value=value)


def test_a_resident_raises_a_concern_and_gets_a_code(client, city):
    platform = PublicPlatformFactory()
    told = {"caller": "王女士", "contact": PHONE, "opened": opened(platform)}

    answer = client.post(page_of(platform), TEXTS | told)

    concern = Concern.objects.get()
    assert answer["Location"] == reverse("service:receipt", args=["anlan", concern.receipt])
    assert (concern.platform, concern.channel, concern.raised_on, concern.contact) == (
        platform, "platform", localdate(), PHONE,
    )  # fmt: skip
    shown = client.get(answer["Location"]).content.decode()
    assert concern.receipt in shown and "等待受理" in shown
    entry = Event.objects.get(action="service.raise_publicly")
    assert (entry.by_name, entry.after["contact"], entry.after["caller"]) == (
        "公众", "***", "***",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title": ""}, ""),
        ({"place": ""}, ""),
        ({"detail": "绝密★1年\n某事"}, "国家秘密"),
        ({"detail": f"请打 {PHONE}"}, "请不要写手机号码"),
        ({"caller": PHONE}, "请不要写手机号码"),
        ({"website": "http://example.org"}, "没有收下"),
        ({"opened": "forged"}, "打开太久"),
    ],
)
def test_bad_input_is_refused_and_what_was_typed_stays(client, city, change, sentence):
    platform = PublicPlatformFactory()
    given = TEXTS | {"opened": opened(platform)} | change

    answer = client.post(page_of(platform), given)

    text = answer.content.decode()
    assert (answer.status_code, Concern.objects.count()) == (422, 0)
    assert given["detail"].splitlines()[0] in text and sentence in text


def test_more_in_an_hour_than_the_rule_says_is_not_taken(client, city):
    platform = PublicPlatformFactory()
    rule(city, "service.public_concerns_per_hour", 2)
    public_concern(platform=platform, arrived_at=timezone.now() - timedelta(hours=2))
    public_concern(platform=platform), public_concern()
    given = TEXTS | {"opened": opened(platform)}

    codes = [client.post(page_of(platform), given).status_code for _ in range(2)]

    assert codes == [303, 422]


@pytest.mark.parametrize("facts", [{"is_public": False}, {"closed_on": date(2025, 1, 1)}])
def test_a_platform_that_takes_nothing_says_so(client, city, facts):
    platform = PublicPlatformFactory(**facts)

    page = client.get(page_of(platform))
    client.post(page_of(platform), TEXTS | {"opened": opened(platform)})

    assert "现在不在网上收问题" in page.content.decode()
    assert Concern.objects.count() == 0


def test_the_public_page_tells_state_days_unit_and_result_and_nobody(client, city):
    by = acting(Role.OFFICE)
    concern = public_concern(title="路灯不亮", detail="门牌三零二")
    concern = services.hand_concern(concern, by=by, handed_to="市城管局")
    concern = services.answer_concern(concern, by=by, answer="内部：预算未批")
    concern = services.return_answer(concern, by=by, return_note="内部：再催")
    address = reverse("service:receipt", args=["anlan", concern.receipt])
    during = client.get(address).content.decode()
    services.resolve_concern(concern, by=by, resolved_on=localdate(), result="灯亮了")

    shown = client.get(address).content.decode()

    assert "交市城管局办理" in during and "正在办理" in during
    assert "已解决" in shown and "灯亮了" in shown and f"{localdate():%Y-%m-%d}" in shown
    for hidden in ("王女士", PHONE, "门牌三零二", "内部", by.name, "请在"):
        assert hidden not in during + shown


def test_what_was_refused_says_why(client, city):
    concern = services.refuse_concern(
        public_concern(), by=acting(Role.OFFICE), refusal="请向法院上诉"
    )

    shown = client.get(reverse("service:receipt", args=["anlan", concern.receipt]))

    assert "不予受理" in shown.content.decode() and "请向法院上诉" in shown.content.decode()


def test_the_code_is_typed_in_as_one_reads_it(client, city):
    concern = public_concern()
    follow = reverse("service:follow", args=["anlan"])

    answer = client.post(follow, {"number": f" {concern.receipt.upper()} "})

    assert answer["Location"] == reverse("service:receipt", args=["anlan", concern.receipt])


def test_wrong_codes_are_limited_and_always_answered_alike(client, city):
    rule(city, "service.wrong_codes_per_hour", 2)
    concern = public_concern()
    follow = reverse("service:follow", args=["anlan"])
    right = reverse("service:receipt", args=["anlan", concern.receipt])
    wrong = reverse("service:receipt", args=["anlan", "zzzzzzzzzzzz"])
    assert client.get(right).status_code == 200

    first = client.get(wrong)
    second = client.post(follow, {"number": "zzzzzzzzzzzz"})
    third, known = client.get(wrong), client.get(right)

    assert [one.status_code for one in (first, second, third, known)] == [404, 422, 404, 404]
    assert all(NOT_FOUND in one.content.decode() for one in (first, second, third, known))
    other = client.get(right, REMOTE_ADDR="192.0.2.9")
    assert other.status_code == 200


def test_a_code_of_the_neighbours_is_none_here(client, city):
    neighbours = committee("beitai", "北台市")
    with within(neighbours.pk):
        theirs = public_concern()

    assert client.get(f"/service/c/anlan/{theirs.receipt}/").status_code == 404
    assert client.get(f"/service/c/beitai/{theirs.receipt}/").status_code == 200


def test_the_contact_is_masked_and_its_reading_is_recorded(client, city):
    two_sessions()
    concern = public_concern()
    user = signed_in(client, Role.OFFICE)
    page = client.get(reverse("service:concerns-detail", args=[concern.pk])).content.decode()
    assert PHONE not in page and "王女士" not in page and "100****1111" in page
    edit = client.get(reverse("service:concerns-edit", args=[concern.pk])).content.decode()
    assert PHONE not in edit

    read = client.post(reverse("service:contact", args=[concern.pk])).content.decode()

    assert PHONE in read and "王女士" in read
    entry = Event.objects.get(action="service.read_contact")
    assert (entry.by, entry.record) == (user, f"service.concern:{concern.pk}")
    page = client.get(reverse("service:concerns-detail", args=[concern.pk])).content.decode()
    assert "查看联系方式" in page


@pytest.mark.parametrize("role", ["research", "leader", "member"])
def test_the_contact_is_not_for_others(client, city, role):
    two_sessions()
    concern = public_concern(state=ConcernState.TAKEN, decided_on=date(2025, 3, 4))
    signed_in(client, role)

    page = client.get(reverse("service:concerns-detail", args=[concern.pk])).content.decode()
    exported = client.get(reverse("service:concerns-export", args=["csv"])).content.decode()

    assert "100****1111" not in page and PHONE not in page + exported
    assert client.post(reverse("service:contact", args=[concern.pk])).status_code == 404
    with pytest.raises(NotAllowed):
        services.read_contact(concern, by=acting(role))


def test_the_contact_goes_when_the_resident_was_told_long_ago(city):
    by, today = acting(Role.OFFICE), localdate()
    facts = {
        "state": ConcernState.RESOLVED,
        "resolved_on": date(2025, 5, 1),
        "result": "已修好",
        "told_way": ToldWay.PHONE,
    }
    old = public_concern(told_on=today - timedelta(days=30), **facts)
    fresh = public_concern(told_on=today - timedelta(days=29), **facts)
    going_on = public_concern()

    assert services.forget_contacts(today, by=by) == 1
    assert services.forget_contacts(today, by=by) == 0

    left = dict(Concern.objects.values_list("pk", "contact"))
    assert left == {old.pk: "", fresh.pk: PHONE, going_on.pk: PHONE}
    assert Concern.objects.get(pk=old.pk).caller == ""
    assert PHONE not in str(list(Event.objects.values_list("before", "after")))


def test_the_rule_says_for_how_many_days_it_stays(city):
    rule(city, "service.contact_days", 5)
    public_concern(
        state=ConcernState.REFUSED,
        decided_on=date(2025, 3, 4),
        refusal="不属受理范围",
        told_on=localdate() - timedelta(days=5),
        told_way=ToldWay.PHONE,
    )

    services.forget_everywhere(localdate())

    assert set(Concern.objects.values_list("caller", "contact")) == {("", "")}


def test_staff_note_how_to_reach_somebody_and_the_trail_keeps_it_back(city):
    by = acting(Role.OFFICE)
    concern = services.note_contact(public_concern(), by=by, contact="100-2222", caller="李师傅")

    assert (concern.caller, concern.contact) == ("李师傅", "100-2222")
    entry = Event.objects.get(action="service.note_contact")
    assert "100-2222" not in str(entry.after) and "李师傅" not in str(entry.after)


def test_a_resident_does_not_raise_where_nobody_asked(city):
    public = acting()
    with pytest.raises(Invalid):
        services.raise_publicly(PlatformFactory(), by=public, facts=TEXTS)
    with pytest.raises(NotAllowed):
        services.raise_publicly(PublicPlatformFactory(), by=public, facts=TEXTS)


def test_the_poster_has_the_link_and_its_picture(client, city):
    two_sessions()
    platform = PublicPlatformFactory()
    signed_in(client, Role.OFFICE)
    address = reverse("service:poster", args=[platform.pk])

    page = client.get(address).content.decode()

    assert page_of(platform) in page and "<svg" in page
    assert (
        address
        in client.get(reverse("service:platforms-detail", args=[platform.pk])).content.decode()
    )
    assert client.get(reverse("service:poster", args=[PlatformFactory().pk])).status_code == 404
