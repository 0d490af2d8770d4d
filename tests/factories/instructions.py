"""Instructions. Organs of the committee stand in for products, so that no other app is needed."""

from datetime import date

import factory
from django.contrib.contenttypes.models import ContentType

from tests.factories.members import OrganFactory, RecordFactory, UnitFactory
from yizheng.instructions.models import Conveyance, Instruction


class InstructionFactory(RecordFactory):
    class Meta:
        model = Instruction
        exclude = ("on",)

    on = factory.SubFactory(OrganFactory)
    product_type = factory.LazyAttribute(lambda o: ContentType.objects.get_for_model(o.on))
    product_id = factory.LazyAttribute(lambda o: o.on.pk)
    leader_name = "某领导"
    leader_post = "市委书记"
    leader_level = "city"
    instructed_on = date(2025, 6, 10)


class ConveyanceFactory(RecordFactory):
    """An instruction that a unit is to act on."""

    class Meta:
        model = Conveyance

    instruction = factory.SubFactory(InstructionFactory)
    unit = factory.SubFactory(UnitFactory)
    request = "请研究所提建议，并反馈办理情况。"
    conveyed_on = date(2025, 6, 12)
    due_on = date(2025, 7, 10)


def facts(product, **more):
    """What a clerk types in about an instruction on a product."""
    return {
        "product": product,
        "leader_name": "某领导",
        "leader_post": "市委书记",
        "leader_level": "city",
        "instructed_on": date(2025, 6, 10),
        "text": "请市住建局研究办理。",
        **more,
    }
