"""Importing past proposals by pages and by command: two steps, and only one's own tables."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from tests.factories.accounts import signed_in, user_with
from tests.factories.proposals import FiledFactory
from tests.factories.tables import xlsx
from tests.proposals.test_importing import CLOSED, FILED, furnish, with_another
from yizheng.accounts.roles import Role
from yizheng.core import jobs
from yizheng.core.history import Event
from yizheng.core.jobs import Job, JobState
from yizheng.core.tenancy import within
from yizheng.proposals.imports import work
from yizheng.proposals.imports.columns import NEEDED, template
from yizheng.proposals.models import Proposal

pytestmark = pytest.mark.django_db

FORM = "/proposals/import/"
WRONG = with_another(FILED, 类别="体育")


@pytest.fixture
def roster(city):
    return furnish()


@pytest.fixture
def staff(client, roster):
    return signed_in(client, Role.PROPOSALS)


def workbook(*rows):
    names = list(dict.fromkeys(name for row in rows for name in row))
    return xlsx([names, *[[row.get(name, "") for name in names] for row in rows]])


@pytest.fixture
def send(client, django_capture_on_commit_callbacks):
    """Upload a table; the answer to the form."""

    def post(content, name="往年.xlsx"):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(FORM, {"file": SimpleUploadedFile(name, content)})

    return post


@pytest.fixture
def press_import(client, django_capture_on_commit_callbacks):
    """Press the button of a preview; the answer to it."""

    def post(preview, **changes):
        digest = Job.objects.get(pk=preview.rstrip("/").rpartition("/")[2]).result.get("digest", "")
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(f"{preview}start/", {"digest": digest, **changes})

    return post


def test_a_table_is_previewed_and_then_imported(client, staff, send, press_import):
    sent = send(workbook(CLOSED))
    preview = client.get(sent["Location"]).content.decode()

    assert (sent.status_code, Proposal.objects.count()) == (303, 0)
    assert "关于停车的提案" in preview
    assert "导入 1 件" in preview

    begun = press_import(sent["Location"])
    done = client.get(begun["Location"]).content.decode()

    proposal = Proposal.objects.get()
    assert (begun.status_code, proposal.number) == (303, 12)
    assert re.search(r">已导入</span>\s*<span[^>]*>1<small>行<", done)
    event = Event.objects.filter(action="proposals.submit").get()
    assert (event.via, event.by_id) == ("import", staff.pk)


def test_a_table_that_was_imported_is_not_held_any_longer(client, staff, send, press_import):
    preview = send(workbook(CLOSED))["Location"]
    press_import(preview)

    assert "已经清除" in client.get(preview).content.decode()
    assert press_import(preview).status_code == 422
    assert [row.inputs for row in Job.objects.filter(kind=work.CHECK)] == [{}]
    assert Proposal.objects.count() == 1


def test_sent_again_it_says_that_there_is_nothing_to_do(client, staff, send, press_import):
    press_import(send(workbook(CLOSED))["Location"])

    page = client.get(send(workbook(CLOSED))["Location"]).content.decode()

    assert "表里的提案都已经在系统里，没有要导入的，什么也没有改动。" in page


def test_faults_are_listed_first_and_can_be_taken_away(client, staff, send, press_import):
    preview = send(workbook(FILED, WRONG))["Location"]

    page = client.get(preview).content.decode()
    lines = work.table_of("a.xlsx", client.get(f"{preview}faulty.xlsx").content)

    sentence = "本会没有“体育”这一项；可选：经济建设、政治建设、文化建设、社会建设、生态文明建设"
    assert f"<strong>类别</strong>：{sentence}" in page
    assert "导入其余 1 件" in page
    assert lines.headings[-1] == "问题"
    assert [line.cells[-1] for line in lines.lines] == [f"类别：{sentence}"]
    press_import(preview)
    assert Proposal.objects.get().number == 12


def test_what_differs_is_shown_side_by_side_and_left_alone(client, staff, send, press_import):
    press_import(send(workbook(FILED))["Location"])

    preview = send(workbook(FILED | {"类别": "社会建设"}))["Location"]
    page = client.get(f"{preview}?show=different").content.decode()

    assert "<strong>类别</strong>：表里“社会建设”，系统里“经济建设”" in page
    assert press_import(preview).status_code == 422
    assert Proposal.objects.get().category == "economy"


def test_long_lists_are_shown_a_part_at_a_time(client, staff, send, monkeypatch):
    monkeypatch.setattr("yizheng.proposals.views.importing.LINES_SHOWN", 1)
    preview = send(workbook(FILED, with_another(FILED)))["Location"]

    first = client.get(f"{preview}?show=new").content.decode()
    second = client.get(f"{preview}?show=new&after=1").content.decode()

    assert ("关于停车的提案" in first, "关于绿化的提案" in first) == (True, False)
    assert ("关于停车的提案" in second, "关于绿化的提案" in second) == (False, True)


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "a.xlsx", "文件是空的"),
        (b"%PDF-1.7", "a.pdf", "可以上传：xlsx、xls、csv"),
        (xlsx([["姓名", "电话"], ["甲", "乙"]]), "a.xlsx", "没有找到列名"),
        (xlsx([["案由", "届次"], ["甲", "乙"]]), "a.xlsx", "缺少这些列：提案者、提交日期"),
        (xlsx([[*NEEDED]]), "a.xlsx", "表格里只有列名，没有内容"),
        (xlsx([[*NEEDED], ["密级：机密"]]), "a.xlsx", "国家秘密标志"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_at_the_form(
    client, staff, send, content, name, sentence
):
    answer = send(content, name)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Job.objects.exists()


def test_a_form_without_a_file_says_so(client, staff):
    assert client.post(FORM, {}).status_code == 422


def test_what_changed_between_the_two_steps_is_not_imported(
    client, staff, send, press_import, roster
):
    preview = send(workbook(CLOSED))["Location"]
    FiledFactory(session=roster)

    run = press_import(preview)["Location"]

    assert "又有变化，没有导入" in client.get(run).content.decode()
    assert Proposal.objects.count() == 1
    # The table is still held: it can be looked at, and sent again.
    assert client.get(preview).status_code == 200


def test_only_what_was_seen_can_be_imported(client, staff, send, press_import):
    preview = send(workbook(CLOSED))["Location"]

    assert press_import(preview, digest="another").status_code == 422
    assert not Job.objects.filter(kind=work.IMPORT).exists()


def test_a_long_table_is_checked_by_a_worker_while_its_sender_waits(client, staff, monkeypatch):
    monkeypatch.setattr(work, "AT_ONCE", 0)

    # Nothing is committed here, so that no worker begins.
    preview = client.post(FORM, {"file": SimpleUploadedFile("a.xlsx", workbook(CLOSED))})[
        "Location"
    ]

    page = client.get(preview)
    assert (page.status_code, "排队中" in page.content.decode()) == (200, True)
    part = client.get(preview, headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<div class="job"')
    Job.objects.update(state=JobState.DONE, result={"name": "a"})
    over = client.get(preview, headers={"HX-Request": "true"})
    assert (over.status_code, over["HX-Redirect"]) == (204, preview)


def test_nobody_sees_or_imports_what_another_has_sent(client, staff, send, roster):
    preview = send(workbook(CLOSED))["Location"]
    signed_in(client, Role.PROPOSALS)

    for address in (preview, f"{preview}faulty.xlsx"):
        assert client.get(address).status_code == 404
    assert client.post(f"{preview}start/").status_code == 404


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PROPOSALS}))
def test_for_others_there_is_no_import(client, roster, role):
    signed_in(client, role)

    for address in (FORM, f"{FORM}template.xlsx", f"{FORM}1/", f"{FORM}runs/1/"):
        assert client.get(address).status_code == 404
    assert FORM not in client.get("/").content.decode()


def test_the_menu_leads_those_to_it_who_may(client, staff):
    assert FORM in client.get("/proposals/proposals/").content.decode()
    assert client.get(reverse("proposals:import-template")).content[:2] == b"PK"


def test_a_table_is_forgotten_after_a_day(client, staff, send):
    preview = send(workbook(CLOSED))["Location"]
    Job.objects.update(created_at="2026-01-01T00:00:00Z")

    jobs.forget_old()

    assert "已经清除" in client.get(preview).content.decode()
    assert client.get(f"{preview}faulty.xlsx").status_code == 404


# --- The command ---------------------------------------------------------------------------------


@pytest.fixture
def command(tmp_path, roster):
    """Run `yizheng import proposals` on a table; what it said."""
    user = user_with(Role.PROPOSALS, username="liwei")

    def run(content, *options, name="往年.xlsx", who=user):
        path, said = tmp_path / name, io.StringIO()
        path.write_bytes(content)
        call_command("import", "proposals", str(path), "--as", who.username, *options, stdout=said)
        return said.getvalue().splitlines()

    return run


def test_the_command_imports_through_the_same_steps(command):
    assert command(workbook(CLOSED))[-1] == "已导入 1 件"
    assert command(workbook(CLOSED))[-1] == "没有要导入的，什么也没有改动"
    assert Proposal.objects.get().number == 12
    assert set(Event.objects.values_list("via", flat=True)) == {"import"}


def test_the_command_tells_without_storing(command):
    said = command(workbook(CLOSED), "--dry-run")

    assert said == ["新的 1，已有且相同 0，已有但不同（不改动）0，有错误 0", "只核对，没有保存"]
    assert Proposal.objects.count() == 0


def test_the_command_stores_nothing_of_a_table_with_faults_unless_told_to(command):
    with pytest.raises(CommandError, match="什么也没有导入") as refusal:
        command(workbook(FILED, WRONG))
    assert (refusal.value.returncode, Proposal.objects.count()) == (1, 0)

    said = command(workbook(FILED, WRONG), "--skip-faulty")
    assert said[0].startswith("第 3 行，类别：本会没有“体育”这一项")
    assert (said[-1], Proposal.objects.count()) == ("已导入 1 件", 1)


def test_the_command_says_what_differs(command):
    command(workbook(FILED))

    said = command(workbook(FILED | {"类别": "社会建设"}))

    assert said[0] == "第 2 行，类别：表里“社会建设”，系统里“经济建设”"


def test_the_command_refuses_who_may_not_and_another_committee(command, city):
    with pytest.raises(CommandError, match="无权导入往年提案"):
        command(workbook(CLOSED), who=user_with(Role.OFFICE))
    with pytest.raises(CommandError, match="没有代码为“beitai”的政协"):
        command(workbook(CLOSED), "--committee", "beitai")
    with within(city.pk):
        assert command(workbook(CLOSED), "--committee", city.code)[-1] == "已导入 1 件"


def test_the_command_refuses_what_is_no_table(command, tmp_path):
    with pytest.raises(CommandError, match="表格里只有列名，没有内容"):
        command(xlsx([[*NEEDED]]))
    with pytest.raises(CommandError, match="不能读取"):
        call_command("import", "proposals", str(tmp_path / "no.xlsx"), "--as", "liwei")
    assert command(template())[-1] == "没有要导入的，什么也没有改动"
