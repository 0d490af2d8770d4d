"""What a proposal's text was, version by version, and what was changed in it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.factories.accounts import acting
from tests.factories.members import two_sessions
from tests.factories.proposals import ProposalFactory, member
from yizheng.accounts.roles import Role
from yizheng.core.wording import length
from yizheng.proposals import services, texts
from yizheng.proposals.texts import Piece, changes

BEGUN = datetime(2025, 3, 10, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = timedelta(days=1)
WORDS = {
    "title": "关于通学路的提案",
    "situation": "拥堵。",
    "analysis": "路窄。",
    "suggestion": "拓宽。",
}


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("", "", []),
        ("一。二。", "一。二。", [Piece("kept", "一。二。")]),
        ("", "一。", [Piece("added", "一。")]),
        ("一。", "", [Piece("cut", "一。")]),
        (
            "车位不足。管理不清。",
            "车位不足。责任不清。",
            [Piece("kept", "车位不足。"), Piece("cut", "管理不清。"), Piece("added", "责任不清。")],
        ),
        ("一\n二", "一\n三", [Piece("kept", "一\n"), Piece("cut", "二"), Piece("added", "三")]),
        (
            "一。二。三。四。五。",
            "一。二。三。四。五。六。",
            [
                Piece("kept", "一。"),
                Piece("folded", "3"),
                Piece("kept", "五。"),
                Piece("added", "六。"),
            ],
        ),
    ],
)
def test_what_was_changed_is_told_by_the_sentence(old, new, pieces):
    assert changes(old, new) == pieces


def test_no_word_of_either_text_is_lost_between_the_pieces():
    old, new = "甲；乙！丙？丁\n戊", "甲；丙？己。戊"

    found = changes(old, new)

    assert "".join(one.text for one in found if one.kind in ("kept", "cut")) == old
    assert "".join(one.text for one in found if one.kind in ("kept", "added")) == new


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("一 二\n三\t", 3), ("\u3000缩进", 2), ("𠮷", 1), ("a b", 2)]
)
def test_length_is_what_the_counter_of_the_page_says(text, count):
    assert length(text) == count


@pytest.fixture
def written(city):
    """A proposal begun, changed twice, and handed in; and who did it."""
    two_sessions()
    by = acting(Role.MEMBER, person=member())
    draft = services.start_draft(by=by, facts=WORDS, at=BEGUN)
    for day, suggestion in ((1, "拓宽两米。"), (2, "拓宽三米。")):
        draft = services.revise_draft(
            draft,
            by=by,
            facts={"suggestion": suggestion},
            version=draft.version,
            at=BEGUN + day * DAY,
        )
    return services.submit_proposal(draft, by=by, at=BEGUN + 3 * DAY), by


@pytest.mark.django_db
def test_every_text_that_was_saved_is_a_version(written):
    proposal, by = written

    found = texts.versions_of(proposal)

    assert [version.words["suggestion"] for version in found] == [
        "拓宽。", "拓宽两米。", "拓宽三米。",
    ]  # fmt: skip
    assert [version.handed_in_at for version in found] == [None, None, BEGUN + 3 * DAY]
    assert {version.event.by_name for version in found} == {by.name}


@pytest.mark.django_db
def test_what_changed_no_word_is_no_version(written):
    proposal, _ = written
    returned = services.return_proposal(
        proposal, by=acting(Role.PROPOSALS), at=BEGUN + 4 * DAY, return_note="补充"
    )
    by = acting(Role.MEMBER, person=proposal.proposer)
    services.revise_draft(returned, by=by, facts={"is_named": False}, version=returned.version)

    assert len(texts.versions_of(proposal)) == 3


@pytest.mark.django_db
def test_a_reader_from_some_day_on_sees_the_text_of_that_day_first(written):
    proposal, _ = written

    found = texts.versions_of(proposal, since=BEGUN + DAY)

    assert [version.words["suggestion"] for version in found] == ["拓宽两米。", "拓宽三米。"]


@pytest.mark.django_db
def test_versions_cost_one_query(written, django_assert_num_queries):
    proposal, _ = written

    with django_assert_num_queries(1):
        texts.versions_of(proposal)


@pytest.mark.django_db
def test_the_digest_is_of_the_words_the_submitter_and_the_signers(city):
    one = ProposalFactory()
    same = texts.digest_of(one, [3, 1])

    assert texts.digest_of(one, [1, 3]) == same
    assert texts.digest_of(one, [1]) != same
    for name, value in (("title", "别的"), ("submitter_type", "joint"), ("proposer", member())):
        changed = type(one).objects.get(pk=one.pk)
        setattr(changed, name, value)
        assert texts.digest_of(changed, [1, 3]) != same
