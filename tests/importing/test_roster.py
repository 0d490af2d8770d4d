"""The roster from a table: ten planted errors, people made along, nothing guessed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import acting
from tests.factories.members import (
    MandateFactory,
    PartyFactory,
    PersonFactory,
    SectorFactory,
    TermFactory,
)
from tests.factories.tables import csv_file, xlsx
from yizheng.core.jobs import Job
from yizheng.core.tables import read
from yizheng.importing.imports import work
from yizheng.importing.imports.columns import cells_of, needed_headings
from yizheng.importing.imports.deciding import Fate, decide
from yizheng.importing.imports.storing import store
from yizheng.members.models import Mandate, Person, Sector, Term
from yizheng.members.registers import MANDATES

pytestmark = pytest.mark.django_db
HEADS = ("姓名", "性别", "工作单位及职务", "党派", "委员证号", "界别", "届", "任职日期", "状态")
GOOD = ("甘霖", "女", "市第一医院医生", "民盟", "0001", "医药卫生界", "第四届", "2022-1-10", "在任")


@pytest.fixture
def roster(city):
    TermFactory(ordinal=4)
    SectorFactory(name="医药卫生界")
    SectorFactory(name="教育界")
    PartyFactory(name="中国民主同盟", short_name="民盟")
    return acting("office")


def table(*rows, heads=HEADS, make=xlsx, kind="xlsx"):
    known = [cell.heading for cell in cells_of(MANDATES.key)]
    content = make([heads, *rows])
    return read(kind, content, known=known, needed=needed_headings(MANDATES))


def found(by, *rows, **options):
    return decide(MANDATES, table(*rows, **options), by=by)


def but(**changes):
    names = dict(zip(HEADS, GOOD, strict=True)) | changes
    return tuple(names[head] for head in HEADS)


def test_a_good_line_makes_the_person_along(roster):
    run = store(found(roster, GOOD), by=roster, name="名册.xlsx", sha256="0" * 64)

    mandate = Mandate.objects.select_related("person__party", "sector").get()
    assert (run.made, run.changed, run.faulty) == (1, 0, 0)
    assert (mandate.number, mandate.sector.name) == ("0001", "医药卫生界")
    person = mandate.person
    assert (person.name, person.sex, person.party.name) == ("甘霖", "female", "中国民主同盟")


PLANTED = (
    ({"姓名": ""}, "姓名", "没有填写"),
    ({"性别": "雌"}, "性别", "没有“雌”这一项"),
    ({"党派": "无此党"}, "党派", "没有“无此党”"),
    ({"界别": "航天界"}, "界别", "没有“航天界”，请先登记"),
    ({"届": "第九届"}, "届", "没有“第九届”"),
    ({"任职日期": "去年"}, "任职日期", "“去年”不是日期"),
    ({"任职日期": "2022-2-30"}, "任职日期", "没有“2022-2-30”这一天"),
    ({"状态": "辞职"}, "", "离任的委员须有离任日期"),
    ({"委员证号": ""}, "委员证号", "没有填写"),
    ({"委员证号": "0001"}, "委员证号", "与第2行重复"),
)


def test_ten_planted_errors_are_found_and_nothing_else(roster):
    lines = [GOOD]
    for place, (changes, _, _) in enumerate(PLANTED, 2):
        lines.append(but(**{"姓名": f"人员{place}", "委员证号": f"{place:04d}"} | changes))
    lines.append(but(姓名="汤和", 委员证号="0099"))

    decided = found(roster, *lines)

    assert decided.counts == {"new": 2, "changed": 0, "same": 0, "faulty": 10}
    for case, (_, column, sentence) in zip(decided.of(Fate.FAULTY), PLANTED, strict=True):
        [(head, said)] = case.faults
        assert (head, sentence in said) == (column, True), case.faults


def test_a_longer_table_asks_no_more_of_the_rows_it_points_to(roster):
    def asked(lines):
        rows = [but(姓名=f"人员{n}", 委员证号=f"{n:04d}") for n in range(lines)]
        with CaptureQueriesContext(connection) as seen:
            found(roster, *rows)
        return [one["sql"] for one in seen if ' FROM "' in one["sql"] and "WHERE" in one["sql"]]

    pointed = ("units_party", "members_sector", "members_term", "members_person")
    few, many = (
        sum(any(f'FROM "{name}"' in sql for name in pointed) for sql in asked(lines))
        for lines in (2, 12)
    )
    assert few == many


def test_a_short_name_and_a_whole_one_mean_the_same(roster):
    store(found(roster, GOOD), by=roster, name="a", sha256="")
    assert found(roster, but(党派="中国民主同盟")).counts["same"] == 1


def test_twice_is_once(roster):
    store(found(roster, GOOD), by=roster, name="a", sha256="")

    again = found(roster, GOOD)

    assert again.counts == {"new": 0, "changed": 0, "same": 1, "faulty": 0}


def test_a_person_who_is_there_is_corrected_and_not_made_twice(roster):
    person = PersonFactory(name="甘霖", post="市第一医院护士")
    sector = Sector.objects.get(name="医药卫生界")
    MandateFactory(person=person, number="0001", term=Term.objects.get(), sector=sector)

    decided = found(roster, GOOD)
    store(decided, by=roster, name="a", sha256="")

    case = decided.cases[0]
    assert case.fate == Fate.CHANGED
    assert ("工作单位及职务", "市第一医院护士", "市第一医院医生") in case.told
    assert Person.objects.get().post == "市第一医院医生"


def test_of_two_namesakes_none_is_guessed(roster):
    PersonFactory(name="甘霖", post="甲单位")
    PersonFactory(name="甘霖", post="乙单位")

    [case] = found(roster, GOOD).cases

    assert case.faults == [("姓名", "有几个“甘霖”，不知道是哪一个，请写全单位职务")]
    [case] = found(roster, but(工作单位及职务="乙单位", 性别="", 党派="")).cases
    assert case.fate == Fate.NEW


def test_blank_cells_say_nothing(roster):
    store(found(roster, GOOD), by=roster, name="a", sha256="")

    assert found(roster, but(性别="", 党派="", 工作单位及职务="")).counts["same"] == 1


def test_what_the_system_decides_is_not_changed_by_a_table(roster):
    store(found(roster, GOOD), by=roster, name="a", sha256="")
    heads = (*HEADS, "离任日期")

    [case] = found(roster, (*but(状态="辞职"), "2024-5-1"), heads=heads).cases

    assert case.fate == Fate.CHANGED, "a standing is typed in, it is no state of a workflow"


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (xlsx, "xlsx"),
        (csv_file, "csv"),
        (lambda rows: csv_file(rows, encoding="gb18030"), "csv"),
    ],
)
def test_every_kind_of_file_says_the_same(roster, make, kind):
    decided = found(roster, GOOD, make=make, kind=kind)

    assert decided.counts["new"] == 1
    assert decided.cases[0].facts["started_on"].isoformat() == "2022-01-10"


def test_a_masked_number_says_nothing_and_a_whole_one_is_taken(city):
    from yizheng.members.registers import PEOPLE

    office = acting("office")
    PersonFactory(name="甘霖", phone="13900000001")

    def people(phone):
        known = [cell.heading for cell in cells_of(PEOPLE.key)]
        content = xlsx([("姓名", "联系电话"), ("甘霖", phone)])
        return decide(PEOPLE, read("xlsx", content, known=known, needed=["姓名"]), by=office)

    assert people("139****0001").counts["same"] == 1
    assert people("13900000002").counts["changed"] == 1


def test_a_table_is_checked_and_stored_by_jobs(roster, django_capture_on_commit_callbacks):
    by = roster
    with django_capture_on_commit_callbacks(execute=True):
        job = work.start_check("members.mandate", "名册.xlsx", xlsx([HEADS, GOOD]), by=by)
    job = Job.objects.get(pk=job.pk)
    assert job.result["counts"]["new"] == 1
    with django_capture_on_commit_callbacks(execute=True):
        run = work.start_import(job, by=by, digest=job.result["digest"])

    assert Job.objects.get(pk=run.pk).result["counts"]["new"] == 1
    assert Mandate.objects.count() == 1
