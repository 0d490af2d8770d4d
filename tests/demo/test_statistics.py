"""The statistics of the demo year: every number opens a list of its length, subject by subject."""

from decimal import Decimal

import pytest
from django.test import Client

from yizheng.core.indicators import FIGURES
from yizheng.members.selectors import year_of
from yizheng.reports.statistics import tables_of
from yizheng.reports.subjects import SUBJECTS


@pytest.mark.parametrize(
    ("key", "least"), [("opinions", 40), ("consultations", 30), ("publicity", 60)]
)
def test_every_number_opens_a_list_of_its_length(demo, key, least):
    client, opened = Client(), 0
    client.force_login(demo.users["research"])

    for table in tables_of(SUBJECTS[key], year_of(demo.city.pk, 2025)).values():
        for row in table.rows:
            for cell in row:
                if not cell.url or not isinstance(cell.value, Decimal):
                    continue
                context = client.get(cell.url).context
                shown = context["page"].count if context.get("page") else 0
                listed = shown + context["withheld"]
                # Words are added up: a list has fewer records than they have words.
                summed = getattr(FIGURES[cell.url.split("/")[2]], "total", "")
                agrees = 0 < listed < cell.value if summed else listed == cell.value
                assert agrees, (table.key, row[0].text)
                opened += 1

    assert opened >= least


@pytest.mark.parametrize("key", ["opinions", "consultations", "publicity"])
def test_leaders_read_them(demo, key):
    client = Client()
    client.force_login(demo.users["leader"])

    answer = client.get(f"/statistics/{key}/2025/")

    assert answer.status_code == 200
    titles = {table.title for table, _ in answer.context["narrow"] + answer.context["wide"]}
    assert len(titles) >= 4


def test_the_report_on_adoption_is_made_of_figures_and_taken_to_word(demo):
    client = Client()
    client.force_login(demo.users["special"])

    page = client.get("/reports/adoption/2025/")
    word = client.get("/reports/adoption/2025/export.docx")

    text = page.content.decode()
    assert "意见建议采纳率" in text and "/figures/consultations.suggestions_all/2025/" in text
    assert page.context["may_write"]
    assert word.status_code == 200 and word.content[:2] == b"PK"
