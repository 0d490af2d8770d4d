from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.factories.opinions import (
    AdoptionFactory,
    BulletinFactory,
    CompiledFactory,
    ForwardingFactory,
    KeptFactory,
    ReportFactory,
    SentFactory,
)
from yizheng.core.forms import form_of
from yizheng.opinions.models import OpinionReport
from yizheng.opinions.registers import BULLETINS

pytestmark = pytest.mark.django_db

WRONG = [
    ("report_known_state", ReportFactory, {"state": "lost"}),
    ("report_known_source", ReportFactory, {"source": "rumour"}),
    ("report_has_reporter", ReportFactory, {"reporter": None}),
    ("report_compiled", CompiledFactory, {"edited": ""}),
    ("report_compiled", CompiledFactory, {"signed_by": ""}),
    ("report_compiled", CompiledFactory, {"compiled_on": None}),
    ("report_compiled", ReportFactory, {"signed_by": "早到的签发人"}),
    ("report_edited", ReportFactory, {"state": "edited", "edited": "没有编辑的人"}),
    ("report_joined", ReportFactory, {"state": "joined"}),
    ("forwarding_answered", ForwardingFactory, {"state": "answered"}),
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


def test_forms_offer_what_is_in_use_and_for_an_issue_what_is_compiled(city):
    received, compiled = ReportFactory(), CompiledFactory()
    KeptFactory()

    assert set(OpinionReport.offered()) == {received, compiled}
    assert list(form_of(BULLETINS).fields["reports"].queryset) == [compiled]
