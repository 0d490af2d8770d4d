"""Supervisors, findings and appraisals, by situation."""

from datetime import date

import factory

from tests.factories.members import PersonFactory, RecordFactory, UnitFactory
from yizheng.supervision.models import Appraisal, Assignment, Ballot, Criterion, Finding


class AssignmentFactory(RecordFactory):
    """A member who supervises a unit."""

    class Meta:
        model = Assignment

    person = factory.SubFactory(PersonFactory)
    unit = factory.SubFactory(UnitFactory)
    appointed_on = date(2025, 1, 10)


class FindingFactory(RecordFactory):
    """What a supervisor reported and nobody has dealt with."""

    class Meta:
        model = Finding

    assignment = factory.SubFactory(AssignmentFactory)
    found_on = date(2025, 4, 8)
    problem = factory.Sequence(lambda n: f"第{n}个窗口排队时间长")
    suggestion = "增开窗口，错峰取号。"


class AppraisalFactory(RecordFactory):
    """An appraisal that is being prepared."""

    class Meta:
        model = Appraisal
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"第{n}次民主评议")
    unit = factory.SubFactory(UnitFactory)
    criteria_lines = "服务群众\n工作效率"
    opens_on = date(2025, 5, 1)
    closes_on = date(2099, 12, 31)

    @factory.post_generation
    def invited(self, create, extracted, **_):
        if create and extracted:
            self.invited.set(extracted)


class CriterionFactory(RecordFactory):
    class Meta:
        model = Criterion

    appraisal = factory.SubFactory(AppraisalFactory)
    ordinal = factory.Sequence(lambda n: n + 1)
    name = "服务群众"


class BallotFactory(RecordFactory):
    class Meta:
        model = Ballot

    appraisal = factory.SubFactory(AppraisalFactory)
    person = factory.SubFactory(PersonFactory)
