"""`yizheng import`: a table taken over by a command, with the words and refusals of the pages."""

import io

import pytest
from django.core.management import CommandError, call_command

from tests.factories.accounts import user_with
from tests.factories.members import PartyFactory, SectorFactory, TermFactory
from tests.factories.tables import xlsx
from tests.importing.test_roster import GOOD, HEADS, but
from yizheng.accounts.roles import Role
from yizheng.importing.models import ImportRun
from yizheng.members.models import Mandate


@pytest.fixture
def command(tmp_path, city):
    TermFactory(ordinal=4)
    SectorFactory(name="医药卫生界")
    PartyFactory(name="民盟")
    user = user_with(Role.OFFICE)

    def run(*rows, options=(), who=user, what="members.mandate"):
        path, said = tmp_path / "名册.xlsx", io.StringIO()
        path.write_bytes(xlsx([HEADS, *rows]))
        call_command("import", what, str(path), "--as", who.username, *options, stdout=said)
        return said.getvalue().splitlines()

    return run


def test_a_table_is_stored_once_and_can_be_taken_back(command):
    assert command(GOOD)[-1] == "已导入 1 条"
    assert command(GOOD)[-1] == "没有要导入的，什么也没有改动"
    assert command(but(界别="医药卫生界", 党派="", 性别="男"))[0] == "第 2 行，性别：“女”改为“男”"
    assert (Mandate.objects.count(), ImportRun.objects.count()) == (1, 2)


def test_looking_stores_nothing_and_faults_stop_all(command):
    assert command(GOOD, options=["--dry-run"])[-1] == "只核对，没有保存"
    with pytest.raises(CommandError, match="什么也没有导入"):
        command(GOOD, but(姓名="汤和", 委员证号="0002", 界别="航天界"))
    assert Mandate.objects.count() == 0
    said = command(
        GOOD, but(姓名="汤和", 委员证号="0002", 界别="航天界"), options=["--skip-faulty"]
    )
    assert said == [
        "第 3 行，界别：没有“航天界”，请先登记，或者核对写法",
        "新增 1，变更 0，已有且相同 0，有错误 1",
        "已导入 1 条",
    ]


def test_who_may_not_enter_such_records_is_refused(command):
    with pytest.raises(CommandError, match="您无权导入这个台账"):
        command(GOOD, who=user_with(Role.MEMBER))
    with pytest.raises(CommandError):
        command(GOOD, what="core.event")
