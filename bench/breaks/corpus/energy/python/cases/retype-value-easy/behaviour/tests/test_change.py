import asyncio
from decimal import Decimal

from settlement.generated import (
    CreditFeedInIn,
    Ctx,
    FeedInCredit,
    Producer,
    RegisterProducerIn,
)
from tests.support import FEED, MARCH, service, stand


def test_credits_are_exact() -> None:
    app = service(readings=[stand(hour, hour * 1100, FEED) for hour in range(2)])
    register = RegisterProducerIn(name="Mill", meter_id=42, peak_kw=5.0)
    producer = asyncio.run(app.register_producer(register, Ctx()))
    assert isinstance(producer, Producer)
    input = CreditFeedInIn(producer_id=producer.id, period=MARCH)
    credit = asyncio.run(app.credit_feed_in(input, Ctx()))
    assert isinstance(credit, FeedInCredit)
    assert isinstance(credit.kwh, Decimal)
    assert round(credit.kwh, 3) == Decimal("2.2")
