"""Both ends of the ladder, by situation."""

from datetime import date

import factory
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.factories.members import RecordFactory, committee
from tests.factories.opinions import CompiledFactory
from yizheng.ladder.models import Incoming, Partner, Submission
from yizheng.members.states import Level


class PartnerFactory(RecordFactory):
    """A province elsewhere."""

    class Meta:
        model = Partner

    name = factory.Sequence(lambda n: f"第{n}省政协")
    level = Level.PROVINCE
    public_key = factory.LazyFunction(
        lambda: Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    )
    checked_on = date(2025, 1, 10)
    checked_with = "对方值班室"


class SubmissionFactory(RecordFactory):
    """A report that waits for a file to a partner."""

    class Meta:
        model = Submission

    report = factory.SubFactory(CompiledFactory)
    partner = factory.SubFactory(PartnerFactory)
    sent_on = date(2025, 4, 12)


class IncomingFactory(RecordFactory):
    """A report from a committee below that waits to be dealt with."""

    class Meta:
        model = Incoming

    token = factory.Faker("uuid4")
    lower = factory.LazyFunction(lambda: committee("below", "东湾县"))
    from_name = "东湾县政协"
    title = factory.Sequence(lambda n: f"第{n}件县里的事")
    text = "农村电网老旧，夏天常停电。建议列入改造计划。"
    digest = "0" * 64
    sent_on = date(2025, 4, 12)
    arrived_on = date(2025, 4, 12)
