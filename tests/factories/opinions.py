"""Reports, bulletins, adoptions and instructions on bulletins, by situation."""

from datetime import date

import factory
from django.contrib.contenttypes.models import ContentType

from tests.factories.members import PersonFactory, RecordFactory, UnitFactory
from yizheng.instructions.models import Instruction
from yizheng.opinions.models import Adoption, Bulletin, Forwarding, Informant, OpinionReport
from yizheng.opinions.states import AdoptionLevel, BulletinState, Series, State


class ReportFactory(RecordFactory):
    """A report that waits to be dealt with."""

    class Meta:
        model = OpinionReport

    serial = factory.Sequence(lambda n: n + 1000)
    reporter = factory.SubFactory(PersonFactory)
    title = factory.Sequence(lambda n: f"第{n}件群众反映的事")
    original = "老旧电梯更新难，资金没有来源。建议设立专项资金。"
    received_on = date(2025, 4, 1)


class InformantFactory(RecordFactory):
    """Somebody invited to report."""

    class Meta:
        model = Informant

    name = factory.Sequence(lambda n: f"信息员{n}")
    workplace = "市人民医院"
    appointed_on = date(2024, 4, 1)


class CompiledFactory(ReportFactory):
    state = State.COMPILED
    compiled_on = date(2025, 4, 10)
    edited = "老旧电梯更新资金缺乏稳定来源。建议设立专项资金。"
    signed_by = "签发人甲"


class KeptFactory(ReportFactory):
    state = State.KEPT
    kept_on = date(2025, 4, 10)
    kept_reason = "与前报重复"


class ForwardingFactory(RecordFactory):
    """A report that waits for a unit's answer."""

    class Meta:
        model = Forwarding

    report = factory.SubFactory(CompiledFactory)
    unit = factory.SubFactory(UnitFactory)
    forwarded_on = date(2025, 4, 12)


class BulletinFactory(RecordFactory):
    """An issue not yet sent."""

    class Meta:
        model = Bulletin
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"第{n}件要情")
    recipients = "市委、市政府领导"
    series = Series.SPECIAL

    @factory.post_generation
    def reports(self, create, extracted, **_):
        if create and extracted:
            self.reports.set(extracted)


class SentFactory(BulletinFactory):
    state = BulletinState.SENT
    number = factory.Sequence(lambda n: n + 1000)
    sent_on = date(2025, 5, 8)
    year = factory.LazyAttribute(lambda issue: issue.sent_on.year)


class AdoptionFactory(RecordFactory):
    class Meta:
        model = Adoption

    report = factory.SubFactory(CompiledFactory)
    level = AdoptionLevel.PROVINCE
    organ = "省政协"
    adopted_on = date(2025, 6, 1)


class InstructionFactory(RecordFactory):
    """A leader's act on an issue."""

    class Meta:
        model = Instruction

    product_type = factory.LazyFunction(lambda: ContentType.objects.get_for_model(Bulletin))
    leader_name = "领导甲"
    leader_post = "市长"
    leader_level = "city"
    instructed_on = date(2025, 5, 12)


def instruct(bulletin, **facts):
    """An act of instruction on a bulletin."""
    return InstructionFactory(product_id=bulletin.pk, **facts)
