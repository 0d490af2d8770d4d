"""Committees, terms, people and mandates, by situation."""

from datetime import date

import factory

from yizheng.core.tenancy import active_committee
from yizheng.members.models import (
    Committee,
    Mandate,
    Nominee,
    Organ,
    Person,
    PersonMerge,
    Sector,
    SectorPlaces,
    Session,
    Tenure,
    Term,
    TermChange,
)
from yizheng.members.states import Level, OrganKind
from yizheng.units.models import Party, Unit


def committee(code="anlan", name="安澜市", parent=None, level=Level.CITY):
    """A committee; the same code twice gives the same one."""
    found = Committee.objects.filter(code=code).first()
    if found is None:
        found = Committee.objects.create(
            code=code,
            name=f"中国人民政治协商会议{name}委员会",
            short_name=f"{name}政协",
            place=name,
            level=level,
            parent=parent,
        )
        found.path = f"{parent.path if parent else '/'}{found.pk}/"
        found.save()
    return found


def county(parent, code="dongwan", name="东湾县"):
    """A county's committee below `parent`."""
    return committee(code, name, parent, Level.COUNTY)


class RecordFactory(factory.django.DjangoModelFactory):
    """Records belong to the active committee unless said otherwise."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        if "committee" not in kwargs:
            kwargs.setdefault("committee_id", active_committee())
        return model_class.unscoped.create(*args, **kwargs)


class TermFactory(RecordFactory):
    class Meta:
        model = Term

    ordinal = factory.Sequence(lambda n: n + 20)
    started_on = date(2022, 1, 10)


class SessionFactory(RecordFactory):
    class Meta:
        model = Session

    term = factory.SubFactory(TermFactory)
    ordinal = factory.Sequence(lambda n: n + 1)
    opened_on = date(2025, 3, 25)


def two_sessions():
    """The session of 2025 and the next one: the session year is 2025-03-25 to 2026-01-18."""
    term = TermFactory(ordinal=4)
    first = SessionFactory(term=term, ordinal=4, opened_on=date(2025, 3, 25))
    return first, SessionFactory(term=term, ordinal=5, opened_on=date(2026, 1, 19))


class SectorFactory(RecordFactory):
    class Meta:
        model = Sector

    name = factory.Sequence(lambda n: f"第{n}界")


class OrganFactory(RecordFactory):
    class Meta:
        model = Organ

    name = factory.Sequence(lambda n: f"机构{n}")
    kind = OrganKind.OFFICE


class PartyFactory(RecordFactory):
    class Meta:
        model = Party

    name = factory.Sequence(lambda n: f"党派{n}")
    short_name = factory.Sequence(lambda n: f"党{n}")


class UnitFactory(RecordFactory):
    class Meta:
        model = Unit

    name = factory.Sequence(lambda n: f"市直单位{n}")
    short_name = factory.Sequence(lambda n: f"单位{n}")
    channel = "government"


class PersonFactory(RecordFactory):
    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"人员{n}")


class MandateFactory(RecordFactory):
    class Meta:
        model = Mandate

    person = factory.SubFactory(PersonFactory)
    term = factory.SubFactory(TermFactory)
    sector = factory.SubFactory(SectorFactory)
    number = factory.Sequence(lambda n: f"{n:04d}")
    started_on = date(2022, 1, 10)


class PersonMergeFactory(RecordFactory):
    """A request that waits to be confirmed."""

    class Meta:
        model = PersonMerge

    kept = factory.SubFactory(PersonFactory)
    other_key = factory.LazyFunction(lambda: PersonFactory().pk)
    other_name = "王守信"
    reason = "本人来电确认"
    kept_version = 1
    other_version = 1
    asked_by = "办公室"
    asked_on = date(2026, 3, 2)


class TenureFactory(RecordFactory):
    """A deputy secretary general since 2022."""

    class Meta:
        model = Tenure

    person = factory.SubFactory(PersonFactory)
    title = "deputy_secretary"
    started_on = date(2022, 1, 10)


class TermChangeFactory(RecordFactory):
    """The fifth term, being prepared."""

    class Meta:
        model = TermChange

    ordinal = factory.Sequence(lambda n: n + 60)
    starts_on = date(2027, 1, 15)
    decided_by = "四届二十三次常委会议"


class NomineeFactory(RecordFactory):
    class Meta:
        model = Nominee

    change = factory.SubFactory(TermChangeFactory)
    name = factory.Sequence(lambda n: f"新委员{n}")
    sector = factory.SubFactory(SectorFactory)


class SectorPlacesFactory(RecordFactory):
    class Meta:
        model = SectorPlaces

    change = factory.SubFactory(TermChangeFactory)
    sector = factory.SubFactory(SectorFactory)
    places = 3
