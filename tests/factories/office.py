"""Upward reports, rules and honours, by situation."""

from datetime import date

import factory

from tests.factories.members import RecordFactory
from yizheng.office.models import Honour, OfficeRule, RuleArea, UpwardReport
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
