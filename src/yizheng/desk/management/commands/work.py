"""`yizheng work`: does long jobs, and starts again those whose worker has died."""

import logging
import os
import signal
import threading
from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.db import close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from yizheng.core import idempotency, jobs, similar
from yizheng.core.management.door import Door
from yizheng.core.tenancy import within
from yizheng.members.selectors import every_committee
from yizheng.members.services import begin_due_terms
from yizheng.opinions.similar import REPORTS
from yizheng.proposals.services import daily
from yizheng.proposals.similar import PROPOSALS
from yizheng.service.services import forget_everywhere

log = logging.getLogger(__name__)
LOOK_EVERY = 0.5
TIDY_EVERY = 30.0
FORGET_EVERY = timedelta(hours=1)
CORPORA = (PROPOSALS, REPORTS)


class Command(Door):
    """Do jobs until told to stop."""

    help = "运行后台处理程序（serve 会自动启动一个）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to end when nothing waits, or with the program that started it."""
        parser.add_argument("--once", action="store_true", help="处理完排队的工作后退出")
        parser.add_argument("--as-child", action="store_true", help="启动它的程序结束时随之退出")

    def work(self, *, once: bool, as_child: bool, **_: Any) -> None:
        """Start the tidying beside the worker."""
        if once:
            tidy()
        else:
            Tidying(os.getppid() if as_child else 0).start()
        worker = Worker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=LOOK_EVERY,
            batch=once,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
        )
        if threading.current_thread() is threading.main_thread():
            worker.configure_signals()
        worker.run()


def tidy() -> None:
    """Start again what has shown no sign of life, and forget old answers and what jobs held."""
    if found := jobs.recover():
        log.warning("%s jobs without a sign of life are started again", found)
    idempotency.forget_old()
    jobs.forget_old()
    forget_everywhere(timezone.localdate())
    begin_due_terms(timezone.localdate())
    follow_texts()


def follow_texts() -> None:
    """Take in what was written since the last time, so that similar texts are found."""
    for committee_id in every_committee():
        with within(committee_id):
            for corpus in CORPORA:
                similar.keep_up(corpus)


class Tidying(threading.Thread):
    """Looks after jobs and answers from time to time, and does once a day what falls due.

    Ends the worker when its parent has died.
    """

    def __init__(self, parent: int) -> None:
        super().__init__(daemon=True)
        self._parent = parent
        self._forgotten_at = timezone.now() - FORGET_EVERY
        self._done_on: date | None = None

    def run(self) -> None:
        """For ever, twice a second looking at the parent, twice a minute at the jobs."""
        pause, waited = threading.Event(), TIDY_EVERY
        while True:
            if self._parent and os.getppid() != self._parent:
                os.kill(os.getpid(), signal.SIGTERM)
                return
            if waited >= TIDY_EVERY:
                waited = 0.0
                self._tidy()
            pause.wait(LOOK_EVERY)
            waited += LOOK_EVERY

    def _tidy(self) -> None:
        close_old_connections()
        try:
            jobs.recover()
            if timezone.now() - self._forgotten_at >= FORGET_EVERY:
                idempotency.forget_old()
                jobs.forget_old()
                self._forgotten_at = timezone.now()
            self._do_daily()
            follow_texts()
        except Exception:
            log.exception("tidying failed; it is tried again")
        finally:
            close_old_connections()

    def _do_daily(self) -> None:
        """At the start and after every midnight; two workers that do it at once do it once."""
        today = timezone.localdate()
        if self._done_on != today:
            self._done_on = today
            for name, done in daily.run_everywhere(today).items():
                log.info("%s: %s", name, done)
            forget_everywhere(today)
            begin_due_terms(today)
