"""What officers write that is no record of an app: the calendar; and checking the trail."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from yizheng.accounts import permissions as accounts
from yizheng.core import history
from yizheng.core.access import may
from yizheng.core.actors import Actor
from yizheng.core.errors import Invalid, NotAllowed
from yizheng.core.history import Act, Chain, chain_key, label_of
from yizheng.core.jobs import Job, enqueue, job
from yizheng.core.records import service
from yizheng.core.workdays import CalendarDay, CalendarYear

from . import permissions

# A day that differs from Monday-to-Friday: the day, whether people work, what it is called.
Entry = tuple[date, bool, str]
FAULTS_SHOWN = 50
LONGEST_NAME = 20


@service("desk.publish_calendar")
def publish_calendar(year: int, *, by: Actor, source: str, days: Iterable[Entry]) -> CalendarYear:
    """Store the published list of one year in place of what was there.

    Deadlines computed from now on use it; deadlines that stand on record do not move.

    Raises:
        NotAllowed: not the system officer.
        Invalid: no source, a day of another year, or a day named twice.
    """
    if not may(by, permissions.keep_calendar):
        raise NotAllowed("您无权维护工作日历", action=permissions.keep_calendar.key)
    entries = sorted(days)
    _check(year, source, entries)
    row, _ = CalendarYear.objects.get_or_create(year=year, defaults={"source": source})
    before = {str(day): working for day, working in row.days.values_list("day", "is_working")}
    row.source = source.strip()
    row.save(update_fields=["source"])
    row.days.all().delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(year=row, day=day, is_working=working, name=name)
        for day, working, name in entries
    )
    after = {str(day): working for day, working, _ in entries}
    act = Act("desk.publish_calendar", label_of(row), {"days": before}, {"days": after})
    history.write([act], by=by)
    return row


def _check(year: int, source: str, entries: list[Entry]) -> None:
    if not source.strip():
        raise Invalid("请写明依据，例如发布放假安排的通知", field="source")
    if not entries:
        raise Invalid("没有任何一天与周一至周五不同，请核对", field="lines")
    seen: set[date] = set()
    for day, working, name in entries:
        if day.year != year:
            raise Invalid(f"{day} 不在 {year} 年", field="lines")
        if day in seen:
            raise Invalid(f"{day} 出现了两次", field="lines")
        if working == (day.weekday() < 5):
            told = "是平日，本来就上班" if working else "是周末，本来就休息"
            raise Invalid(f"{day} {told}，不用登记", field="lines")
        if len(name) > LONGEST_NAME:
            raise Invalid(f"“{name}”太长", field="lines")
        seen.add(day)


def start_verification(*, by: Actor) -> Job:
    """Recompute the digests of the committee's trail in the background.

    Raises:
        NotAllowed: not the audit officer.
    """
    if not may(by, accounts.read_trail):
        raise NotAllowed("您无权核验审计记录", action=accounts.read_trail.key)
    return enqueue("desk.verify_trail", "核验审计记录", by=by)


@job("desk.verify_trail")
def verify_trail(job: Job, *, by: Actor) -> dict[str, Any]:
    """Every entry of the committee's trail; the result names the head, to be kept elsewhere."""
    chain = Chain.objects.filter(key=chain_key(by.committee_id)).first()
    if chain is None:
        return {"length": 0, "digest": "", "faults": []}
    faults = history.verify([chain], seen=lambda done: job.progress(done, chain.length))
    return {
        "length": chain.length,
        "digest": chain.digest,
        "faults": [[fault.number, fault.reason] for fault in faults[:FAULTS_SHOWN]],
        "fault_count": len(faults),
    }


def entries_from(text: str) -> list[Entry]:
    """Days from pasted lines: `2027-01-01 放假 元旦`, one a line; `-` or `至` makes a stretch.

    Days that follow the week by themselves (a Sunday inside a holiday) are left out.

    Raises:
        Invalid: a line that says no day, or neither 放假 nor 上班.
    """
    entries: dict[date, Entry] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            for entry in _entries_of(line, number):
                entries[entry[0]] = entry
    return sorted(entries.values())


def _entries_of(line: str, number: int) -> list[Entry]:
    words = line.replace("，", " ").replace(",", " ").replace("\t", " ").split()
    if len(words) < 2 or words[1] not in ("放假", "上班"):
        raise Invalid(
            f"第 {number} 行应写成“日期 放假（或上班） 名称”：{line.strip()}", field="lines"
        )
    first, _, last = words[0].replace("～", "至").replace("~", "至").partition("至")
    working, name = words[1] == "上班", " ".join(words[2:])
    start = _day(first, number)
    end = _day(last, number) if last else start
    if not 0 <= (end - start).days <= 31:
        raise Invalid(f"第 {number} 行的起止日期不对", field="lines")
    days = [date.fromordinal(place) for place in range(start.toordinal(), end.toordinal() + 1)]
    return [(day, working, name) for day in days if working != (day.weekday() < 5)]


def _day(text: str, number: int) -> date:
    plain = text.replace("年", "-").replace("月", "-").replace("日", "").replace("/", "-")
    try:
        year, month, day = (int(part) for part in plain.split("-"))
        return date(year, month, day)
    except ValueError as error:
        raise Invalid(f"第 {number} 行的日期读不懂：{text}", field="lines") from error
