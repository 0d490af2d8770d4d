"""One move on many records: the preview leaves nothing behind, and what it says comes true."""

import uuid
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks import task_backends

from tests.factories.accounts import acting, signed_in, user_with
from tests.factories.members import SessionFactory, committee
from tests.factories.proposals import (
    FiledFactory,
    ProposalFactory,
    ReviewedFactory,
    SubmittedFactory,
    WithdrawnFactory,
    member,
)
from yizheng.core import bulk
from yizheng.core.history import Event
from yizheng.core.jobs import Job, JobState
from yizheng.core.numbering import Series
from yizheng.core.registers import REGISTERS
from yizheng.core.tenancy import within
from yizheng.core.workflow import TRANSITIONS, offered
from yizheng.proposals.models import Proposal
from yizheng.proposals.services.deciding import file_proposal
from yizheng.proposals.states import State

LIST = "/proposals/proposals/"
BULK = f"{LIST}bulk/"
PROPOSALS = REGISTERS["proposals.proposal"]


@pytest.fixture
def staff(client, city):
    return signed_in(client, "proposals")


@pytest.fixture
def post(client, django_capture_on_commit_callbacks):
    """Send a form; what waits for the commit is done before the answer is read."""

    def send(address, **fields):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address, {"idempotency_key": uuid.uuid4().hex, **fields})

    return send


def asked(move, *records, **more):
    query = "&".join([f"move={move}", *(f"ids={record.pk}" for record in records)])
    return f"{BULK}?{query}" + "".join(f"&{name}={value}" for name, value in more.items())


@pytest.fixture
def preview(client, post):
    """Rehearse filing; returns the preview's address."""

    def go(*records, **more):
        answer = post(asked("proposals.file", *records, **more), category="society")
        assert answer.status_code == 303
        return answer["Location"]

    return go


def states(*records):
    found = Proposal.objects.in_bulk([record.pk for record in records])
    return [found[record.pk].state for record in records]


def stored():
    """Everything a move might leave behind."""
    return (
        list(Proposal.objects.order_by("pk").values()),
        list(Event.objects.values()),
        list(Series.objects.values()),
    )


# --- The list ------------------------------------------------------------------------------------


def test_the_list_offers_the_moves_the_reader_might_make(client, staff):
    SubmittedFactory()

    answer = client.get(LIST)

    assert [move.label for move in answer.context["bulk_moves"]] == [
        "预审",
        "复审",
        "照审查意见办理",
        "立案",
        "不予立案",
        "并案",
        "推荐为重点",
        "推荐为优秀",
    ]
    assert 'name="ids"' in answer.content.decode()


def test_a_reader_without_such_rights_sees_the_list_as_ever(client, city):
    FiledFactory()
    signed_in(client, "office")

    page = client.get(LIST).content.decode()

    assert 'name="ids"' not in page and "全选" not in page
    assert client.get(asked("proposals.file")).status_code == 404


def test_the_list_costs_the_same_for_one_row_and_for_three(client, staff):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        return len(queries)

    SubmittedFactory()
    client.get(LIST)
    one = cost()
    SubmittedFactory(), SubmittedFactory()
    assert cost() == one


def test_a_register_that_names_no_moves_has_no_such_page(client, staff):
    assert client.get("/proposals/mine/bulk/?move=proposals.file").status_code == 404


def test_a_move_that_is_not_named_is_not_offered_in_bulk(client, staff):
    keys = {move.key for move in offered(Proposal)} - set(PROPOSALS.bulk)

    assert client.get(asked(min(keys), ReviewedFactory())).status_code == 404


# --- The preview ---------------------------------------------------------------------------------


def test_a_preview_says_who_moves_and_why_others_do_not(client, staff, preview):
    good, gone = SubmittedFactory(), WithdrawnFactory()

    context = client.get(preview(good, gone)).context

    assert [(one.pk, one.before, one.after) for one, _ in context["moved"]] == [
        (good.pk, "待审查", "已立案")
    ]
    assert [(one.pk, one.refusal) for one, _ in context["refused"]] == [
        (gone.pk, "当前为“已撤案”，不能立案")
    ]


def test_filing_many_under_one_category_is_cautioned_with_the_way_to_each_ones_own(
    client, staff, preview
):
    rows = [ReviewedFactory(), ReviewedFactory()]

    form = client.get(asked("proposals.file", *rows)).content.decode()
    foreseen = client.get(preview(*rows)).content.decode()
    other = client.get(asked("proposals.precheck", *rows)).content.decode()

    sentence = "选中的每一件都记同一个类别"
    address = asked("proposals.follow_advice", *rows).replace("&", "&amp;")
    assert (sentence in form, sentence in foreseen, sentence in other) == (True, True, False)
    assert f'href="{address}">改用“照审查意见办理”</a>' in form


def test_a_preview_stores_nothing_and_uses_no_number(client, staff, preview):
    rows = [SubmittedFactory(), WithdrawnFactory()]
    before = stored()

    client.get(preview(*rows))

    assert stored() == before


def test_a_wrong_form_answers_422_with_what_was_typed(client, staff, post):
    row = SubmittedFactory()

    answer = post(asked("proposals.file", row), category="", filed_on="2025-04-10")

    assert answer.status_code == 422
    assert 'value="2025-04-10"' in answer.content.decode()
    assert Job.objects.count() == 0


def test_coming_back_from_a_preview_finds_what_was_typed(client, staff, preview):
    address = preview(SubmittedFactory())

    back = client.get(client.get(address).context["back_url"])

    assert back.context["form"].initial == {"category": "society"}
    assert '<option value="society" selected>' in back.content.decode()


def test_all_that_match_the_filter_are_chosen_without_ticking(client, staff, preview):
    rows = [SubmittedFactory(), SubmittedFactory()]
    WithdrawnFactory()

    context = client.get(preview(every="yes", state="submitted")).context

    assert [one.pk for one, _ in context["moved"]] == [row.pk for row in rows]
    assert context["refused"] == []


def test_too_many_are_refused_with_what_to_do(client, staff, monkeypatch):
    monkeypatch.setattr(bulk, "MOST", 2)
    for _ in range(3):
        SubmittedFactory()

    answer = client.get(asked("proposals.file", every="yes"))

    assert answer.status_code == 422
    assert "选中的超过 2 条。请加上筛选条件，分几次办理。" in answer.content.decode()
    assert client.get(LIST).context["bulk_every"] == []


def test_nothing_ticked_is_said_so(client, staff):
    answer = client.get(asked("proposals.file"))

    assert answer.status_code == 422
    assert "没有选中可以办理的记录" in answer.content.decode()


def test_records_move_oldest_first_however_they_were_ticked(client, staff, preview):
    late, early = SubmittedFactory(submitted_on="2025-03-28"), SubmittedFactory()

    context = client.get(preview(late, early)).context

    assert [one.pk for one, _ in context["moved"]] == [early.pk, late.pk]


def test_a_row_costs_no_more_than_its_move(city):
    by = user_with("proposals").acting("web")
    session, proposer = SessionFactory(), member()
    move = TRANSITIONS["proposals.file"]

    def cost(count):
        rows = [SubmittedFactory(session=session, proposer=proposer) for _ in range(count)]
        ids, said = [row.pk for row in rows], {"category": ["society"]}
        job = bulk.rehearse(PROPOSALS, move, by=by, ids=ids, said=said, asked="")
        with CaptureQueriesContext(connection) as queries:
            bulk.rehearse_all(job, by=by, **job.inputs)
        return len(queries)

    alone = SubmittedFactory(session=session, proposer=proposer)
    with CaptureQueriesContext(connection) as queries:
        file_proposal(alone, by=by, category="society")
    one, three = cost(1), cost(3)
    # The move's own, in a transaction to take it back, some more for the trail's first row.
    assert (three - one) / 2 <= len(queries) + 2


# --- The performance -----------------------------------------------------------------------------


def test_confirming_moves_exactly_what_the_preview_said(client, staff, preview, post):
    good, other, gone = SubmittedFactory(), SubmittedFactory(), WithdrawnFactory()
    unticked = SubmittedFactory()
    address = preview(good, other, gone)

    answer = post(address)

    assert states(good, other, gone, unticked) == ["filed", "filed", "withdrawn", "submitted"]
    context = client.get(answer["Location"]).context
    good.refresh_from_db(), other.refresh_from_db()
    assert [name for name, _ in context["moved"]] == [str(good), str(other)]
    assert context["refused"] == []
    assert Event.objects.filter(action="proposals.file", refused=False).count() == 2


def test_numbers_follow_the_order_of_the_preview(client, staff, preview, post):
    late = SubmittedFactory(submitted_on="2025-03-28")
    early = SubmittedFactory(session=late.session)

    post(preview(late, early))

    late.refresh_from_db(), early.refresh_from_db()
    assert (early.number, late.number) == (1, 2)


def test_what_somebody_changed_meanwhile_is_refused_alone(client, staff, preview, post):
    good, changed = SubmittedFactory(), SubmittedFactory()
    address = preview(good, changed)
    Proposal.objects.filter(pk=changed.pk).update(version=2, title="改过的")

    answer = post(address)

    assert states(good, changed) == ["filed", "submitted"]
    [(name, _, sentence)] = client.get(answer["Location"]).context["refused"]
    assert name == "改过的"
    assert sentence == "您打开以后，这条记录已被别人办理，请重新查看后再操作。"


def test_confirming_twice_does_it_once(client, staff, preview, post):
    row = SubmittedFactory()
    address = preview(row)
    key = client.get(address).context["idempotency_key"]

    first = post(address, idempotency_key=key)
    again = post(address, idempotency_key=key)

    assert again["Location"] == first["Location"]
    assert Job.objects.filter(kind=bulk.PERFORMANCE).count() == 1
    assert Event.objects.filter(action="proposals.file").count() == 1


def test_work_that_broke_off_goes_on_where_it_was(city):
    by = user_with("proposals").acting("web")
    rows = [SubmittedFactory() for _ in range(3)]
    job = Job.objects.create(
        committee_id=city.pk, kind=bulk.PERFORMANCE, title="成批立案", by_id=by.user_id,
        done=1, result={"refused": [[rows[0].pk, "甲", "原因"]]},
    )  # fmt: skip
    seen = [[row.pk, row.version, str(row)] for row in rows]

    found = bulk.perform_all(
        job, by=by, register=PROPOSALS.key, move="proposals.file", seen=seen,
        said={"category": ["society"]},
    )  # fmt: skip

    job.refresh_from_db()
    assert states(*rows) == ["submitted", "filed", "filed"]
    assert (job.done, job.total) == (3, 3)
    assert found == {"refused": [[rows[0].pk, "甲", "原因"]]}


def test_more_than_a_page_goes_to_a_worker(client, staff, preview, monkeypatch, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    monkeypatch.setattr(bulk, "AT_ONCE", 1)

    page = client.get(preview(SubmittedFactory(), SubmittedFactory())).content.decode()

    assert len(task_backends["default"].results) == 1
    assert Job.objects.get().state == JobState.WAITING
    assert "排队中" in page and "确认立案" not in page


def test_a_waiting_page_is_sent_on_when_the_work_is_over(client, staff, preview):
    address = preview(SubmittedFactory())

    answer = client.get(address, headers={"HX-Request": "true"})

    assert (answer.status_code, answer["HX-Redirect"]) == (204, address)


def test_what_no_longer_fits_the_form_is_told_with_the_way_back(client, staff, post, preview):
    row = SubmittedFactory()
    address = preview(row)
    Job.objects.update(inputs={**Job.objects.get().inputs, "said": {"category": ["none"]}})

    page = client.get(post(address)["Location"]).content.decode()

    assert Job.objects.filter(kind=bulk.PERFORMANCE).get().state == JobState.FAILED
    assert "没有完成" in page and "返回提案" in page
    assert states(row) == [State.SUBMITTED]


# --- What does not exist for the reader ----------------------------------------------------------


def test_foreign_and_unseen_ids_are_no_records(client, staff, preview):
    with within(committee("beitai", "北台市").pk):
        foreign = SubmittedFactory(title="北台的提案")
    unseen, good = ProposalFactory(title="别人的草稿"), SubmittedFactory()

    answer = client.get(preview(good, foreign, unseen))

    page = answer.content.decode()
    assert [one.pk for one, _ in answer.context["moved"]] == [good.pk]
    assert answer.context["refused"] == []
    assert "北台的提案" not in page and "别人的草稿" not in page


def test_anothers_preview_does_not_exist(client, staff, preview, post):
    row = SubmittedFactory()
    address = preview(row)
    signed_in(client, "proposals")

    assert client.get(address).status_code == 404
    assert post(address).status_code == 404
    assert states(row) == [State.SUBMITTED]


def test_a_preview_is_worth_nothing_once_the_right_is_gone(client, staff, preview, post):
    row = SubmittedFactory()
    address = preview(row)
    staff.grants.all().delete()

    assert post(address).status_code == 404
    assert states(row) == [State.SUBMITTED]


def test_an_assistant_is_offered_none(city):
    by = acting("proposals")

    assert [move.key for move in bulk.moves_of(PROPOSALS, by)] == list(PROPOSALS.bulk)
    assert bulk.moves_of(PROPOSALS, replace(by, for_id=1)) == []
