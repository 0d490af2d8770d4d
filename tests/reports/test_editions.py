import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories.accounts import acting, signed_in
from tests.factories.members import MandateFactory
from yizheng.accounts.roles import Role
from yizheng.core import records
from yizheng.core.errors import Invalid, NotAllowed, Stale, WrongState
from yizheng.core.history import Event
from yizheng.members.models import Mandate
from yizheng.reports import freezing, permissions, services
from yizheng.reports.models import Edition, FrozenFigure, SummaryText
from yizheng.reports.states import State

from .conftest import TEXT

pytestmark = pytest.mark.usefixtures("year", "three_members")


@pytest.fixture
def submitted(own_text, writer):
    edition = services.compose_edition(by=writer, year=2025)
    return services.submit_edition(edition, by=writer)


@pytest.fixture
def published(submitted):
    return services.publish_edition(submitted, by=acting(Role.LEADER))


def test_every_save_of_the_text_is_a_new_version(writer, own_text):
    second = services.save_text(by=writer, text=TEXT + "\n附记。\n", note="加附记", based_on=1)

    assert (own_text.number, second.number, second.author_id) == (1, 2, writer.user_id)
    assert SummaryText.objects.count() == 2


def test_a_save_over_somebody_elses_version_is_refused(writer, own_text):
    services.save_text(by=writer, text=TEXT, based_on=1)
    with pytest.raises(Stale):
        services.save_text(by=writer, text=TEXT, based_on=1)
    assert SummaryText.objects.count() == 2


def test_a_text_with_a_typed_digit_is_refused_and_leaves_only_a_trace(writer, year):
    with pytest.raises(Invalid) as refused:
        services.save_text(by=writer, text=TEXT + "\n又有5名。\n")

    assert "第9行第3字" in refused.value.message
    assert SummaryText.objects.count() == 0
    assert [event.action for event in Event.objects.filter(refused=True)] == ["reports.save_text"]


def test_only_the_research_office_writes_the_text(year):
    with pytest.raises(NotAllowed):
        services.save_text(by=acting(Role.OFFICE), text=TEXT)


def test_submitting_freezes_words_values_and_records(submitted, three_members):
    total = FrozenFigure.unscoped.get(edition=submitted, key="members.total")

    assert submitted.state == State.SUBMITTED
    assert submitted.title == "安澜市政协2025年总结"
    assert (total.value, total.unit, total.model) == ("3", "名", "members.person")
    assert total.record_ids == sorted(mandate.person_id for mandate in three_members)
    assert freezing.faults(submitted) == []


def test_two_people_are_needed(submitted, writer):
    both = acting(Role.OFFICE)
    with pytest.raises(NotAllowed):
        services.publish_edition(submitted, by=writer)

    edition = services.return_edition(submitted, by=both, reason="核实人数")
    alone = acting(Role.RESEARCH, Role.OFFICE)
    edition = services.submit_edition(edition, by=alone)
    with pytest.raises(Invalid, match="两个人"):
        services.publish_edition(edition, by=alone)

    assert services.publish_edition(edition, by=both).state == State.PUBLISHED


def test_the_database_itself_refuses_one_person_for_both(submitted):
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.unscoped.filter(pk=submitted.pk).update(
            state=State.PUBLISHED,
            published_by=submitted.submitted_by_id,
            published_at=timezone.now(),
        )


def test_a_returned_edition_lets_go_of_what_was_frozen(submitted):
    edition = services.return_edition(submitted, by=acting(Role.OFFICE), reason="核实人数")

    assert (edition.state, edition.digest, edition.content) == (State.DRAFT, "", {})
    assert FrozenFigure.unscoped.count() == 0


def test_what_changed_after_submission_is_not_published(submitted, sessions):
    MandateFactory(term=sessions[0].term)

    with pytest.raises(Invalid) as refused:
        services.publish_edition(submitted, by=acting(Role.LEADER))

    assert "委员总数提交时3，现在4" in refused.value.message


def test_one_edition_of_a_year_is_open_at_a_time(submitted, writer):
    with pytest.raises(Invalid, match="已有一版"):
        services.compose_edition(by=writer, year=2025)


def test_a_published_edition_refuses_every_change(published, writer):
    for attempt in (
        lambda: services.return_edition(published, by=acting(Role.OFFICE), reason="改"),
        lambda: services.submit_edition(published, by=writer),
    ):
        with pytest.raises(WrongState):
            attempt()
    with pytest.raises(Invalid, match="不能再改"):
        records.revise(
            published,
            by=writer,
            right=permissions.write_text,
            facts={"title": "另一个标题"},
            version=published.version,
        )
    assert Edition.unscoped.get(pk=published.pk).title == "安澜市政协2025年总结"


def test_a_new_edition_may_follow_a_published_one(published, writer):
    assert services.compose_edition(by=writer, year=2025).number == 2


def test_verification_finds_what_was_altered_behind_the_services(published):
    FrozenFigure.unscoped.filter(key="members.total").update(value="9")
    assert freezing.faults(published) == [
        "“委员总数”的内容与校验值不符",
        "正文或数字与总校验值不符",
    ]

    FrozenFigure.unscoped.filter(key="members.total").update(value="3")
    Edition.unscoped.filter(pk=published.pk).update(title="改过的标题")
    published.refresh_from_db()
    assert freezing.faults(published) == ["正文或数字与总校验值不符"]


def test_what_came_and_went_since_is_told(published, year, sessions, three_members):
    late = MandateFactory(person__name="丁四", term=sessions[0].term)
    gone = three_members[0]
    Mandate.unscoped.filter(pk=gone.pk).delete()
    total = FrozenFigure.unscoped.get(edition=published, key="members.total")

    moved = freezing.moved(total, year, acting(Role.OFFICE))

    assert (moved.came, moved.went) == ([late.person], [gone.person])
    assert (moved.hidden, moved.removed) == (0, 0)


def test_what_the_reader_may_not_see_is_counted(published, year, sessions):
    MandateFactory(term=sessions[0].term)
    total = FrozenFigure.unscoped.get(edition=published, key="members.total")

    moved = freezing.moved(total, year, acting(Role.MEMBER))

    assert (moved.came, moved.went, moved.hidden, moved.removed) == ([], [], 1, 0)


def test_the_published_page_stays_and_tells_the_difference(client, published, sessions):
    MandateFactory(term=sessions[0].term)
    signed_in(client, Role.MEMBER)

    page = client.get("/summary/2025/editions/1/").content.decode()

    assert 'aria-label="委员总数 3名，发布后有变化"' in page
    assert "发布时 3名，现在 4名" in page
    panel = client.get("/summary/2025/editions/1/figures/members.total/").content.decode()
    assert "另有 1 件您无权查看" in panel


def test_members_read_only_what_is_published(client, submitted):
    signed_in(client, Role.MEMBER)
    assert client.get("/summary/2025/editions/1/").status_code == 404

    services.publish_edition(submitted, by=acting(Role.OFFICE))
    assert client.get("/summary/2025/editions/1/").status_code == 200


def test_the_text_is_written_on_a_page(client, year):
    signed_in(client, Role.RESEARCH)
    assert client.get("/summary/2025/text/").status_code == 200

    refused = client.post("/summary/2025/text/", {"text": TEXT + "\n8名\n", "based_on": "0"})
    saved = client.post("/summary/2025/text/", {"text": TEXT, "scope": "", "based_on": "0"})

    assert refused.status_code == 422
    assert "第9行第1字" in refused.content.decode()
    assert saved.status_code == 303
    assert SummaryText.objects.get().text == TEXT


def test_the_moves_of_an_edition_are_on_its_page(client, own_text):
    user = signed_in(client, Role.RESEARCH)
    composed = client.post("/summary/2025/editions/")
    page = client.get(composed["Location"]).content.decode()

    edition = Edition.objects.get()
    assert f"/editions/{edition.pk}/moves/reports.submit_edition/" in page
    client.post(f"/editions/{edition.pk}/moves/reports.submit_edition/")
    edition.refresh_from_db()
    assert (edition.state, edition.submitted_by_id) == (State.SUBMITTED, user.pk)


def test_the_verify_command_tells_altered_editions(published, capsys):
    call_command("figures", "verify", "2025")
    assert "安澜市政协2025年总结（第1版）：与固定时一致" in capsys.readouterr().out

    Edition.unscoped.filter(pk=published.pk).update(title="改过的标题")
    with pytest.raises(SystemExit) as stopped:
        call_command("figures", "verify")
    assert stopped.value.code == 1
    assert "正文或数字与总校验值不符" in capsys.readouterr().out
