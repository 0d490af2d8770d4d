"""A list's filters and order under a name: one's own, and what colleagues share."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import acting, signed_in, user_with
from tests.factories.members import committee
from tests.factories.proposals import FiledFactory, SubmittedFactory, member
from yizheng.core import saved_views
from yizheng.core.errors import Invalid, NotAllowed
from yizheng.core.history import Event
from yizheng.core.registers import REGISTERS
from yizheng.core.saved_views import SavedView
from yizheng.core.tenancy import within

LIST = "/proposals/proposals/"
VIEWS = f"{LIST}views/"
PROPOSALS = REGISTERS["proposals.proposal"]


@pytest.fixture
def staff(client, city):
    return signed_in(client, "proposals")


def posted(**fields):
    return {"idempotency_key": uuid.uuid4().hex, **fields}


def saved(by, *, name="待审查的", query="state=submitted", is_shared=False):
    return saved_views.save(PROPOSALS, by=by, name=name, is_shared=is_shared, query=query)


def shown(answer):
    return [(view.name, current, others) for view, _, current, others in answer.context["views"]]


def test_the_present_list_is_saved_and_opened_again(client, staff):
    SubmittedFactory(), FiledFactory()
    here = client.get(LIST, {"state": "submitted", "sort": "number"})

    client.post(here.context["save_view_url"], posted(name="待审查的"))

    [(view, url, _, _)] = client.get(LIST).context["views"]
    assert view.name == "待审查的" and url == f"{LIST}?state=submitted&sort=number"
    again = client.get(url)
    assert shown(again) == [("待审查的", True, False)]
    assert again.context["page"].count == 1
    assert again.context["save_view_url"] == ""


def test_only_what_the_list_knows_is_kept(client, staff):
    address = f"{VIEWS}new/?state=submitted&q=&after=x&sort=secret&colour=red&session="

    client.post(address, posted(name="待审查的"))

    assert SavedView.objects.get().query == "state=submitted"


def test_the_form_says_in_words_what_is_saved(client, staff):
    page = client.get(f"{VIEWS}new/?state=submitted&is_key=true&sort=number").content.decode()

    assert "待审查" in page and "重点提案" in page and "提案号，升序" in page


def test_a_list_as_it_opens_cannot_be_saved(client, staff):
    answer = client.post(f"{VIEWS}new/", posted(name="全部"))

    assert answer.status_code == 422
    assert "还没有筛选或排序" in answer.content.decode()
    assert client.get(LIST).context["save_view_url"] == ""


def test_a_name_is_used_once_on_one_list(client, staff):
    saved(staff.acting("web"))

    answer = client.post(f"{VIEWS}new/?state=filed", posted(name=" 待审查的 "))

    assert answer.status_code == 422
    assert "您已有同名的视图，请换一个名称。" in answer.content.decode()
    assert answer.context["form"].errors["name"] == ["您已有同名的视图，请换一个名称。"]


def test_colleagues_and_other_lists_may_use_the_same_name(city):
    one, other = acting("proposals"), acting("proposals")
    sectors = REGISTERS["members.sector"]

    saved(one), saved(other)
    office = user_with("proposals", "office").acting("web")
    saved(office)
    saved_views.save(sectors, by=office, name="待审查的", is_shared=False, query="sort=name")

    assert SavedView.objects.filter(name="待审查的").count() == 4


def test_there_is_room_for_thirty_on_one_list(city, monkeypatch):
    monkeypatch.setattr(saved_views, "MOST", 2)
    by = acting("proposals")
    saved(by, name="一"), saved(by, name="二")

    with pytest.raises(Invalid, match="最多保存 2 个视图"):
        saved(by, name="三")


def test_saving_renaming_and_deleting_are_in_the_trail(city):
    by = acting("proposals")

    view = saved(by)
    view = saved_views.change(view, by=by, name="待审", is_shared=True, version=view.version)
    saved_views.remove(view, by=by)

    assert list(Event.objects.values_list("action", "record", "refused")) == [
        ("core.create_savedview", f"core.savedview:{view.pk}", False),
        ("core.revise_savedview", f"core.savedview:{view.pk}", False),
        ("core.remove_savedview", f"core.savedview:{view.pk}", False),
    ]


def test_a_view_is_renamed_shared_and_deleted_on_its_pages(client, staff):
    view = saved(staff.acting("web"))

    form = posted(name="待审", is_shared="on", version=1)
    assert client.post(f"{VIEWS}{view.pk}/", form).status_code == 303
    view.refresh_from_db()
    assert (view.name, view.is_shared, view.query) == ("待审", True, "state=submitted")

    assert client.post(f"{VIEWS}{view.pk}/remove/").status_code == 303
    assert SavedView.objects.count() == 0


def test_a_stale_change_is_refused(client, staff):
    view = saved(staff.acting("web"))
    client.post(f"{VIEWS}{view.pk}/", posted(name="待审", version=1))

    assert client.post(f"{VIEWS}{view.pk}/", posted(name="审", version=1)).status_code == 422
    view.refresh_from_db()
    assert view.name == "待审"


def test_a_shared_view_is_seen_by_colleagues_on_that_list_only(client, city):
    staff = signed_in(client, "proposals", "member", person=member())
    colleague = acting("proposals")
    saved(colleague, name="共享的", is_shared=True)
    saved(colleague, name="私下的")
    saved(staff.acting("web"), name="自己的")

    assert shown(client.get(LIST)) == [("自己的", False, False), ("共享的", False, True)]
    assert shown(client.get("/proposals/mine/")) == []


def test_anothers_view_can_be_neither_changed_nor_deleted(client, staff):
    view = saved(acting("proposals"), is_shared=True)

    assert client.get(f"{VIEWS}{view.pk}/").status_code == 404
    assert client.post(f"{VIEWS}{view.pk}/", posted(name="我的")).status_code == 404
    assert client.post(f"{VIEWS}{view.pk}/remove/").status_code == 404
    by = staff.acting("web")
    with pytest.raises(NotAllowed):
        saved_views.change(view, by=by, name="我的", is_shared=False, version=1)
    with pytest.raises(NotAllowed):
        saved_views.remove(view, by=by)


def test_another_committees_shared_view_does_not_exist(client, staff):
    neighbour = committee("beitai", "北台市")
    with within(neighbour.pk):
        view = saved(acting("proposals", committee=neighbour), is_shared=True)

    assert shown(client.get(LIST)) == []
    assert client.get(f"{VIEWS}{view.pk}/").status_code == 404


def test_who_may_not_open_the_list_has_no_views_of_it(client, city):
    signed_in(client, "audit_officer")

    assert client.get(VIEWS).status_code == 404
    assert client.get(f"{VIEWS}new/?state=submitted").status_code == 404
    with pytest.raises(NotAllowed):
        saved(acting("audit_officer"))


@pytest.mark.parametrize("path", [LIST, VIEWS])
def test_more_views_cost_no_more_queries(client, staff, path):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    by = staff.acting("web")
    client.get(path)
    saved(by, name="一")
    saved(acting("proposals"), name="一", is_shared=True)
    one = cost()
    for name in ("二", "三"):
        saved(by, name=name)
        saved(acting("proposals"), name=name, is_shared=True)
    assert cost() == one
