import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.reports.files import UNUSABLE, word_file

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.usefixtures("year", "three_members")


def run(*words):
    """`(exit code, standard output, standard error)` of a command."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(*words, stdout=out, stderr=err)
    except SystemExit as stop:
        return stop.code, out.getvalue(), err.getvalue()
    except CommandError as refusal:
        return refusal.returncode, out.getvalue(), f"{refusal}\n"
    return 0, out.getvalue(), err.getvalue()


def test_every_figure_is_listed_as_json_in_a_stable_order():
    code, out, _ = run("figures", "2025", "--json")
    figures = json.loads(out)
    total = next(figure for figure in figures if figure["key"] == "members.total")

    assert code == 0
    assert total == {
        "key": "members.total",
        "label": "委员总数",
        "unit": "名",
        "value": 3,
        "clock": "year",
        "basis": "state",
        "first": "2025-01-01",
        "last": "2025-12-31",
    }
    assert run("figures", "2025", "--json")[1] == out


def test_undefined_ratios_are_null_and_shares_are_fractions():
    figures = {one["key"]: one for one in json.loads(run("figures", "2025", "--json")[1])}
    values = [one["value"] for one in figures.values() if one["unit"] == "%"]

    assert all(value is None or 0 <= value <= 1 for value in values)
    assert None in values


def test_the_table_is_aligned_for_chinese():
    lines = run("figures", "2025")[1].splitlines()
    assert lines[0].split() == ["指标", "名称", "数值", "年度", "口径", "起止"]
    assert any(line.split()[:3] == ["members.total", "委员总数", "3名"] for line in lines)


def test_the_records_behind_a_figure_are_shown(three_members):
    code, out, _ = run("figures", "show", "members.total", "2025")
    found = json.loads(run("figures", "show", "members.total", "2025", "--json")[1])

    assert code == 0
    assert [name in out for name in ("甲一", "乙二", "丙三")] == [True, True, True]
    assert {row["id"] for row in found["records"]} == {one.person_id for one in three_members}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["figures", "1999"], "没有1999年度的记录；现有年度：2025、2026"),
        (["figures", "二〇二五"], "不是年度"),
        (["figures", "2025", "--committee", "nowhere"], "anlan（安澜市政协）"),
        (["figures", "show", "members.tot", "2025"], "members.sectors、members.total"),
        (["figures", "show", "x.y", "2025"], "members.…"),
        (["figures", "show", "members.total"], "写法"),
        (["figures", "verify", "abc"], "不是年度"),
        (["check", "/no/such/file.txt", "--year", "2025"], "没有“/no/such/file.txt”这个文件"),
        (["check", "/proc", "--year", "2025"], "不能读取“/proc”"),
        (["claims", "/no/such/file.txt", "--out", "claims-out"], "这个文件"),
    ],
)
def test_what_is_wrong_ends_with_code_2_and_one_sentence(words, says):
    code, out, err = run(*words)

    assert (code, out) == (2, "")
    assert says in err
    assert err.count("\n") == 1


@pytest.fixture
def draft(tmp_path):
    def write(text, name="稿.txt"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write


def test_a_draft_that_agrees_exits_0(draft):
    path = draft("现有政协委员3名。")
    code, out, _ = run("check", path, "--year", "2025", "--json")
    (claim,) = json.loads(out)["claims"]

    assert code == 0
    assert (claim["start"], claim["end"], claim["text"]) == (6, 8, "3名")
    assert (claim["indicator"], claim["verdict"], claim["recorded"]) == (
        "members.total",
        "confirmed",
        3,
    )


def test_a_draft_that_contradicts_exits_1(draft):
    path = draft("现有政协委员5名。")
    code, out, _ = run("check", path, "--year", "2025")

    assert code == 1
    assert "与记录不符" in out
    assert (
        json.loads(run("check", path, "--year", "2025", "--json")[1])["claims"][0]["recorded"] == 3
    )


def test_a_draft_that_contradicts_itself_exits_1(draft):
    code, out, _ = run(
        "check", draft("立案提案300件，其中党派提案100件，委员提案250件。"), "--year", "2025"
    )
    assert code == 1
    assert "文中不合" in out


def test_a_word_file_is_checked_by_code_points(draft):
    path = draft(word_file("𠮷政协共有委员3名。"), "稿.docx")
    (claim,) = json.loads(run("check", path, "--year", "2025", "--json")[1])["claims"]
    assert (claim["start"], claim["end"]) == (7, 9)


@pytest.mark.parametrize(("content", "says"), UNUSABLE.values(), ids=UNUSABLE)
def test_an_unusable_draft_exits_2(draft, content, says):
    code, out, err = run("check", draft(content, "稿.docx"), "--year", "2025")

    assert (code, out) == (2, "")
    assert says in err
    assert err.count("\n") == 1


def test_claims_are_written_as_files_without_a_database(draft, tmp_path):
    path = draft("立案提案451件，其中重点提案18件。", "07.txt")

    assert run("claims", path, "--out", str(tmp_path / "out"))[0] == 0

    lines = (tmp_path / "out" / "07.jsonl").read_text().splitlines()
    assert [json.loads(line)["text"] for line in lines] == ["451件", "18件"]
    assert (tmp_path / "out" / "relations.jsonl").exists()


def test_an_unwritable_folder_exits_2(draft):
    code, _, err = run("claims", draft("立案3件"), "--out", "/proc/nowhere")
    assert (code, "不能写入" in err) == (2, True)


def test_from_the_command_line_a_refusal_is_one_sentence_on_stderr(tmp_path):
    environment = {"YIZHENG_DATA": str(tmp_path), "PYTHONPATH": "src", "PATH": os.environ["PATH"]}
    for words in (["figures"], ["figures", "2025", "--yes"], ["check", "no-such.txt"]):
        done = subprocess.run(
            [sys.executable, "-m", "yizheng", *words],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("写法不对。写法：yizheng ")
        assert done.stderr.count("\n") == 1
