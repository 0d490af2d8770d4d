"""Earlier proposals on the same matter: what is found, by whom, and what happens to the index."""

import shutil
from datetime import UTC, datetime

import pytest
from django.conf import settings as django_settings

from tests.factories.accounts import acting
from tests.factories.members import committee
from tests.factories.proposals import (
    FiledFactory,
    ProposalFactory,
    ReturnedFactory,
    SubmittedFactory,
    member,
)
from yizheng.accounts.roles import Role
from yizheng.core import similar
from yizheng.core.history import Chain
from yizheng.core.similar.index import path_of
from yizheng.core.tenancy import within
from yizheng.desk.management.commands.work import follow_texts
from yizheng.proposals.services import file_proposal, submit_proposal
from yizheng.proposals.similar import PROPOSALS, body_of

DAY = datetime(2025, 4, 12, 2, 0, tzinfo=UTC)
PARKING = {
    "title": "关于缓解老城区停车难的提案",
    "situation": "老城区机动车多，泊位少，夜间占道停车严重。",
    "analysis": "单位车场晚间空置，居民无处停车。",
    "suggestion": "推动机关事业单位车位夜间错时共享，建设立体停车库。",
}
LIFTS = {
    "title": "关于加快既有住宅加装电梯的提案",
    "situation": "多层住宅里老人上下楼困难。",
    "analysis": "低层住户不同意，资金筹措难。",
    "suggestion": "市级财政给予补助，街道主持协商。",
}
QUESTION = "中心城区车位不足，建议机关大院夜间错时共享车位，多建立体停车库。"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.SIMILAR_ROOT = tmp_path / "similar"


def clerk():
    return acting(Role.PROPOSALS)


def found(text=QUESTION, *, actor=None, **options):
    """The proposals found, best first."""
    answer = similar.find(PROPOSALS, text, actor or clerk(), **options)
    return [one.record for one in answer.similar]


def test_what_shares_the_telling_words_is_found_and_nothing_else(city):
    parking, other = FiledFactory(**PARKING), FiledFactory(**LIFTS)

    assert found() == [parking]
    assert found("加装电梯的补助标准偏低，低层住户不同意。") == [other]
    assert found("关于加强未成年人网络保护的建议。") == []
    assert found("") == []


def test_the_title_tells_most(city):
    parking, lifts = FiledFactory(**PARKING), FiledFactory(**LIFTS)

    assert found("请有关部门研究。", title="住宅加装电梯") == [lifts]
    assert found("请有关部门研究。", title="停车难") == [parking]


def test_the_same_text_comes_first_however_it_is_set(city):
    same = FiledFactory(**PARKING | {"title": "另一个案由"})
    alike = FiledFactory(**PARKING | {"suggestion": PARKING["suggestion"] + "并公布泊位。"})
    text = "\n\n".join(PARKING[part] for part in ("situation", "analysis", "suggestion"))
    set_otherwise = text.replace("，", " , ").replace("。", ".\n").replace("少", "少　")

    answer = similar.find(PROPOSALS, set_otherwise, clerk(), title=PARKING["title"])

    assert [(one.record, one.is_same) for one in answer.similar] == [(same, True), (alike, False)]
    assert answer.is_complete


def test_the_same_text_is_found_among_many_that_are_alike(city):
    for number in range(30):
        FiledFactory(**PARKING | {"suggestion": PARKING["suggestion"] + f"首批开放{number}处。"})
    same = FiledFactory(**PARKING)
    body = body_of(same)

    assert found(body, limit=3, title=PARKING["title"])[0] == same
    assert len(found(body, limit=3)) == 3


def test_drafts_and_the_proposal_itself_are_left_out(city):
    parking = FiledFactory(**PARKING)
    ProposalFactory(**PARKING)

    assert found(body_of(parking), besides=parking.pk) == []


def test_one_finds_only_what_one_may_see(city):
    filed, waiting = FiledFactory(**PARKING), SubmittedFactory(**PARKING)
    mine = SubmittedFactory(**PARKING, proposer=(person := member()))
    body = body_of(filed)

    assert set(found(body)) == {filed, waiting, mine}
    assert set(found(body, actor=acting(Role.MEMBER, person=person))) == {filed, mine}
    assert found(body, actor=acting(Role.MEMBER, person=member())) == [filed]
    assert found(body, actor=acting(Role.AUDIT_OFFICER)) == []


def test_what_others_may_not_see_takes_no_place_from_what_they_may(city):
    for _ in range(20):
        SubmittedFactory(**PARKING)
    filed = FiledFactory(**PARKING)

    assert found(body_of(filed), actor=acting(Role.MEMBER, person=member())) == [filed]


def test_committees_find_their_own_only(city):
    FiledFactory(**PARKING)
    neighbour = committee("linshi", "邻市")
    with within(neighbour.pk):
        theirs = FiledFactory(**PARKING)
        assert found(actor=acting(Role.PROPOSALS, committee=neighbour)) == [theirs]
    assert theirs not in found()


def test_what_is_handed_in_returned_and_changed_is_taken_in_at_the_next_look(city):
    by = acting(Role.MEMBER, person=(person := member()))
    draft = ProposalFactory(**LIFTS, proposer=person)
    FiledFactory(**PARKING)
    assert found(body_of(draft)) == []

    submitted = submit_proposal(draft, by=by, at=datetime(2025, 3, 26, 2, 0, tzinfo=UTC))
    assert found(body_of(draft)) == [submitted]

    changed = ReturnedFactory(**LIFTS, proposer=person)
    similar.rebuild(PROPOSALS)
    changed.title, changed.situation = "关于整治噪声扰民的提案", "广场舞噪声扰民。"
    changed.analysis, changed.suggestion = "没有限定时段。", "划定时段，设置声级显示屏。"
    changed.save()
    submit_proposal(changed, by=by, at=datetime(2025, 3, 27, 2, 0, tzinfo=UTC))

    assert found("噪声扰民，划定时段。") == [changed]
    assert found(body_of(draft)) == [submitted]


def test_a_page_takes_in_what_is_new_and_leaves_the_rest_to_the_worker(city, monkeypatch):
    by, old = clerk(), FiledFactory(**LIFTS)
    file_proposal(SubmittedFactory(**LIFTS), by=by, at=DAY, category="society")
    similar.rebuild(PROPOSALS)
    monkeypatch.setattr("yizheng.core.similar.finding.IN_A_PAGE", 2)
    for _ in range(3):
        file_proposal(
            SubmittedFactory(**PARKING, session=old.session), by=by, at=DAY, category="society"
        )

    first, second = similar.find(PROPOSALS, QUESTION, by), similar.find(PROPOSALS, QUESTION, by)

    assert (len(first.similar), first.is_complete) == (2, False)
    assert (len(second.similar), second.is_complete) == (3, True)


def test_an_index_that_would_take_long_is_made_by_the_worker(city, monkeypatch):
    parking = FiledFactory(**PARKING)
    FiledFactory(**LIFTS)
    monkeypatch.setattr("yizheng.core.similar.finding.IN_A_PAGE", 1)

    before = similar.find(PROPOSALS, QUESTION, clerk())
    follow_texts()

    assert (before.similar, before.is_complete) == ([], False)
    assert found() == [parking]


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: shutil.rmtree(path.parent),
        lambda path: path.write_bytes(b"no index" * 1000),
        lambda path: path.unlink(),
    ],
    ids=["the folder is lost", "the file is damaged", "the file is lost"],
)
def test_a_lost_index_is_made_again(city, harm):
    parking = FiledFactory(**PARKING)
    assert found() == [parking]
    path = path_of(PROPOSALS.name, city.pk)
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    harm(path)

    found()

    assert found() == [parking]


def test_where_no_index_can_be_kept_the_page_stands_and_says_so(city, settings, tmp_path):
    FiledFactory(**PARKING)
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    settings.SIMILAR_ROOT = tmp_path / "file"

    answer = similar.find(PROPOSALS, QUESTION, clerk())
    follow_texts()

    assert (answer.similar, answer.is_complete) == ([], False)


def test_an_index_of_another_past_is_made_anew(city):
    """After the database was put back from a copy, or founded anew beside an old data folder."""
    by = clerk()
    file_proposal(SubmittedFactory(**PARKING), by=by, at=DAY, category="society")
    assert len(found()) == 1
    Chain.objects.all()[0].events.update(digest="0" * 64)
    parking = FiledFactory(**PARKING)
    file_proposal(SubmittedFactory(**LIFTS), by=by, at=DAY, category="society")

    assert parking in found()


def test_finding_costs_the_same_however_many_there_are(city, django_assert_num_queries):
    by = clerk()
    for number in range(12):
        FiledFactory(**LIFTS | {"title": f"关于加装第{number}部电梯的提案"})
    for _ in range(2):
        file_proposal(SubmittedFactory(**PARKING), by=by, at=DAY, category="society")
    found(actor=by)
    with django_assert_num_queries(2):
        assert len(found(actor=by)) == 2
    for _ in range(3):
        file_proposal(SubmittedFactory(**PARKING), by=by, at=DAY, category="society")
    found(actor=by)
    with django_assert_num_queries(2):
        assert len(found(actor=by)) == 5


def test_the_index_lies_in_the_data_folder_and_holds_no_names(city):
    assert django_settings.SIMILAR_ROOT.name == "similar"
    similar.rebuild(PROPOSALS)
    assert path_of(PROPOSALS.name, city.pk).parents[1] == django_settings.SIMILAR_ROOT
