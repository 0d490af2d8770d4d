"""Signing with another: by invitation, in time, to the text as it stands, by the member himself."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.factories.accounts import acting
from tests.factories.members import PersonFactory, two_sessions
from tests.factories.proposals import FiledFactory, ProposalFactory, member
from yizheng.accounts.roles import Role
from yizheng.core.actors import Via
from yizheng.core.errors import Invalid, NotAllowed, WrongState
from yizheng.core.history import Event
from yizheng.proposals import services, texts
from yizheng.proposals.models import Invitation
from yizheng.proposals.services import daily, inviting
from yizheng.proposals.states import InvitationState, SubmitterType

SHANGHAI = ZoneInfo("Asia/Shanghai")
ASKED = datetime(2025, 3, 10, 9, 0, tzinfo=SHANGHAI)
DEADLINE = datetime(2025, 3, 15, 23, 59, tzinfo=SHANGHAI)
DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(city):
    session, _ = two_sessions()
    return ProposalFactory(session=session)


def author(draft):
    return acting(Role.MEMBER, person=draft.proposer)


def asked(draft, person=None, **facts):
    """An invitation to a member, and that member at work."""
    person = person or member()
    services.inviting.invite(draft, by=author(draft), at=ASKED, person=person, **facts)
    return Invitation.objects.get(person=person), acting(Role.MEMBER, person=person)


def signers(draft):
    draft.refresh_from_db()
    return list(draft.co_signers.all()), draft.submitter_type


def test_an_invitation_waits_until_the_end_of_the_last_day_the_rule_gives(draft):
    row, _ = asked(draft, note="请您一起提")

    assert (row.state, row.respond_by, row.note) == (
        InvitationState.PENDING,
        DEADLINE,
        "请您一起提",
    )
    assert row.text_digest == texts.words_digest(texts.words_of(draft))
    assert signers(draft) == ([], SubmitterType.INDIVIDUAL)


def test_who_agrees_signs_and_makes_the_proposal_joint(draft):
    row, invited = asked(draft)

    row = inviting.sign(row, by=invited, at=ASKED + DAY)

    assert (row.state, row.answered_at) == (InvitationState.AGREED, ASKED + DAY)
    assert signers(draft) == ([row.person], SubmitterType.JOINT)


def test_who_declines_says_why_and_signs_nothing(draft):
    row, invited = asked(draft)

    row = inviting.decline_invitation(row, by=invited, at=ASKED + DAY, note="近期较忙")

    assert (row.state, row.note) == (InvitationState.DECLINED, "近期较忙")
    assert signers(draft) == ([], SubmitterType.INDIVIDUAL)


def test_nobody_signs_after_the_deadline(draft):
    row, invited = asked(draft)

    with pytest.raises(Invalid, match="截止时间已过"):
        inviting.sign(row, by=invited, at=DEADLINE + timedelta(seconds=1))

    assert signers(draft) == ([], SubmitterType.INDIVIDUAL)
    assert inviting.sign(row, by=invited, at=DEADLINE).state == InvitationState.AGREED


def test_nobody_signs_for_another(draft):
    row, invited = asked(draft)

    others = (
        author(draft),
        acting(Role.MEMBER, person=member()),
        acting(Role.PROPOSALS),
        replace(invited, for_id=invited.user_id),
        invited.through(Via.CLI),
    )
    for by in others:
        for answer in (inviting.sign, inviting.decline_invitation):
            with pytest.raises(NotAllowed):
                answer(row, by=by, at=ASKED)


def test_the_day_run_lets_what_is_late_expire_once(draft):
    late, _ = asked(draft)
    fresh, _ = asked(draft, respond_by=DEADLINE + 9 * DAY)
    day, by = (DEADLINE + DAY).date(), daily.system_of(draft.committee_id)

    assert (daily.run(day, by=by).expired, daily.run(day, by=by).expired) == (1, 0)

    late.refresh_from_db()
    fresh.refresh_from_db()
    assert (late.state, fresh.state) == (InvitationState.EXPIRED, InvitationState.PENDING)


def test_who_did_not_answer_in_time_can_be_asked_again(draft):
    row, invited = asked(draft)
    row = inviting.expire_invitation(row, by=daily.system_of(draft.committee_id), at=DEADLINE + DAY)

    row = inviting.invite_again(row, by=author(draft), at=DEADLINE + DAY)

    assert row.respond_by == DEADLINE + 6 * DAY
    assert inviting.sign(row, by=invited, at=DEADLINE + 2 * DAY).state == InvitationState.AGREED


def test_a_changed_text_asks_everybody_again(draft):
    row, invited = asked(draft)
    waiting, _ = asked(draft)
    inviting.sign(row, by=invited, at=ASKED + DAY)
    draft.refresh_from_db()

    changed = services.revise_draft(
        draft,
        by=author(draft),
        facts={"suggestion": "改写的建议。"},
        version=draft.version,
        at=ASKED + 4 * DAY,
    )

    row.refresh_from_db()
    waiting.refresh_from_db()
    assert (row.state, row.answered_at) == (InvitationState.PENDING, None)
    assert (row.respond_by, waiting.respond_by) == (DEADLINE + 4 * DAY, DEADLINE)
    digest = texts.words_digest(texts.words_of(changed))
    assert (row.text_digest, waiting.text_digest) == (digest, digest)
    assert signers(draft) == ([], SubmitterType.INDIVIDUAL)


def test_what_is_no_text_asks_nobody_again(draft):
    row, invited = asked(draft)
    inviting.sign(row, by=invited, at=ASKED + DAY)
    draft.refresh_from_db()

    services.revise_draft(draft, by=author(draft), facts={"is_named": False}, version=draft.version)

    assert signers(draft) == ([row.person], SubmitterType.JOINT)


def test_who_read_another_text_is_told_to_read_again(draft):
    row, invited = asked(draft)
    # As when the proposer saves between the reading and the signing.
    type(draft).objects.filter(pk=draft.pk).update(suggestion="悄悄改了。")

    with pytest.raises(Invalid, match="重新看过"):
        inviting.sign(row, by=invited, at=ASKED)

    assert signers(draft) == ([], SubmitterType.INDIVIDUAL)


def test_one_may_sign_what_is_handed_in_until_it_is_decided(draft):
    row, invited = asked(draft)
    waiting, other = asked(draft)
    submitted = services.submit_proposal(draft, by=author(draft), at=ASKED + DAY)

    inviting.sign(row, by=invited, at=ASKED + 2 * DAY, note="很赞成")
    services.file_proposal(
        submitted, by=acting(Role.PROPOSALS), at=ASKED + 3 * DAY, category="society"
    )

    row.refresh_from_db()
    assert signers(draft) == ([row.person], SubmitterType.JOINT)
    assert row.note == "很赞成"
    with pytest.raises(WrongState):
        inviting.sign(waiting, by=other, at=ASKED + 3 * DAY)
    assert list(inviting.lapsed(ASKED + 3 * DAY)) == [waiting]


def test_who_was_asked_is_unasked_and_may_be_asked_anew(draft):
    row, _ = asked(draft)
    agreed, friend = asked(draft)
    agreed = inviting.sign(agreed, by=friend, at=ASKED)

    for one in (row, agreed):
        inviting.take_back(one, by=author(draft), reason="点错了人", version=one.version)

    assert signers(draft) == ([], SubmitterType.INDIVIDUAL)
    assert Invitation.objects.count() == 0
    assert asked(draft, row.person)[0].state == InvitationState.PENDING


def test_a_name_is_not_struck_from_what_is_handed_in(draft):
    row, invited = asked(draft)
    row = inviting.sign(row, by=invited, at=ASKED)
    services.submit_proposal(draft, by=author(draft), at=ASKED + DAY)

    with pytest.raises(Invalid, match="不能再去掉"):
        inviting.take_back(row, by=author(draft), reason="撤回", version=row.version)

    assert signers(draft) == ([row.person], SubmitterType.JOINT)


def test_only_who_invited_takes_it_back(draft):
    row, invited = asked(draft)

    with pytest.raises(NotAllowed):
        inviting.take_back(row, by=invited, reason="不想要", version=row.version)


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        (lambda draft: draft.proposer, "不必邀请自己"),
        (lambda draft: PersonFactory(), "不是本会委员"),
        (lambda draft: asked(draft)[0].person, "已经邀请过"),
    ],
)
def test_who_cannot_be_invited(draft, who, sentence):
    person = who(draft)

    with pytest.raises(Invalid, match=sentence) as refusal:
        inviting.invite(draft, by=author(draft), at=ASKED, person=person)

    assert refusal.value.field == "person"


def test_the_deadline_lies_ahead(draft):
    with pytest.raises(Invalid, match="晚于现在") as refusal:
        inviting.invite(draft, by=author(draft), at=ASKED, person=member(), respond_by=ASKED)

    assert refusal.value.field == "respond_by"


def test_only_the_first_proposer_invites_and_only_until_it_is_decided(draft):
    friend = member()
    draft.co_signers.add(friend)
    filed = FiledFactory()

    for by in (acting(Role.MEMBER, person=friend), acting(Role.PROPOSALS)):
        with pytest.raises(NotAllowed):
            inviting.invite(draft, by=by, at=ASKED, person=member())
    with pytest.raises(NotAllowed):
        inviting.invite(filed, by=author(filed), at=ASKED, person=member())


def test_the_trail_tells_of_the_invitation_and_of_the_name(draft):
    row, invited = asked(draft)
    inviting.sign(row, by=invited, at=ASKED.astimezone(UTC))

    told = Event.objects.filter(refused=False).order_by("pk").values_list("action", "record")
    proposal, invitation = f"proposals.proposal:{draft.pk}", f"proposals.invitation:{row.pk}"
    assert list(told) == [
        ("proposals.invite", invitation),
        ("proposals.invite", proposal),
        ("proposals.keep_signers", proposal),
        ("proposals.sign", invitation),
    ]
