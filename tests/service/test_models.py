"""What the database refuses, whoever writes."""

from datetime import date

import pytest
from django.db import IntegrityError

from tests.factories.consultations import HeldActivityFactory
from tests.factories.members import county
from tests.factories.service import (
    AidFundFactory,
    ConcernFactory,
    GrantFactory,
    MatterFactory,
    PlatformFactory,
    VillageFactory,
    concern_by,
    county_in_care,
    matter_done,
    resolved,
)

DAY = date(2025, 7, 1)


@pytest.mark.parametrize(
    ("make", "facts"),
    [
        (VillageFactory, {"kind": "town"}),
        (VillageFactory, {"kind": "county"}),
        (VillageFactory, {"closed_on": date(2021, 5, 31)}),
        (AidFundFactory, {"amount_fen": 0}),
        (MatterFactory, {"state": "done"}),
        (MatterFactory, {"state": "lost"}),
        (MatterFactory, {"done_on": DAY}),
        (MatterFactory, {"evidence": "还没有办成却有凭据"}),
        (matter_done, {"on": None}),
        (PlatformFactory, {"level": "nation"}),
        (PlatformFactory, {"closed_on": date(2023, 2, 28)}),
        (ConcernFactory, {"channel": "letter"}),
        (ConcernFactory, {"channel": "forum"}),
        (ConcernFactory, {"platform": None}),
        (ConcernFactory, {"state": "handed"}),
        (ConcernFactory, {"state": "resolved"}),
        (ConcernFactory, {"state": "unresolved"}),
        (ConcernFactory, {"state": "lost"}),
        (ConcernFactory, {"handed_to": "没有交办却有单位"}),
        (ConcernFactory, {"result": "没有办理却有结果"}),
        (resolved, {"result": ""}),
        (resolved, {"on": None}),
        (resolved, {"on": date(2025, 3, 2)}),
        (GrantFactory, {"amount_fen": 0}),
    ],
)
def test_a_contradiction_is_not_stored(city, make, facts):
    with pytest.raises(IntegrityError):
        make(**facts)


def test_a_concern_with_two_sources_is_not_stored(city):
    with pytest.raises(IntegrityError):
        ConcernFactory(activity=HeldActivityFactory(code="service.activity"))


def test_a_concern_of_an_activity_has_no_platform(city):
    concern = concern_by("activity")
    concern.platform = PlatformFactory()

    with pytest.raises(IntegrityError):
        concern.save()


def test_a_student_is_one_row_a_school_year(city):
    GrantFactory(reference_no="ZX-1")
    GrantFactory(reference_no="ZX-1", school_year="2024-2025")

    with pytest.raises(IntegrityError):
        GrantFactory(reference_no="ZX-1")


def test_a_county_has_one_open_assignment(city):
    place = county(city)
    county_in_care(place, closed_on=date(2024, 1, 1))
    county_in_care(place)

    with pytest.raises(IntegrityError):
        county_in_care(place)
