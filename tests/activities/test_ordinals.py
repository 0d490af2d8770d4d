from datetime import date

from tests.factories.activities import cancelled, held, planned
from tests.factories.members import TermFactory, committee
from yizheng.activities import ordinals
from yizheng.activities.states import Series
from yizheng.core.tenancy import within

TODAY = date(2025, 12, 31)


def test_gaps_are_told_between_the_first_and_the_last_number_of_the_current_term(term):
    for ordinal in (13, 14, 17):
        held("meeting.standing", term=term, ordinal=ordinal)
    held("consultation.standing_thematic", term=term, ordinal=15)
    cancelled("meeting.standing", term=term, ordinal=16)
    for ordinal in (1, 2):
        held("meeting.chair", term=term, ordinal=ordinal)
    former = TermFactory(ordinal=3, started_on=date(2017, 1, 1))
    for ordinal in (1, 9):
        held("meeting.chair", date(2021, 5, 1), term=former, ordinal=ordinal)
    assert ordinals.gaps(on=TODAY) == {Series.STANDING: [16]}
    assert ordinals.gap_sentences(on=TODAY) == ["本届常务委员会会议缺第16次，请补登记或核对编次。"]


def test_the_next_number_is_suggested_by_series_and_term(term):
    held("meeting.party_group", term=term, ordinal=41)
    planned("meeting.party_group", term=term, ordinal=42)
    assert ordinals.suggested("party_group", on=TODAY) == 43
    assert ordinals.suggested("chair", on=TODAY) == 1
    assert ordinals.suggested("", on=TODAY) is None
    assert ordinals.suggested("chair", on=date(2021, 1, 1)) is None


def test_another_committee_has_its_own_numbers(term):
    held("meeting.chair", term=term, ordinal=5)
    with within(committee("other", "他市").pk):
        theirs = TermFactory(ordinal=4)
        held("meeting.chair", term=theirs, ordinal=1)
        assert ordinals.suggested("chair", on=TODAY) == 2
    assert ordinals.suggested("chair", on=TODAY) == 6
