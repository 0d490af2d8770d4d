"""Handoffs, with both ends."""

from datetime import date

import factory
from django.contrib.contenttypes.models import ContentType

from tests.factories.members import RecordFactory
from tests.factories.opinions import ReportFactory
from tests.factories.proposals import DeclinedFactory
from yizheng.handoffs.models import Handoff


class HandoffFactory(RecordFactory):
    """A declined proposal that goes on as an opinion report."""

    class Meta:
        model = Handoff
        exclude = ("source", "target")

    source = factory.SubFactory(DeclinedFactory, destination="information")
    target = factory.SubFactory(ReportFactory)
    source_type = factory.LazyAttribute(lambda o: ContentType.objects.get_for_model(o.source))
    source_id = factory.SelfAttribute("source.pk")
    target_type = factory.LazyAttribute(lambda o: ContentType.objects.get_for_model(o.target))
    target_id = factory.SelfAttribute("target.pk")
    handed_on = date(2025, 4, 12)
