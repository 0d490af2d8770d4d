from datetime import date
from decimal import Decimal

import pytest

from tests.factories.members import PersonFactory, committee, two_sessions
from tests.factories.opinions import (
    AdoptionFactory,
    BulletinFactory,
    CompiledFactory,
    KeptFactory,
    ReportFactory,
    SentFactory,
    instruct,
)
from yizheng.core.indicators import FIGURES, values
from yizheng.core.tenancy import within
from yizheng.members.selectors import year_of

pytestmark = pytest.mark.django_db

KEYS = [key for key in FIGURES if key.startswith("opinions.")] + ["instructions.on_bulletins"]
OURS = [FIGURES[key] for key in KEYS]
FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
BEFORE, AFTER = date(2024, 12, 31), date(2026, 1, 1)


@pytest.fixture
def year(city):
    two_sessions()
    return year_of(city.pk, 2025)


def rows(key, year):
    return set(FIGURES[key].rows(year))


def compiled_on(day, **facts):
    return CompiledFactory(received_on=min(day, date(2025, 1, 1)), compiled_on=day, **facts)


def test_what_came_in_is_counted_by_the_day_of_receipt(year):
    inside = [ReportFactory(received_on=FIRST), KeptFactory(received_on=date(2025, 4, 1))]
    inside.append(CompiledFactory(received_on=date(2025, 4, 1), source="county"))
    inside.append(ReportFactory(received_on=LAST))
    ReportFactory(received_on=BEFORE)
    ReportFactory(received_on=AFTER)

    assert rows("opinions.collected", year) == set(inside)
    assert rows("opinions.submitted", year) == set(inside) - {inside[2]}


def test_contributors_are_people_not_reports(year):
    busy, early = PersonFactory(), PersonFactory()
    ReportFactory(reporter=busy)
    ReportFactory(reporter=busy)
    ReportFactory(reporter=None, reporter_name="特邀甲", source="informant")
    ReportFactory(reporter=early, received_on=BEFORE)

    assert rows("opinions.contributors", year) == {busy}


def test_what_was_compiled_is_counted_by_the_day_of_compiling(year):
    first, last = compiled_on(FIRST), compiled_on(LAST)
    carried_over = CompiledFactory(received_on=BEFORE, compiled_on=date(2025, 1, 2))
    compiled_on(BEFORE)
    compiled_on(AFTER)
    ReportFactory()
    KeptFactory()

    assert rows("opinions.compiled", year) == {first, last, carried_over}


def test_a_report_adopted_twice_counts_once_at_the_level_it_reached(year):
    nation_and_province, province, city_only, none = (CompiledFactory() for _ in range(4))
    AdoptionFactory(report=nation_and_province, level="nation", organ="全国政协")
    AdoptionFactory(report=nation_and_province, level="province")
    AdoptionFactory(report=province, organ="省政协")
    AdoptionFactory(report=province, organ="省委办公厅")
    AdoptionFactory(report=city_only, level="city", organ="市委")

    assert rows("opinions.adopted_national", year) == {nation_and_province}
    assert rows("opinions.adopted_upper", year) == {nation_and_province, province}
    assert rows("opinions.adopted", year) == {nation_and_province, province, city_only}
    assert FIGURES["opinions.adopted_rate"].value(year) == Decimal(3) / Decimal(4)
    assert none not in rows("opinions.adopted", year)


def test_adoption_counts_in_the_year_of_both_compiling_and_adoption(year):
    inside = compiled_on(FIRST)
    AdoptionFactory(report=inside, adopted_on=LAST)
    late = compiled_on(LAST)
    AdoptionFactory(report=late, adopted_on=AFTER)
    earlier = compiled_on(BEFORE)
    AdoptionFactory(report=earlier, adopted_on=FIRST)

    assert rows("opinions.adopted_upper", year) == {inside}
    assert rows("opinions.adopted_earlier", year) == {earlier}


def test_issues_count_when_sent_and_not_withdrawn(year):
    special, ordinary = SentFactory(sent_on=FIRST), SentFactory(sent_on=LAST, series="ordinary")
    BulletinFactory()
    SentFactory(sent_on=BEFORE)
    SentFactory(sent_on=AFTER)
    SentFactory(state="withdrawn", withdrawn_on=date(2025, 5, 9), withdrawn_reason="数据有误")

    assert rows("opinions.bulletins", year) == {special, ordinary}
    assert rows("opinions.special_bulletins", year) == {special}


def test_one_issue_with_many_instructions_is_one_issue(year):
    praised, once, silent = (SentFactory(sent_on=date(2025, 5, 8)) for _ in range(3))
    ordinary = SentFactory(series="ordinary")
    acts = {
        instruct(praised),
        instruct(praised, leader_name="领导乙"),
        instruct(praised),
        instruct(once, instructed_on=LAST),
    }
    instruct(silent, instructed_on=AFTER)
    instruct(ordinary)

    assert rows("instructions.on_bulletins", year) == acts
    assert rows("opinions.bulletins_instructed", year) == {praised, once}
    assert FIGURES["opinions.instructed_rate"].value(year) == Decimal(2) / Decimal(3)


def test_an_act_on_a_product_of_another_kind_with_the_same_id_is_not_counted(year):
    from django.contrib.contenttypes.models import ContentType

    issue = SentFactory()
    report = CompiledFactory(pk=issue.pk)
    instruct(report, product_type=ContentType.objects.get_for_model(report))

    assert rows("instructions.on_bulletins", year) == set()
    assert rows("opinions.bulletins_instructed", year) == set()


def test_an_act_on_last_years_issue_is_in_neither_figure(year):
    instruct(SentFactory(sent_on=BEFORE), instructed_on=FIRST)

    assert rows("instructions.on_bulletins", year) == set()
    assert rows("opinions.bulletins_instructed", year) == set()


def test_another_committee_does_not_count(year):
    with within(committee("linshi", "邻市").pk):
        AdoptionFactory()
        instruct(SentFactory())

    assert set(values(OURS, year).values()) == {Decimal(0), None}


def a_year():
    report = CompiledFactory()
    AdoptionFactory(report=report, level="nation")
    AdoptionFactory(report=report, level="city")
    earlier = compiled_on(BEFORE)
    AdoptionFactory(report=earlier, adopted_on=FIRST)
    issue = SentFactory(reports=[report, earlier])
    SentFactory(series="direct")
    instruct(issue)
    instruct(issue, leader_level="province")
    KeptFactory(source="county")


@pytest.mark.parametrize(
    ("figure", "by"),
    [(figure, by) for figure in OURS if not figure.is_ratio for by in figure.splits],
    ids=lambda item: getattr(item, "key", item),
)
def test_the_parts_of_a_split_add_up(year, figure, by):
    a_year()

    assert sum(figure.split(year, by).values()) == figure.value(year) > 0


def test_relations_hold(year):
    a_year()
    for figure in OURS:
        for relation in figure.relations:
            if relation.kind == "part_of":
                part = set(figure.rows(year).values_list("pk", flat=True))
                whole = set(FIGURES[relation.other].rows(year).values_list("pk", flat=True))
                assert part <= whole, figure.key
            elif relation.kind == "at_most":
                assert figure.value(year) <= FIGURES[relation.other].value(year)
            else:
                assert (relation.kind, relation.field) == ("contiguous", "number")


def test_all_figures_are_computed_together(year, django_assert_max_num_queries):
    a_year()

    with django_assert_max_num_queries(5):
        found = values(OURS, year)
    assert found == {figure.key: figure.value(year) for figure in OURS}
    assert found["instructions.on_bulletins"] == 2
