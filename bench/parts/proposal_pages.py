"""Times pages over a given number of proposals in a new database; `proposal_list.py` runs it.

Usage: `YIZHENG_DATA=FOLDER python proposal_pages.py SIZE`; prints a line a page, name and seconds.
"""

import os
import statistics
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "yizheng.config.settings"
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from tests.factories.accounts import user_with  # noqa: E402
from tests.factories.members import UnitFactory, committee, two_sessions  # noqa: E402
from tests.factories.proposals import ClosedFactory, HandlingFactory, member  # noqa: E402

from yizheng.accounts.roles import Role  # noqa: E402
from yizheng.core.tenancy import within  # noqa: E402
from yizheng.proposals.models import Proposal  # noqa: E402

RUNS = 7
PAGES = {
    "list, newest first": "/proposals/proposals/",
    "list, by state and category": "/proposals/proposals/?state=assigned&category=economy",
    "list, by due day": "/proposals/proposals/?state=assigned&sort=due_on",
    "list, two words searched": "/proposals/proposals/?q=通学路+第99项",
    "one proposal": "/proposals/proposals/{pk}/",
    "home of the staff": "/",
}


def fill(size: int) -> int:
    """A committee with `size` proposals in every state of handling; the id of one of them."""
    with within(committee().pk):
        session, _ = two_sessions()
        units = [UnitFactory() for _ in range(100)]
        people = [member() for _ in range(300)]
        categories = ("economy", "culture", "society", "ecology")
        day = date(2025, 4, 1)
        rows = []
        for number in range(1, size + 1):
            is_open = number % 5 == 0
            row = ClosedFactory.build(
                committee_id=session.committee_id,
                session=session,
                proposer=people[number % 300],
                lead_unit=units[number % 100],
                title=f"关于改善通学路第{number}项工作的提案",
                serial=number,
                number=number,
                category=categories[number % 4],
                submitted_on=day - timedelta(days=number % 90),
                due_on=date(2025, 7, 21) + timedelta(days=number % 60),
            )
            if is_open:
                row.state, row.replied_on, row.result_class, row.result_sense = (
                    "assigned",
                    None,
                    "",
                    "",
                )
                row.satisfaction, row.is_content, row.evaluated_on, row.closed_on = (
                    "",
                    None,
                    None,
                    None,
                )
            rows.append(row)
        Proposal.objects.bulk_create(rows, batch_size=1000)
        one = Proposal.objects.get(number=size)
        HandlingFactory(proposal=one, unit=one.lead_unit)
        return one.pk


def main(size: int) -> None:
    """Fill a database and print the median of each page."""
    call_command("migrate", verbosity=0)
    pk = fill(size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = Client(headers={"host": "localhost"})
    client.force_login(user_with(Role.PROPOSALS, committee=committee()))
    for name, page in PAGES.items():
        seconds = []
        for _ in range(RUNS):
            begun = time.perf_counter()
            answer = client.get(page.format(pk=pk))
            seconds.append(time.perf_counter() - begun)
            if answer.status_code != 200:
                raise SystemExit(f"{page} answered {answer.status_code}")
        print(f"{name}\t{statistics.median(seconds):.4f}")


if __name__ == "__main__":
    main(int(sys.argv[1]))
