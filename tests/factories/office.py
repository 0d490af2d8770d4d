"""Upward reports, rules and honours, by situation."""

from datetime import date

import factory

from tests.factories.members import OrganFactory, RecordFactory
from yizheng.office.models import (
    Honour,
    OfficeRule,
    Responsibility,
    ResponsibilityList,
    ResponsibilityStep,
    RuleArea,
    UpwardReport,
)
from yizheng.office.states import HonourLevel, UpwardKind


class UpwardReportFactory(RecordFactory):
    class Meta:
        model = UpwardReport

    number = factory.Sequence(lambda n: f"安政协党组发第{n + 1}号")
    matter = "关于年度协商计划的请示"
    kind = UpwardKind.REQUEST
    sent_on = date(2025, 1, 16)
    addressee = "中共安澜市委"


class AreaFactory(RecordFactory):
    class Meta:
        model = RuleArea

    name = factory.Sequence(lambda n: f"方面{n}")


class RuleFactory(RecordFactory):
    class Meta:
        model = OfficeRule

    title = factory.Sequence(lambda n: f"制度{n}")
    area = factory.SubFactory(AreaFactory)
    adopted_on = date(2025, 5, 12)


class HonourFactory(RecordFactory):
    """Give `person` or `organ`."""

    class Meta:
        model = Honour

    title = "劳动模范"
    level = HonourLevel.NATION
    awarded_by = "授予机关"
    awarded_on = date(2025, 4, 28)


class ChecklistFactory(RecordFactory):
    class Meta:
        model = ResponsibilityList

    title = factory.Sequence(lambda n: f"第{n}份责任清单")
    adopted_on = date(2025, 1, 10)


class ResponsibilityFactory(RecordFactory):
    """An item that is to be done by a day long past."""

    class Meta:
        model = Responsibility

    checklist = factory.SubFactory(ChecklistFactory)
    ordinal = factory.Sequence(lambda n: n + 1)
    matter = factory.Sequence(lambda n: f"责任事项{n}")
    organ = factory.SubFactory(OrganFactory)
    due_on = date(2025, 6, 30)


class StepFactory(RecordFactory):
    class Meta:
        model = ResponsibilityStep

    responsibility = factory.SubFactory(ResponsibilityFactory)
    taken_on = date(2025, 3, 3)
    what = "召开专题会议"
