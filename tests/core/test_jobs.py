"""Long work tells how far it is, is tried again, and says plainly when it cannot be done."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.accounts import acting
from yizheng.core import jobs
from yizheng.core.errors import Invalid
from yizheng.core.jobs import Job, JobState, enqueue, forget_old, recover
from yizheng.core.tenancy import active_committee

pytestmark = pytest.mark.django_db


@pytest.fixture
def declared(monkeypatch):
    monkeypatch.setattr(jobs, "KINDS", {})
    monkeypatch.setattr(jobs, "_kept_for", {})
    return jobs.job


@pytest.fixture
def run_at_once(django_capture_on_commit_callbacks):
    def start(kind, **inputs):
        with django_capture_on_commit_callbacks(execute=True):
            row = enqueue(kind, "试", by=acting("office"), **inputs)
        row.refresh_from_db()
        return row

    return start


def test_work_runs_in_its_committee_and_keeps_its_result(city, declared, run_at_once):
    @declared("tests.count")
    def count(job, *, by, upto):
        job.progress(upto, upto)
        return {"counted": upto, "committee": active_committee(), "by": by.user_id}

    row = run_at_once("tests.count", upto=7)

    assert (row.state, row.percent) == (JobState.DONE, 100)
    assert row.result == {"counted": 7, "committee": city.pk, "by": row.by_id}


def test_a_refusal_is_told_and_not_tried_again(city, declared, run_at_once):
    @declared("tests.refuse")
    def refuse(job, *, by):
        raise Invalid("文件是空的")

    row = run_at_once("tests.refuse")

    assert (row.state, row.message, row.tries) == (JobState.FAILED, "文件是空的", 1)


def test_an_error_is_tried_three_times(city, declared, run_at_once):
    tries = []

    @declared("tests.fail")
    def fail(job, *, by):
        tries.append(1)
        raise RuntimeError("boom")

    row = run_at_once("tests.fail")

    assert (row.state, row.tries, len(tries)) == (JobState.FAILED, 3, 3)
    assert "boom" not in row.message


def test_work_whose_worker_died_is_started_again(city, declared, run_at_once):
    @declared("tests.count")
    def count(job, *, by):
        return {"done": True}

    row = run_at_once("tests.count")
    long_ago = timezone.now() - timedelta(hours=1)
    Job.objects.filter(pk=row.pk).update(
        state=JobState.RUNNING, heartbeat_at=long_ago, tries=1, result={}
    )

    assert recover() == 1
    row.refresh_from_db()
    assert (row.state, row.tries, row.result) == (JobState.DONE, 2, {"done": True})


def test_a_job_that_shows_life_is_left_alone(city, declared, run_at_once):
    @declared("tests.count")
    def count(job, *, by):
        return {}

    row = run_at_once("tests.count")
    Job.objects.filter(pk=row.pk).update(state=JobState.RUNNING, heartbeat_at=timezone.now())

    assert recover() == 0


def test_an_undeclared_kind_is_a_mistake(city, declared):
    with pytest.raises(ValueError, match="no such job"):
        enqueue("tests.unknown", "试", by=acting("office"))


def test_what_a_job_holds_is_forgotten_after_its_time(city, declared, run_at_once):
    @declared("tests.hold", kept_for=timedelta(days=1))
    def hold(job, *, by, text):
        return {"text": text}

    @declared("tests.keep")
    def keep(job, *, by, text):
        return {"text": text}

    fresh, old, kept = [run_at_once(f"tests.{n}", text="甲") for n in ("hold", "hold", "keep")]
    two_days_ago = timezone.now() - timedelta(days=2)
    Job.objects.filter(pk__in=[old.pk, kept.pk]).update(created_at=two_days_ago)

    forget_old()

    held = {row.pk: (row.inputs, row.result) for row in Job.objects.all()}
    whole = ({"text": "甲"}, {"text": "甲"})
    assert held == {fresh.pk: whole, old.pk: ({}, {}), kept.pk: whole}
