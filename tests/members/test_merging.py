"""Two records of one person made one: what follows, what collides, what is refused."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import acting, signed_in, user_with
from tests.factories.activities import ActivityFactory, ParticipationFactory, kind
from tests.factories.members import (
    MandateFactory,
    PartyFactory,
    PersonFactory,
    TermFactory,
    committee,
    two_sessions,
)
from tests.factories.proposals import ProposalFactory, member
from tests.factories.supervision import AppraisalFactory, BallotFactory
from yizheng.accounts.models import User
from yizheng.activities.models import Participation
from yizheng.core import joining
from yizheng.core.errors import Invalid, NotAllowed
from yizheng.core.history import Event, verify
from yizheng.core.indicators import FIGURES
from yizheng.core.joining import pointers_to
from yizheng.core.tenancy import within
from yizheng.members import selectors, services
from yizheng.members.models import Mandate, Person, PersonMerge
from yizheng.members.selectors import year_of
from yizheng.members.states import MergeState
from yizheng.proposals import receipts
from yizheng.proposals.models import Proposal
from yizheng.proposals.services import submit_proposal
from yizheng.supervision.models import Ballot

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(city):
    return acting("office")


@pytest.fixture
def second(city):
    return acting("office")


def two(**both):
    return PersonFactory(name="王守信", **both), PersonFactory(name="王守信", **both)


def asked(kept, other, by, **choices):
    return services.ask_to_merge(kept, by=by, other=other, choices=choices, reason="来电确认")


def merged(kept, other, by, second, **choices):
    return services.merge_people(asked(kept, other, by, **choices), by=second)


def test_one_sided_values_are_taken_over_and_equal_ones_stay(office, second):
    party = PartyFactory()
    kept = PersonFactory(name="王守信", post="", party=None)
    other = PersonFactory(name="王守信", post="市第一中学教师", party=party, phone="10010000001")

    merged(kept, other, office, second)

    kept.refresh_from_db()
    assert (kept.post, kept.party, kept.phone) == ("市第一中学教师", party, "10010000001")
    assert not Person.objects.filter(pk=other.pk).exists()


def test_each_difference_must_be_decided_and_the_choice_holds(office, second):
    kept = PersonFactory(name="王守信", post="教师", phone="10010000001")
    other = PersonFactory(name="王守信", post="校长", phone="10010000002")

    with pytest.raises(Invalid) as refusal:
        asked(kept, other, office, post="other")
    assert set(refusal.value.fields) == {"phone"}

    merged(kept, other, office, second, post="other", phone="kept")

    kept.refresh_from_db()
    assert (kept.post, kept.phone) == ("校长", "10010000001")


def test_everything_that_names_the_other_follows_and_says_so(office, second):
    kept, other = two()
    mine, theirs = ProposalFactory(proposer=kept), ProposalFactory(proposer=other)
    signed = ProposalFactory()
    signed.co_signers.add(other)
    seat = MandateFactory(person=other)

    merge = merged(kept, other, office, second)

    theirs.refresh_from_db()
    assert (theirs.proposer, theirs.version) == (kept, 2)
    assert list(signed.co_signers.all()) == [kept]
    assert Mandate.objects.get(pk=seat.pk).person == kept
    assert dict(merge.moved) == {"提案·第一提案人": 1, "提案·联名委员": 1, "委员·人员": 1}
    event = Event.objects.get(record=f"proposals.proposal:{theirs.pk}")
    assert (event.before, event.after) == ({"proposer_id": other.pk}, {"proposer_id": kept.pk})
    assert not Event.objects.filter(record=f"proposals.proposal:{mine.pk}").exists()
    removal = Event.objects.get(action="members.remove_person")
    assert removal.before["name"] == "王守信"
    assert verify() == []


def test_no_key_to_a_person_is_left_out(city):
    """Whatever app declares one: the list is read from the models, so only its shape is checked."""
    found = {(pointer.model._meta.label, pointer.attname) for pointer in pointers_to(Person)}

    assert ("proposals.Proposal_co_signers", "person_id") in found
    assert ("accounts.User", "person_id") in found
    assert ("documents.Attachment", "record_id") in found
    assert ("members.PersonMerge", "kept_id") in found
    assert ("core.Event", "record") not in found


def test_who_was_there_twice_was_there_once(office, second):
    kept, other = two()
    activity = ActivityFactory()
    ParticipationFactory(activity=activity, person=kept, attendance="absent")
    ParticipationFactory(activity=activity, person=other, attendance="present", role="speaker")
    plan = selectors.merge_plan(kept, other)

    assert [words for _, words in plan.losses()] == [
        "同一次活动里只记一次，以到会的、有发言等的那条为准"
    ]
    merged(kept, other, office, second)

    row = Participation.objects.get()
    assert (row.person, row.attendance, row.role) == (kept, "present", "speaker")


def test_both_among_the_co_signers_are_one_and_a_proposer_is_no_co_signer(office, second):
    kept, other = two()
    both, own = ProposalFactory(), ProposalFactory(proposer=other)
    both.co_signers.add(kept, other)
    own.co_signers.add(kept)

    merged(kept, other, office, second)

    own.refresh_from_db()
    assert list(both.co_signers.all()) == [kept]
    assert own.proposer == kept
    assert list(own.co_signers.all()) == []


def test_two_seats_in_one_term_are_refused_by_name(office):
    kept, other = two()
    term = TermFactory(ordinal=4)
    MandateFactory(person=kept, term=term)
    MandateFactory(person=other, term=term)

    with pytest.raises(Invalid, match="同一届都有委员身份"):
        asked(kept, other, office)


def test_seats_of_two_terms_that_ran_at_once_are_refused(office):
    kept, other = two()
    MandateFactory(person=kept, term=TermFactory(ordinal=3), number="3001")
    MandateFactory(person=other, term=TermFactory(ordinal=4), number="4001")

    with pytest.raises(Invalid, match="日期重叠"):
        asked(kept, other, office)


def test_a_second_vote_cannot_be_taken_out_but_an_unused_ballot_can(office, second):
    kept, other = two()
    used, unused = AppraisalFactory(), AppraisalFactory()
    BallotFactory(appraisal=used, person=kept)
    BallotFactory(appraisal=used, person=other, state="voted")

    merged(kept, other, office, second)
    assert [(ballot.person, ballot.state) for ballot in Ballot.objects.all()] == [(kept, "voted")]

    third = PersonFactory(name="王守信")
    BallotFactory(appraisal=used, person=third, state="voted")
    with pytest.raises(Invalid, match="两票都投了"):
        asked(kept, third, office)
    assert unused.pk


def test_two_accounts_are_never_joined(office, second):
    kept, other = two()
    user_with("member", person=kept, username="wang1")
    theirs = user_with("member", person=other, username="wang2")

    with pytest.raises(Invalid, match="wang1；wang2"):
        asked(kept, other, office)

    User.objects.filter(pk=theirs.pk).update(is_active=False)
    merged(kept, other, office, second)
    theirs.refresh_from_db()
    assert (theirs.person, theirs.is_active) == (kept, False)


def test_the_one_account_follows(office, second):
    kept, other = two()
    theirs = user_with("member", person=other)

    merged(kept, other, office, second)

    theirs.refresh_from_db()
    assert theirs.person == kept


def test_who_asked_does_not_confirm(office, second):
    kept, other = two()
    merge = asked(kept, other, office)

    with pytest.raises(NotAllowed):
        services.merge_people(merge, by=office)
    with pytest.raises(NotAllowed):
        services.merge_people(merge, by=acting("research"))

    assert Person.objects.filter(pk=other.pk).exists()
    assert services.merge_people(merge, by=second).state == MergeState.MERGED


def test_a_change_in_between_must_be_looked_at_again(office, second):
    kept, other = two()
    merge = asked(kept, other, office)
    Person.objects.filter(pk=other.pk).update(version=2, post="校长")

    with pytest.raises(Invalid, match="有改动"):
        services.merge_people(merge, by=second)

    assert Person.objects.filter(pk=other.pk).exists()


def test_what_nobody_decided_on_is_not_guessed(office, second):
    kept, other = two()
    merge = asked(kept, other, office)
    Person.objects.filter(pk=kept.pk).update(post="教师")
    Person.objects.filter(pk=other.pk).update(post="校长")
    PersonMerge.objects.update(choices={})

    with pytest.raises(Invalid, match="核对后重新提出"):
        services.merge_people(merge, by=second)


def test_one_person_is_in_one_request_at_a_time(office):
    kept, other = two()
    asked(kept, other, office)

    with pytest.raises(Invalid, match="还在等待复核"):
        asked(PersonFactory(name="王守信"), other, office)


def test_a_refusal_changes_nothing(office, second, monkeypatch):
    kept, other = two()
    theirs = ProposalFactory(proposer=other)
    merge = asked(kept, other, office)
    monkeypatch.setattr(joining, "ask_guards", lambda _: (_ for _ in ()).throw(Invalid("有附件")))

    with pytest.raises(Invalid, match="有附件"):
        services.merge_people(merge, by=second)

    theirs.refresh_from_db()
    assert (theirs.proposer, theirs.version) == (other, 1)
    assert PersonMerge.objects.get().state == MergeState.ASKED


def test_declined_with_a_reason_and_asked_again(office, second):
    kept, other = two()
    merge = asked(kept, other, office)

    with pytest.raises(Invalid):
        services.decline_merge(merge, by=second, declined_reason=" ")
    services.decline_merge(merge, by=second, declined_reason="两人同名")

    assert asked(kept, other, office).state == MergeState.ASKED


def test_the_plan_costs_the_same_however_much_follows(office):
    kept, other = two()

    def cost():
        with CaptureQueriesContext(connection) as queries:
            selectors.merge_plan(kept, other)
        return len(queries)

    ProposalFactory(proposer=other).co_signers.add(kept)
    ParticipationFactory(person=other)
    one = cost()
    for _ in range(5):
        ProposalFactory(proposer=other).co_signers.add(kept)
        ParticipationFactory(person=other)
    assert cost() == one


# --- Likely doubles -------------------------------------------------------------------------------


def test_likely_doubles_are_one_name_and_more(city):
    two(post="市第一中学教师")
    term = TermFactory()
    namesakes = PersonFactory(name="李明"), PersonFactory(name="李明")
    for person in namesakes:
        MandateFactory(person=person, term=term)
    PersonFactory(name="独一")

    first, last = selectors.likely_doubles()

    assert (first.first.name, first.alike, first.against) == (
        "王守信", ["姓名", "工作单位及职务"], "",
    )  # fmt: skip
    assert (last.first.name, last.against) == ("李明", "同一届里两人都是委员，多半是同名的两个人")


def test_who_was_found_to_be_two_people_stands_last(office, second):
    kept, other = two(post="教师")
    merge = asked(kept, other, office)
    assert selectors.likely_doubles() == []

    services.decline_merge(merge, by=second, declined_reason="两人同名")

    assert [double.against for double in selectors.likely_doubles()] == ["核对过，没有合并"]


# --- Pages ----------------------------------------------------------------------------------------


def test_the_page_asks_for_every_difference_and_keeps_what_was_typed(client, city):
    signed_in(client, "office")
    kept = PersonFactory(name="王守信", post="教师", phone="10010001111")
    other = PersonFactory(name="王守信", post="校长", phone="10010002222")
    here = f"/members/people/{kept.pk}/merge/{other.pk}/"

    page = client.get(here).content.decode()
    assert "教师" in page and "校长" in page
    assert "10010001111" not in page and "100****1111" in page

    wrong = client.post(here, {"reason": "本人来电", "post": "other"})
    text = wrong.content.decode()
    assert wrong.status_code == 422
    assert "请选以哪条为准" in text and "本人来电" in text

    right = client.post(here, {"reason": "本人来电", "post": "other", "phone": "kept"})
    assert right.status_code == 303
    assert PersonMerge.objects.get().choices == {"post": "other", "phone": "kept"}


def test_the_old_address_leads_to_the_kept_record_even_over_two_steps(client, office, second):
    kept, other = two()
    third = PersonFactory(name="王守信")
    merged(other, third, office, second)
    other.refresh_from_db()
    merged(kept, other, office, second)
    signed_in(client, "office")

    for gone in (other.pk, third.pk):
        answer = client.get(f"/members/people/{gone}/")
        assert (answer.status_code, answer["Location"]) == (303, f"/members/people/{kept.pk}/")
    assert client.get("/members/people/999999/").status_code == 404


def test_who_may_not_see_the_person_is_not_led_to_him(client, office, second):
    kept, other = two()
    merged(kept, other, office, second)
    signed_in(client, "member", person=PersonFactory())

    assert client.get(f"/members/people/{other.pk}/").status_code == 404


@pytest.mark.parametrize("role", ["research", "member", "leader", "audit_officer"])
def test_only_the_office_asks(client, city, role):
    kept, other = two()
    signed_in(client, role)

    assert client.get("/members/doubles/").status_code == 404
    assert client.get(f"/members/people/{kept.pk}/merge/{other.pk}/").status_code == 404


def test_another_committees_person_does_not_exist(client, city):
    with within(committee("beitai", "北台市").pk):
        theirs = PersonFactory()
    signed_in(client, "office")

    assert client.get(f"/members/people/{PersonFactory().pk}/merge/{theirs.pk}/").status_code == 404


def test_pages_of_a_request_in_every_state(client, office, second):
    signed_in(client, "leader")
    kept, other = two()
    ProposalFactory(proposer=other)
    merge = asked(kept, other, office)
    page = client.get(f"/members/merges/{merge.pk}/").content.decode()
    assert "合并以后不能撤销" in page and "复核并合并" in page
    assert "提案·第一提案人 1 条" in page

    services.merge_people(merge, by=second)

    page = client.get(f"/members/merges/{merge.pk}/").content.decode()
    assert f"编号 {other.pk} 的网页会转到" in page and "提案·第一提案人 1 条" in page


# --- What stands elsewhere ------------------------------------------------------------------------


def test_a_live_figure_counts_one_person_and_a_frozen_one_stays(office, second):
    two_sessions()
    kept, other = two()
    for person in (kept, other, PersonFactory()):
        group = ActivityFactory(kind=kind("study.discussion_group"))
        ParticipationFactory(activity=group, person=person)
    year = year_of(office.committee_id, 2025)
    people, groups = FIGURES["study.group_people"], FIGURES["study.discussion_groups"]
    frozen = sorted(people.rows(year).values_list("pk", flat=True))
    assert (people.rows(year).count(), groups.rows(year).count()) == (3, 3)

    merged(kept, other, office, second)

    assert (people.rows(year).count(), groups.rows(year).count()) == (2, 3)
    assert other.pk in frozen
    assert selectors.merged_into(other.pk) == kept


def test_the_receipt_of_a_proposal_still_proves_its_text(office, second):
    kept, other = PersonFactory(name="王守信"), member(name="王守信")
    signer, twice = member(name="李明"), PersonFactory(name="李明")
    proposal = ProposalFactory(proposer=other, session=two_sessions()[0], submitter_type="joint")
    proposal.co_signers.add(signer)
    by = acting("member", person=other)
    proposal = submit_proposal(proposal, by=by, at=datetime(2025, 3, 26, 2, tzinfo=UTC))
    assert receipts.verify(receipts.receipt_of(proposal)).is_same

    merged(kept, other, office, second)
    merged(twice, signer, office, second)

    proposal.refresh_from_db()
    assert (proposal.proposer, list(proposal.co_signers.all())) == (kept, [twice])
    assert receipts.verify(receipts.receipt_of(proposal)).is_same
    Proposal.objects.filter(pk=proposal.pk).update(title="改过的案由")
    proposal.refresh_from_db()
    assert not receipts.verify(receipts.receipt_of(proposal)).is_same
