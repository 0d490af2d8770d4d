"""Between installations: signed files up and down, safe to repeat, refused when altered."""

import json
import stat
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as trials
from hypothesis import strategies as some

from tests.factories.accounts import acting, signed_in
from tests.factories.ladder import PartnerFactory
from tests.factories.members import committee
from tests.factories.opinions import CompiledFactory
from yizheng.accounts.models import User
from yizheng.accounts.roles import Role
from yizheng.core.errors import Invalid, NotAllowed
from yizheng.core.tenancy import within
from yizheng.ladder import services
from yizheng.ladder.models import Incoming, Partner, Submission
from yizheng.ladder.sealing import canonical, public_key_of, seal, telephone_digits, unseal
from yizheng.ladder.states import Arrived, Sent
from yizheng.members.states import Level
from yizheng.opinions import services as opinions
from yizheng.opinions.models import Adoption

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2025, 5, 6, 9, 0, tzinfo=SHANGHAI)
TODAY = date(2025, 5, 6)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    settings.SEAL_ROOT = tmp_path / "seals"


@pytest.fixture
def city(shipped):
    """A city whose province keeps its records elsewhere."""
    return committee("anlan", "安澜市")


@pytest.fixture
def province(shipped):
    return committee("province", "某省", level=Level.PROVINCE)


def knowing(here, other, **facts):
    """`other` as a partner of `here`."""
    with within(here.pk):
        names = {"name": other.short_name, "level": other.level}
        return PartnerFactory(**names | {"public_key": public_key_of(other.pk)} | facts)


@pytest.fixture
def ends(city, province):
    """Each as the other knows it: the province in the city, and the city in the province."""
    return knowing(city, province), knowing(province, city)


@pytest.fixture
def submission(city, ends):
    with within(city.pk):
        facts = {"report": CompiledFactory(), "partner": ends[0], "sent_on": TODAY}
        return services.submit_report(by=acting(Role.RESEARCH), facts=facts, at=NOW)


def exported(here, partner):
    with within(here.pk):
        return services.export_to(partner, by=acting(Role.RESEARCH), at=NOW)


def imported(here, file):
    with within(here.pk):
        taken = services.import_file(file, by=acting(Role.RESEARCH), at=NOW)
        return taken.new, taken.known


def stored(here):
    with within(here.pk):
        return Incoming.objects.count(), Adoption.objects.count()


def used(province, submission):
    """The province takes it in and uses it."""
    with within(province.pk):
        by = acting(Role.RESEARCH)
        report = services.take_arrived(Incoming.objects.get(), by=by, at=NOW).report
        report = opinions.edit_report(report, by=by, at=NOW, edited="编报稿")
        report = opinions.enter_signed_report(report, by=by, at=NOW, signed_by="领导甲")
        issue = opinions.make_bulletin(by=by, facts={"title": "要情", "reports": [report]}, at=NOW)
        return opinions.send_bulletin(issue, by=by, at=NOW)


def test_a_file_goes_up_and_the_answer_comes_down(city, province, ends, submission):
    assert imported(province, exported(city, ends[0])) == (1, 0)
    used(province, submission)
    assert imported(city, exported(province, ends[1])) == (1, 0)

    with within(city.pk):
        found = Submission.objects.get()
        rows = [(row.level, row.organ, row.adopted_on) for row in Adoption.objects.all()]
    assert (found.state, found.exported_on) == (Sent.ADOPTED, TODAY)
    assert rows == [("province", "某省政协", TODAY)]


def test_the_same_file_twice_gives_one_result(city, province, ends, submission):
    first, second = exported(city, ends[0]), exported(city, ends[0])
    results = [imported(province, file) for file in (first, first, second)]
    used(province, submission)
    answer = exported(province, ends[1])
    answers = [imported(city, answer), imported(city, answer)]

    assert results == [(1, 0), (0, 1), (0, 1)]
    assert answers == [(1, 0), (0, 1)]
    assert (stored(province), stored(city)) == ((1, 0), (0, 1))


def test_what_does_not_fit_into_one_file_goes_with_the_next(city, province, ends, monkeypatch):
    monkeypatch.setattr("yizheng.ladder.services.exchanging.ROOM", 900)
    with within(city.pk):
        by = acting(Role.RESEARCH)
        for _ in range(5):
            facts = {"report": CompiledFactory(), "partner": ends[0], "sent_on": TODAY}
            services.submit_report(by=by, facts=facts, at=NOW)

    counts = [imported(province, exported(city, ends[0]))[0] for _ in range(5)]
    assert counts[0] < 5 and sum(counts) == 5


def test_what_is_declined_comes_back_with_the_reason(city, province, ends, submission):
    imported(province, exported(city, ends[0]))
    with within(province.pk):
        services.decline_arrived(
            Incoming.objects.get(), by=acting(Role.RESEARCH), at=NOW, reason="已有类似信息"
        )
    imported(city, exported(province, ends[1]))

    with within(city.pk):
        found = Submission.objects.get()
    assert (found.state, found.reason) == (Sent.NOT_USED, "已有类似信息")


@trials(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=some.data())
def test_a_file_with_one_byte_altered_is_refused(city, province, ends, submission, data):
    file = exported(city, ends[0])
    place = data.draw(some.integers(0, len(file) - 1))
    byte = data.draw(some.integers(0, 255).filter(lambda value: value != file[place]))

    altered = file[:place] + bytes([byte]) + file[place + 1 :]

    with within(province.pk), pytest.raises(Invalid, match="没有导入"):
        services.open_file(altered)


@pytest.mark.parametrize(
    "change",
    [
        lambda file: file[:-1],
        lambda file: file + b"\n",
        lambda file: b" " + file,
        lambda file: json.dumps(json.loads(file)).encode(),
        lambda file: file.replace(b'"key"', b'"more":1,"key"', 1),
        lambda file: b"",
        lambda file: b"[]",
        lambda file: b"{}",
        lambda file: b"\xff\xfe",
        lambda file: b"[" * 100_000,
    ],
)
def test_a_file_written_otherwise_is_refused(city, province, ends, submission, change):
    altered = change(exported(city, ends[0]))

    with within(province.pk), pytest.raises(Invalid, match="没有导入"):
        services.import_file(altered, by=acting(Role.RESEARCH), at=NOW)
    assert stored(province) == (0, 0)


def test_a_file_of_somebody_we_do_not_know_is_refused(city, province, ends, submission):
    file = exported(city, ends[0])
    with within(province.pk):
        Partner.objects.all().delete()

        with pytest.raises(Invalid, match="先登记对方的公钥"):
            services.open_file(file)


def test_a_file_for_somebody_else_is_refused(city, province, ends, submission):
    other = committee("other", "别省", level=Level.PROVINCE)
    knowing(other, city)

    with within(other.pk), pytest.raises(Invalid, match="给别的政协的"):
        services.open_file(exported(city, ends[0]))


def test_nobody_reports_down(city, province, ends):
    content = {
        "format": "yizheng.ladder",
        "version": 1,
        "to": public_key_of(city.pk),
        "made_at": "2025-05-06T01:00:00Z",
        "reports": [
            {
                "token": "7a3f2a30-6a2b-4b6b-9d6e-0a0f5b1f2c11",
                "title": "某事",
                "text": "某事。",
                "from_name": "某省政协",
                "sent_on": "2025-05-06",
            }
        ],
    }
    with within(city.pk), pytest.raises(Invalid, match="不是下级政协"):
        services.open_file(seal(content, province.pk))


@pytest.mark.parametrize(
    "change", [{"version": 2}, {"format": "other"}, {"more": 1}, {"reports": [{}]}, {"answers": 1}]
)
def test_a_signed_file_that_we_do_not_understand_is_refused(city, province, ends, change):
    content = {
        "format": "yizheng.ladder",
        "version": 1,
        "to": public_key_of(province.pk),
        "made_at": "2025-05-06T01:00:00Z",
    } | change

    with within(province.pk), pytest.raises(Invalid, match="没有导入"):
        services.open_file(seal(content, city.pk))


def sealed_by(here, other, **items):
    content = {
        "format": "yizheng.ladder",
        "version": 1,
        "to": public_key_of(other.pk),
        "made_at": "2025-05-06T01:00:00Z",
    }
    return seal(content | items, here.pk)


def test_the_same_number_with_another_text_is_refused_with_all_the_rest(city, province, ends):
    report = {
        "token": "7a3f2a30-6a2b-4b6b-9d6e-0a0f5b1f2c11",
        "title": "某事",
        "text": "某事。",
        "from_name": "安澜市政协",
        "reporter_name": "",
        "sent_on": "2025-05-06",
    }
    other = report | {"token": "0b8d3a30-6a2b-4b6b-9d6e-0a0f5b1f2c22", "title": "另一件"}
    imported(province, sealed_by(city, province, reports=[report]))

    changed = sealed_by(city, province, reports=[other, report | {"text": "改过的。"}])
    with pytest.raises(Invalid, match="内容不一样"):
        imported(province, changed)
    assert stored(province) == (1, 0)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"token": "7a3f2a30-6a2b-4b6b-9d6e-0a0f5b1f2c11"}, "不是本会报送的"),
        (
            {
                "state": "adopted",
                "outcomes": [
                    {"level": "province", "organ": "某省政协", "mode": "single", "on": "2025-05-05"}
                ],
            },
            "不能早于上报",
        ),
    ],
)
def test_an_answer_that_cannot_be_is_refused(city, province, ends, submission, change, sentence):
    answer = {"token": str(submission.token), "state": "taken", "on": "2025-05-06"} | change

    with pytest.raises(Invalid, match=sentence):
        imported(city, sealed_by(province, city, answers=[answer]))
    assert stored(city) == (0, 0)


def test_what_was_exported_is_not_recalled_and_what_was_not_is(city, ends, submission):
    exported(city, ends[0])
    with within(city.pk):
        by = acting(Role.RESEARCH)
        facts = {"report": CompiledFactory(), "partner": ends[0], "sent_on": TODAY}
        later = services.submit_report(by=by, facts=facts, at=NOW)

        assert services.recall_submission(later, by=by, at=NOW).state == Sent.RECALLED
        with pytest.raises(Invalid, match="已经导出"):
            services.recall_submission(submission, by=by, at=NOW)


def test_an_export_needs_something_to_send_and_somebody_who_may(city, ends):
    with within(city.pk):
        with pytest.raises(Invalid, match="没有要送给对方的"):
            services.export_to(ends[0], by=acting(Role.RESEARCH), at=NOW)
        with pytest.raises(NotAllowed):
            services.export_to(ends[0], by=acting(Role.LEADER), at=NOW)


@pytest.mark.parametrize("key", ["", "ab", "g" * 64, "ä" * 64])
def test_a_key_that_is_none_is_refused_at_its_field(city, key):
    facts = {"name": "某省", "level": "province", "checked_on": TODAY, "checked_with": "乙"}
    with within(city.pk), pytest.raises(Invalid, match="64 位") as refusal:
        services.enter_partner(by=acting(Role.RESEARCH), facts=facts | {"public_key": key}, at=NOW)
    assert refusal.value.field == "public_key"


def test_the_own_key_is_no_partner(city):
    facts = {"name": "某省", "level": "province", "checked_on": TODAY, "checked_with": "乙"}
    with within(city.pk), pytest.raises(Invalid, match="本会自己的公钥"):
        services.enter_partner(
            by=acting(Role.RESEARCH), facts=facts | {"public_key": public_key_of(city.pk)}, at=NOW
        )


def test_a_private_key_is_made_once_and_read_by_nobody_else(city, province):
    first, again = public_key_of(city.pk), public_key_of(city.pk)
    path = Path(settings.SEAL_ROOT) / f"{city.pk}.key"

    assert first == again != public_key_of(province.pk)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.glob(f"{city.pk}.*")] == [path.name]


def test_what_is_read_on_the_telephone_is_six_groups_of_four_digits(city):
    groups = telephone_digits(public_key_of(city.pk)).split(" ")

    assert [len(group) for group in groups] == [4] * 6
    assert all(group.isdecimal() for group in groups)


def test_a_sealed_file_is_read_as_it_was_written(city):
    content = {"b": "中文", "a": [1, {"z": None}]}

    assert unseal(seal(content, city.pk)) == (content, public_key_of(city.pk))
    assert canonical(content) == '{"a":[1,{"z":null}],"b":"中文"}'.encode()


# --- Pages and command ---------------------------------------------------------------------------


def test_a_file_is_looked_at_and_then_taken_in(client, city, province, ends, submission, tmp_path):
    path = tmp_path / "报送.json"
    path.write_bytes(exported(city, ends[0]))
    with within(province.pk):
        signed_in(client, Role.RESEARCH)
        with path.open("rb") as file:
            preview = client.post(reverse("ladder:import"), {"file": file})
        assert stored(province) == (0, 0)
        sealed = preview.context["form"]["sealed"].value()
        answer = client.post(reverse("ladder:take-in"), {"sealed": sealed})

    assert "新收到" in preview.content.decode()
    assert answer.status_code == 303
    assert stored(province) == (1, 0)


def test_an_altered_file_is_refused_on_the_page(client, city, province, ends, submission, tmp_path):
    path = tmp_path / "报送.json"
    path.write_bytes(exported(city, ends[0])[:-2])
    with within(province.pk):
        signed_in(client, Role.RESEARCH)
        with path.open("rb") as file:
            answer = client.post(reverse("ladder:import"), {"file": file})
        sealed = client.post(reverse("ladder:take-in"), {"sealed": "{}"})

    assert (answer.status_code, sealed.status_code) == (422, 422)
    assert "改动过" in answer.content.decode() and "改动过" in sealed.content.decode()
    assert stored(province) == (0, 0)


def test_who_does_not_send_reports_has_no_such_pages(client, city, ends):
    with within(city.pk):
        signed_in(client, Role.LEADER)
        assert client.get(reverse("ladder:import")).status_code == 404
        assert client.post(reverse("ladder:export", args=[ends[0].pk])).status_code == 404


def test_the_partners_page_gives_the_file_and_the_digits(client, city, province, ends, submission):
    with within(city.pk):
        signed_in(client, Role.RESEARCH)
        page = client.get(reverse("ladder:partners-detail", args=[ends[0].pk])).content.decode()
        answer = client.post(reverse("ladder:export", args=[ends[0].pk]))

    for place in (city, province):
        assert telephone_digits(public_key_of(place.pk)) in page
    assert imported(province, answer.content) == (1, 0)


def test_the_command_line_does_the_same(city, province, ends, submission, tmp_path, capsys):
    path = tmp_path / "up.json"
    with within(city.pk):
        theirs = acting(Role.RESEARCH)
    with within(province.pk):
        ours = acting(Role.RESEARCH)
    rows = User.objects.filter(pk__in=[theirs.user_id, ours.user_id])
    names = dict(rows.values_list("pk", "username"))

    call_command("ladder", "export", province.short_name, str(path), "--as", names[theirs.user_id])
    call_command("ladder", "import", str(path), "--as", names[ours.user_id], "--dry-run")
    assert stored(province) == (0, 0)
    call_command("ladder", "import", str(path), "--as", names[ours.user_id])

    assert stored(province) == (1, 0)
    assert "新的 1 条" in capsys.readouterr().out
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(CommandError, match="改动过"):
        call_command("ladder", "import", str(path), "--as", names[ours.user_id])


def test_what_arrived_lies_before_the_research_office(city, province, ends, submission):
    imported(province, exported(city, ends[0]))

    with within(province.pk):
        assert Incoming.objects.get().state == Arrived.WAITING
