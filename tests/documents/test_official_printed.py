"""Letters and issues as a word processor lays them out."""

import datetime
import re
import shutil
import subprocess

import pytest

from tests.documents.letters import reply
from yizheng.documents import official
from yizheng.documents.official import Block

MISSING = [name for name in ("soffice", "pdftotext") if shutil.which(name) is None]
pytestmark = [
    pytest.mark.apart,
    pytest.mark.slow,
    pytest.mark.skipif(
        bool(MISSING),
        reason=f"no {' or '.join(MISSING)}: install libreoffice-writer-nogui and poppler-utils",
    ),
]
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<')


@pytest.fixture
def printed(tmp_path):
    """The pages of a letter, each a list of (left, top, right, bottom in mm, text)."""

    def pages(letter):
        (tmp_path / "letter.docx").write_bytes(official.as_docx(letter))
        office = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
        convert = [*office, "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "letter.docx"]
        subprocess.run(convert, check=True, capture_output=True, timeout=120)
        boxes = ["pdftotext", "-bbox", tmp_path / "letter.pdf", "-"]
        text = subprocess.run(boxes, check=True, capture_output=True, timeout=60).stdout.decode()
        return [
            [
                (*[float(side) / 72 * 25.4 for side in sides], word)
                for *sides, word in WORD.findall(page)
            ]
            for page in text.split("<page ")[1:]
        ]

    return pages


def plain(page):
    return "".join(word for *_, word in page)


def test_a_short_letter_is_one_page_with_its_parts_in_order(printed):
    (page,) = printed(reply())
    text = plain(page)
    parts = [
        "A安澜市住房和城乡建设局",
        "安住建函〔2025〕12号",
        "对市政协四届五次会议第12号提案的答复",
        "王某委员：",
        "一、关于新增停车位",
        "附件：1.新增停车位一览表2.共享停车单位名单",
        "安澜市住房和城乡建设局2025年7月9日",
        "（联系人：李某，电话：100-0001）",
        "抄送：市政协提案委员会，市政府督查室。",
    ]
    places = [text.find(part) for part in parts]

    assert -1 not in places
    assert places == sorted(places)
    assert "— 1 —" not in text


def test_the_parts_stand_where_the_standard_puts_them(printed):
    (page,) = printed(reply())
    mark = next(box for box in page if box[4] == "A")
    name = next(box for box in page if box[4].startswith("安澜市住房"))
    number = max((box for box in page if name[1] < box[1] < 60), key=lambda box: box[2])
    copies = next(box for box in page if box[4].startswith("抄送"))

    # Boxes are those of a substitute's characters, some millimetres higher than what is inked.
    assert mark[3] < 30
    assert 26 < name[1] < 31
    assert round(mark[2]) == round(number[2]) == 184
    assert 255 < copies[3] < 263


def test_a_long_letter_is_numbered_from_its_second_page_and_ends_with_the_copies(printed):
    first, *others = printed(reply(paragraphs=(Block("为民办实事。" * 60),) * 4))

    assert [plain(page).count("—") for page in (first, *others)] == [0, *[2] * len(others)]
    assert "抄送：市政协提案委员会" in plain(others[-1])
    assert sum(plain(page).count("办") for page in (first, *others)) == 240


def test_an_issue_has_its_masthead_above_and_its_recipients_at_the_foot(printed):
    issue = official.Issue(
        name="社情民意专报",
        number="2025年第12期",
        organ="安澜市政协研究室",
        on=datetime.date(2025, 5, 8),
        recipients="市委、市政府领导",
        pieces=(
            official.Piece("老旧电梯更新难", (Block("更新资金没有来源。"),), "委员甲反映"),
            official.Piece("校门口停车乱", (Block("早晚拥堵。"),)),
        ),
    )

    (page,) = printed(issue)

    text = plain(page)
    parts = [
        "社情民意专报", "2025年第12期", "安澜市政协研究室2025年5月8日", "老旧电梯更新难",
        "（委员甲反映）", "校门口停车乱", "报送：市委、市政府领导。",
    ]  # fmt: skip
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)
    foot = max(bottom for *_, bottom, word in page if "报送" in word)
    assert foot > 240
