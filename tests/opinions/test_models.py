from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.factories.opinions import (
    AdoptionFactory,
    BulletinFactory,
    CompiledFactory,
    KeptFactory,
    ReportFactory,
    SentFactory,
)
from yizheng.opinions.models import OpinionReport

pytestmark = pytest.mark.django_db

WRONG = [
    ("report_known_state", ReportFactory, {"state": "lost"}),
    ("report_known_source", ReportFactory, {"source": "rumour"}),
    ("report_has_reporter", ReportFactory, {"reporter": None}),
    ("report_compiled", CompiledFactory, {"edited": ""}),
    ("report_compiled", CompiledFactory, {"signed_by": ""}),
    ("report_compiled", CompiledFactory, {"compiled_on": None}),
    ("report_compiled", ReportFactory, {"edited": "早到的编报稿"}),
    ("report_kept", KeptFactory, {"kept_reason": ""}),
    ("report_kept", KeptFactory, {"kept_on": None}),
    ("report_kept", ReportFactory, {"kept_reason": "没有留存"}),
    ("report_compiled_after_receipt", CompiledFactory, {"compiled_on": date(2025, 3, 31)}),
    ("report_kept_after_receipt", KeptFactory, {"kept_on": date(2025, 3, 31)}),
    ("bulletin_known_series", BulletinFactory, {"series": "secret"}),
    ("bulletin_known_state", SentFactory, {"state": "burnt"}),
    ("bulletin_numbered_once_sent", BulletinFactory, {"number": 1}),
    ("bulletin_numbered_once_sent", SentFactory, {"number": None}),
    ("bulletin_numbered_once_sent", SentFactory, {"year": None}),
    ("bulletin_numbered_once_sent", SentFactory, {"recipients": ""}),
    ("bulletin_withdrawn", SentFactory, {"withdrawn_reason": "没有撤回"}),
    ("bulletin_withdrawn", SentFactory, {"state": "withdrawn"}),
    (
        "bulletin_withdrawn",
        SentFactory,
        {
            "state": "withdrawn",
            "withdrawn_reason": "早于发出",
            "withdrawn_on": date(2025, 5, 7),
        },
    ),
    ("adoption_known_level", AdoptionFactory, {"level": "moon"}),
    ("adoption_known_mode", AdoptionFactory, {"mode": "whisper"}),
]


@pytest.mark.parametrize(("name", "factory", "facts"), WRONG)
def test_a_row_that_contradicts_itself_cannot_be_stored(city, name, factory, facts):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        factory(**facts)


def test_numbers_are_given_once(city):
    report, issue, adoption = ReportFactory(), SentFactory(), AdoptionFactory()

    for factory, facts in (
        (ReportFactory, {"serial": report.serial}),
        (SentFactory, {"number": issue.number, "year": issue.year}),
        (AdoptionFactory, {"report": adoption.report}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            factory(**facts)


def test_forms_offer_compiled_reports_only(city):
    ReportFactory()
    KeptFactory()

    compiled = CompiledFactory()

    assert list(OpinionReport.offered()) == [compiled]
