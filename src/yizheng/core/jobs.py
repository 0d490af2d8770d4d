"""Long work in the background: progress, heartbeat, retry.

django-tasks carries the work to a worker; a `Job` row says how far it is. A worker that dies leaves
its job running for ever there, so `recover` starts again what has shown no sign of life.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from .actors import Actor, Via
from .errors import Refused
from .tenancy import Tenanted, active_committee, within

log = logging.getLogger(__name__)
SILENT_FOR = timedelta(minutes=2)
TRIES = 3


class JobState(models.TextChoices):
    """How far a job is."""

    WAITING = "waiting", "排队中"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "未完成"


class Job(Tenanted):
    """One piece of long work for one person."""

    kind = models.CharField("工作", max_length=80)
    title = models.CharField("名称", max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    inputs = models.JSONField(default=dict)
    state = models.CharField("状态", max_length=10, choices=JobState, default=JobState.WAITING)
    done = models.PositiveIntegerField("已完成", default=0)
    total = models.PositiveIntegerField("总数", default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    heartbeat_at = models.DateTimeField(default=timezone.now)
    message = models.TextField("说明", blank=True)
    result = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "core"
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = "后台工作"

    def __str__(self) -> str:
        return f"{self.title} {self.get_state_display()}"

    @property
    def percent(self) -> int:
        """How far, 0 to 100."""
        return 100 * self.done // self.total if self.total else 0

    @property
    def is_over(self) -> bool:
        """Nothing more will happen."""
        return self.state in (JobState.DONE, JobState.FAILED)

    def progress(self, done: int, total: int, **found: Any) -> None:
        """Say how far the work is; also the sign of life.

        What it has `found` so far is in `result` when the work has to be started again.
        """
        facts: dict[str, Any] = {"result": found} if found else {}
        Job.unscoped.filter(pk=self.pk).update(
            done=done, total=total, heartbeat_at=timezone.now(), **facts
        )


Work = Callable[..., dict[str, Any]]
KINDS: dict[str, Work] = {}
_kept_for: dict[str, timedelta] = {}


def job(kind: str, *, kept_for: timedelta | None = None) -> Callable[[Work], Work]:
    """Declare a kind of work: `work(job, *, by, **inputs)` returns a JSON result.

    What it was given and what it found is forgotten after `kept_for`; None keeps it.
    """

    def declare(work: Work) -> Work:
        if kind in KINDS:
            raise ValueError(f"job declared twice: {kind}")
        KINDS[kind] = work
        if kept_for:
            _kept_for[kind] = kept_for
        return work

    return declare


def enqueue(kind: str, title: str, *, by: Actor, at_once: bool = False, **inputs: Any) -> Job:
    """Start work once the present transaction is committed. `inputs` are plain JSON values.

    With `at_once` it is done there and then, not by a worker: for what takes a moment.
    """
    if kind not in KINDS:
        raise ValueError(f"no such job: {kind}")
    row: Job = Job.objects.create(
        committee_id=active_committee(),
        kind=kind,
        title=title,
        by_id=by.user_id,
        inputs=inputs,
    )
    transaction.on_commit(lambda: run.call(row.pk) if at_once else run.enqueue(row.pk))
    return row


@task()
def run(job_id: int) -> None:
    """Do one job. A refusal is told to the person; anything else is tried again, three times."""
    row = Job.unscoped.select_related("by").get(pk=job_id)
    if row.is_over:
        return
    Job.unscoped.filter(pk=job_id).update(
        state=JobState.RUNNING, tries=F("tries") + 1, heartbeat_at=timezone.now()
    )
    row.refresh_from_db()
    by: Actor = row.by.acting(Via.WEB)
    try:
        with within(row.committee_id):
            result = KINDS[row.kind](row, by=by, **row.inputs)
    except Refused as refusal:
        _finish(row, JobState.FAILED, message=refusal.message)
    except Exception:
        log.exception("job %s failed at try %s", job_id, row.tries)
        if row.tries < TRIES:
            Job.unscoped.filter(pk=job_id).update(state=JobState.WAITING)
            run.enqueue(job_id)
        else:
            _finish(row, JobState.FAILED, message="系统多次尝试未能完成，请告知系统管理员")
    else:
        _finish(row, JobState.DONE, result=result or {})


def _finish(row: Job, state: JobState, **facts: Any) -> None:
    Job.unscoped.filter(pk=row.pk).update(state=state, heartbeat_at=timezone.now(), **facts)


def recover() -> int:
    """Start again the jobs whose worker has died; returns how many."""
    silent = Job.unscoped.filter(
        state=JobState.RUNNING, heartbeat_at__lt=timezone.now() - SILENT_FOR
    )
    ids = list(silent.values_list("pk", flat=True))
    silent.filter(pk__in=ids, tries__gte=TRIES).update(
        state=JobState.FAILED, message="处理程序中断，多次尝试未能完成"
    )
    for pk in Job.unscoped.filter(pk__in=ids, state=JobState.RUNNING).values_list("pk", flat=True):
        Job.unscoped.filter(pk=pk).update(state=JobState.WAITING)
        run.enqueue(pk)
    return len(ids)


def forget(row: Job) -> None:
    """Drop what a job still holds of what was sent in."""
    Job.unscoped.filter(pk=row.pk).update(inputs={}, result={})


def forget_old() -> None:
    """Drop what jobs hold beyond their time, in every committee."""
    for kind, kept_for in _kept_for.items():
        old = Job.unscoped.filter(kind=kind, created_at__lt=timezone.now() - kept_for)
        old.exclude(inputs={}, result={}).update(inputs={}, result={})
