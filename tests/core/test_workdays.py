"""Deadlines in working days, with their working-out."""

from datetime import date

import pytest

from yizheng.core.workdays import CalendarYear, add_working_days, working_days_before

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        (date(2025, 3, 31), 3, date(2025, 4, 3)),
        (date(2025, 4, 3), 1, date(2025, 4, 7)),  # Tomb-sweeping Day on Friday the 4th
        (date(2025, 9, 26), 3, date(2025, 9, 30)),  # Sunday the 28th is worked
        (date(2025, 9, 30), 1, date(2025, 10, 9)),  # eight days of holidays
        (date(2025, 10, 10), 1, date(2025, 10, 11)),  # Saturday the 11th is worked
    ],
)
def test_holidays_and_make_up_days_count_as_published(shipped, start, count, due):
    deadline = add_working_days(start, count)

    assert (deadline.due_on, deadline.provisional) == (due, False)


def test_an_unpublished_year_is_marked_never_guessed_silently(shipped):
    deadline = add_working_days(date(2029, 12, 28), 5)

    assert deadline.provisional
    assert "暂定" in deadline.explain()
    assert not CalendarYear.objects.filter(year=2029).exists()


def test_the_working_out_says_what_was_left_out(shipped):
    deadline = add_working_days(date(2025, 9, 30), 1)

    assert len(deadline.skipped) == 6
    assert deadline.explain() == (
        "自 2025-09-30 次日起第 1 个工作日为 2025-10-09，其间节假日 6 天不计"
    )


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        (date(2025, 4, 3), 3, date(2025, 3, 31)),
        (date(2025, 4, 7), 1, date(2025, 4, 3)),  # Tomb-sweeping Day on Friday the 4th
        (date(2025, 10, 9), 1, date(2025, 9, 30)),  # eight days of holidays
        (date(2025, 9, 29), 1, date(2025, 9, 28)),  # Sunday the 28th is worked
    ],
)
def test_days_before_a_day_count_the_same_calendar(shipped, start, count, due):
    assert working_days_before(start, count).due_on == due


def test_the_working_out_of_a_day_before_says_so(shipped):
    assert working_days_before(date(2025, 10, 9), 1).explain() == (
        "2025-10-09 前第 1 个工作日为 2025-09-30，其间节假日 6 天不计"
    )
