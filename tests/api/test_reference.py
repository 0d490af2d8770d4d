"""The reference pages say what the program does."""

import pytest
from django.core.management import CommandError, call_command

from yizheng.api.management.commands.docs import FOLDER
from yizheng.api.reference import PAGES
from yizheng.api.reference.markdown import table
from yizheng.core.access import ACTIONS
from yizheng.core.indicators import FIGURES
from yizheng.core.registers import REGISTERS
from yizheng.core.workflow import TRANSITIONS


def test_the_committed_reference_is_current():
    for name, page in PAGES.items():
        stored = (FOLDER / name).read_text(encoding="utf-8")
        assert stored == page(), f"docs/reference/{name}: run `yizheng docs`"


@pytest.mark.parametrize(
    ("page", "keys"),
    [
        ("transitions.md", TRANSITIONS),
        ("figures.md", FIGURES),
        ("rights.md", ACTIONS),
        ("registers.md", REGISTERS),
    ],
)
def test_every_key_of_a_registry_is_on_its_page(page, keys):
    said = PAGES[page]()

    assert [key for key in keys if key not in said] == []


def test_a_stale_page_is_named(tmp_path, capsys):
    call_command("docs", to=tmp_path)
    call_command("docs", to=tmp_path, check=True)
    (tmp_path / "rights.md").write_text("other")
    (tmp_path / "rules.md").unlink()

    with pytest.raises(CommandError, match=r"rights\.md、rules\.md"):
        call_command("docs", to=tmp_path, check=True)


def test_a_cell_cannot_break_its_table():
    assert table(["甲"], [["一|二\n三"], [None]]) == "| 甲 |\n|---|\n| 一\\|二 三 |\n|  |"
