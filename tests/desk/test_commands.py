"""The command line: what it does, what it refuses in one sentence, and its exit codes."""

import os
import socket
import subprocess
import sys
from contextlib import closing

import pytest
from django.core.management import CommandError, call_command

from tests.factories.accounts import acting, user_with
from tests.factories.members import committee
from tests.factories.proposals import SubmittedFactory
from yizheng.accounts.roles import Role
from yizheng.core import jobs
from yizheng.core.history import Event
from yizheng.core.jobs import Job, JobState
from yizheng.core.records import create
from yizheng.core.tenancy import within
from yizheng.core.workdays import CalendarYear, seed
from yizheng.desk import readiness
from yizheng.desk.management.commands.work import tidy
from yizheng.members import permissions as members
from yizheng.members.models import Organ
from yizheng.proposals.states import State


def run(*words, capsys=None, **options):
    call_command(*words, **options)
    return capsys.readouterr().out if capsys else ""


@pytest.fixture
def submitted(city):
    return SubmittedFactory()


@pytest.fixture
def reviewer(city):
    return user_with(Role.PROPOSALS, username="liwei")


def test_a_move_is_made_in_somebodys_name(submitted, reviewer, capsys):
    said = run(
        "move", "proposals.file", str(submitted.pk), "category=economy", username="liwei",
        capsys=capsys,
    )  # fmt: skip

    submitted.refresh_from_db()
    event = Event.objects.get(action="proposals.file")
    assert (submitted.state, event.by_id, event.via) == (State.FILED, reviewer.pk, "cli")
    assert "待审查 → 已立案" in said


def test_a_dry_run_checks_and_changes_nothing(submitted, reviewer, capsys):
    said = run(
        "move", "proposals.file", str(submitted.pk), "category=economy", username="liwei",
        dry_run=True, capsys=capsys,
    )  # fmt: skip

    submitted.refresh_from_db()
    assert submitted.state == State.SUBMITTED
    assert not Event.objects.filter(action="proposals.file").exists()
    assert "没有保存" in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["no.such", "1"], "没有“no.such”这项办理"),
        (["proposals.nothing", "1"], "proposals.file"),
        (["proposals.file", "999999"], "没有编号为 999999 的提案"),
        (["proposals.file", "{pk}", "category"], "名称=值"),
        (["proposals.file", "{pk}", "colour=red"], "可填：category"),
        (["proposals.file", "{pk}", "category=nothing"], "category"),
    ],
)
def test_what_cannot_be_moved_is_refused_in_a_sentence(submitted, reviewer, words, sentence):
    words = [word.format(pk=submitted.pk) for word in words]

    with pytest.raises(CommandError, match=sentence) as refusal:
        run("move", *words, username="liwei")

    submitted.refresh_from_db()
    assert (refusal.value.returncode, submitted.state) == (1, State.SUBMITTED)


def test_a_person_moves_only_what_he_may(submitted):
    user_with(Role.RESEARCH, username="researcher")

    with pytest.raises(CommandError):
        run("move", "proposals.file", str(submitted.pk), "category=economy", username="researcher")
    with pytest.raises(CommandError, match="没有登录名为“nobody”的可用账号"):
        run("move", "proposals.file", str(submitted.pk), username="nobody")

    submitted.refresh_from_db()
    assert submitted.state == State.SUBMITTED


def write_one():
    facts = {"name": "提案委员会", "kind": "special"}
    create(Organ, by=acting(Role.OFFICE), right=members.keep_organisation, facts=facts)


def test_an_unaltered_trail_is_verified(city, capsys):
    write_one()

    assert "核验通过" in run("audit", "verify", capsys=capsys)


def test_an_altered_trail_is_named_by_entry_and_committee(city, capsys):
    write_one()
    other = committee("elsewhere", "别处")
    with within(other.pk):
        write_one()
    Event.objects.filter(chain__key=f"committee/{city.pk}").update(after={"name": "别的"})

    with pytest.raises(CommandError, match="1 处"):
        run("audit", "verify")
    assert f"committee/{city.pk} 第 1 条" in capsys.readouterr().err
    assert "核验通过" in run("audit", "verify", committee="elsewhere", capsys=capsys)
    with pytest.raises(CommandError, match="没有代码为“nowhere”的政协"):
        run("audit", "verify", committee="nowhere")


def test_the_doctor_says_what_is_wrong(db, capsys, settings, tmp_path):
    seed()
    CalendarYear.objects.filter(year__gte=2026).delete()
    settings.DEBUG = True
    said = run("doctor", capsys=capsys)
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    settings.MEDIA_ROOT = blocked / "files"

    assert "[注意] 调试模式已打开" in said
    assert "放假安排没有登记" in said
    with pytest.raises(CommandError, match="不能正常工作"):
        run("doctor")


def test_work_starts_again_what_was_left_by_a_dead_worker(city):
    done = []

    @jobs.job("tests.note")
    def note(job, *, by):
        done.append(job.pk)
        return {}

    user = user_with(Role.OFFICE)
    left = Job.objects.create(
        committee=city, kind="tests.note", title="甲", by=user, state=JobState.RUNNING, tries=1
    )
    Job.unscoped.update(heartbeat_at="2020-01-01T00:00:00Z")
    try:
        tidy()
    finally:
        del jobs.KINDS["tests.note"]

    left.refresh_from_db()
    assert (done, left.state) == ([left.pk], JobState.DONE)


def test_a_taken_port_is_told_before_anything_starts(db):
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"端口 {port} 不能使用"):
            run("serve", port=port)


def test_serving_an_old_database_is_refused(db, monkeypatch):
    monkeypatch.setattr("yizheng.desk.management.commands.serve.pending_migrations", lambda: 3)

    with pytest.raises(CommandError, match="还有 3 项升级"):
        run("serve")


def test_pending_migrations_make_the_site_not_ready(db, monkeypatch):
    monkeypatch.setattr(readiness, "pending_migrations", lambda: 2)

    assert readiness.troubles() == ["数据库还有 2 项升级没有执行"]


def program(*words, folder):
    environment = os.environ | {
        "YIZHENG_DATA": str(folder),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    environment["DJANGO_SETTINGS_MODULE"] = "yizheng.config.settings"
    return subprocess.Popen(
        [sys.executable, "-m", "yizheng", *words], env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["move", "no.such", "1", "--as", "x"], 1, "没有“no.such”这项办理"),
        (["move"], 2, "usage"),
        (["audit", "verify"], 1, "数据库不可用，或者还没有升级"),
    ],
)
@pytest.mark.slow
def test_trouble_is_one_sentence_and_an_exit_code(tmp_path, words, code, sentence):
    found = program(*words, folder=tmp_path)
    _, said = found.communicate(timeout=60)

    assert (found.returncode, "Traceback" in said) == (code, False)
    assert sentence in said
