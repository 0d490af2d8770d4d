import csv
from decimal import Decimal
from pathlib import Path

import pytest

from yizheng.core import indicators
from yizheng.members.selectors import year_of
from yizheng.reports import relations

TABLE = Path(__file__).resolve().parents[3] / "shared" / "design" / "figures.csv"
# The contract of the demo year: the table of figures, with what it prints as lower bounds exact.
EXPECTED = {
    "study.centre_group": 33,
    "study.centre_group_book": 9,
    "study.group_people": 238,
    "study.discussion_groups": 28,
    "study.outreach_talks": 5,
    "study.training_classes": 10,
    "study.theory_papers": 7,
    "instructions.on_products": 26,
    "office.upward_reports": 32,
    "meetings.party_group": 22,
    "meetings.chair": 10,
    "meetings.standing": 5,
    "meetings.plenary": 1,
    "study.conduct_rules_sessions": 9,
    "study.conduct_rules_speeches": 15,
    "study.office_reading_and_lectures": 3,
    "office.rule_areas": 5,
    "consultations.plan_suggestions": 17,
    "consultations.standing_suggestions": 32,
    "consultations.thematic_suggestions": 66,
    "consultations.forum_suggestions": 10,
    "consultations.supervision_suggestions": 19,
    "meetings.party_group_aid": 5,
    "service.aid_funds": 4_536_000,
    "service.livelihood_matters": 26,
    "service.resident_forums": 23,
    "service.forum_problems_solved": 45,
    "service.platforms": 341,
    "service.activities": 124,
    "service.concerns_resolved": 564,
    "honours.members_national": 1,
    "publicity.members_reported": 7,
    "service.students_aided": 63,
    "service.student_aid_amount": 315_000,
    "liaison.talks": 243,
    "liaison.visits": 104,
    "proposals.received": 517,
    "proposals.filed": 451,
    "proposals.key": 18,
    "opinions.compiled": 450,
    "opinions.adopted_upper": 64,
    "opinions.special_bulletins": 24,
    "opinions.bulletins_instructed": 11,
    "instructions.on_bulletins": 14,
    "publicity.book_words": 523_000,
    "publicity.periodical_issues": 4,
    "publicity.episodes": 52,
    "publicity.episodes_total": 170,
    "publicity.programme_columns": 12,
    "publicity.system_press": 42,
    "liaison.county_trips": 49,
    "liaison.upper_surveys": 11,
    "liaison.upper_lectures": 7,
    "liaison.upper_members": 48,
    "service.aid_counties": 3,
    # A ratio is a fraction: the table's 100 %.
    "proposals.replied_rate": 1,
}
EXACT = {"service.aid_funds", "service.activities", "publicity.book_words"}


def test_every_figure_of_2025_comes_out_by_counting(year):
    figures = [indicators.find(key) for key in EXPECTED]

    found = indicators.values(figures, year)

    assert found == {key: Decimal(value) for key, value in EXPECTED.items()}


def test_the_contract_is_the_table_of_figures():
    if not TABLE.exists():
        pytest.skip("the table of figures is not beside this checkout")
    with TABLE.open(encoding="utf-8") as file:
        rows = {row["key"]: row for row in csv.DictReader(file) if row["key"]}
    printed = {key: int(row["value"]) for key, row in rows.items() if row["unit"] != "%"}

    assert set(EXPECTED) == set(rows)
    assert {key: EXPECTED[key] for key in printed if key not in EXACT} == {
        key: value for key, value in printed.items() if key not in EXACT
    }
    assert all(EXPECTED[key] > printed[key] for key in EXACT)


@pytest.mark.parametrize("number", [2023, 2024, 2025])
def test_every_declared_relation_holds(demo, number):
    broken = relations.problems(year_of(demo.city.pk, number))

    assert [finding.sentence for finding in broken] == []


def test_the_years_grow_into_trends(demo):
    keys = ["proposals.received", "opinions.compiled", "service.concerns_resolved"]
    rows = [
        [int(indicators.find(key).value(year_of(demo.city.pk, number))) for key in keys]
        for number in (2023, 2024, 2025)
    ]

    assert rows == [[471, 352, 401], [496, 401, 486], [517, 450, 564]]
