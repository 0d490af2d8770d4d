"""A site of its own: migrated, served, stopped; its tables are those that the models describe."""

import re
import signal
import socket
import sqlite3
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.desk.test_commands import program

pytestmark = pytest.mark.slow
# Where one lists what the other has as well; a set has no order.
LISTED = re.compile(r"IN \(([^()]*)\)")


def tables(cursor):
    """What each table and index of a database is made of, whatever the order."""
    rows = cursor.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: sorted(parts_of(sql)) for name, sql in rows if not name.startswith("sqlite_")}


def parts_of(sql):
    sql = LISTED.sub(lambda found: f"IN {sorted(found[1].split(', '))}", " ".join(sql.split()))
    depth, part = 0, ""
    for sign in sql[sql.find("(") + 1 : sql.rfind(")")]:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            yield part.strip()
            part = ""
        else:
            part += sign
    yield part.strip()


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    """The folder of a site whose database was made by its migrations."""
    folder = tmp_path_factory.mktemp("site")
    prepared = program("migrate", folder=folder)
    prepared.communicate(timeout=300)
    assert prepared.returncode == 0
    return folder


@pytest.mark.apart
@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads the schema of SQLite")
def test_migrations_and_models_make_the_same_tables(migrated, shipped):
    with closing(sqlite3.connect(migrated / "yizheng.sqlite3")) as database:
        made = tables(database)
        shipped = database.execute("SELECT COUNT(*) FROM activities_activitykind").fetchone()
    with connection.cursor() as cursor:
        described = tables(cursor)
        cursor.execute("SELECT COUNT(*) FROM activities_activitykind")
        assert cursor.fetchone() == shipped

    # Django's own record of what was migrated has no model.
    made.pop("django_migrations")
    assert made == described


def free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(address):
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:  # noqa: S310 - loopback
            return answer.status
    except OSError:
        return None


def until(condition, seconds=90):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.2)
    return False


def worker_of(parent):
    """The process that does long jobs, among the children of the site's process."""
    for thread in Path(f"/proc/{parent}/task").glob("*/children"):
        for child in map(Path("/proc").joinpath, thread.read_text().split()):
            if b"work" in (child / "cmdline").read_bytes().split(b"\0"):
                return child
    return None


def test_the_site_serves_works_and_stops_cleanly(migrated):
    port = free_port()
    site = program("serve", "--port", str(port), "--workers", "1", folder=migrated)
    try:
        assert until(lambda: answers(f"http://127.0.0.1:{port}/readyz") == 200)
        assert until(lambda: worker_of(site.pid))
        worker = worker_of(site.pid)
        site.send_signal(signal.SIGTERM)
        said, _ = site.communicate(timeout=20)
    finally:
        if site.poll() is None:
            site.kill()
            site.communicate()

    assert site.returncode == 0
    assert f"http://127.0.0.1:{port}/" in said
    assert worker is not None
    assert not worker.exists()
