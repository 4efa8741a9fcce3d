import asyncio

from settlement.custom.reports import credits_by_producer
from settlement.generated import (
    CreditFeedInIn,
    Ctx,
    FeedInCredit,
    Producer,
    RegisterProducerIn,
    a_feed_in_credit,
)
from tests.support import FEED, MARCH, service, stand


def test_producers_are_told_apart_by_text() -> None:
    app = service(readings=[stand(hour, hour * 1000, FEED) for hour in range(3)])
    found: set[str] = set()
    for name in ("Mill", "Barn"):
        register = RegisterProducerIn(name=name, meter_id=42, peak_kw=5.0)
        producer = asyncio.run(app.register_producer(register, Ctx()))
        assert isinstance(producer, Producer)
        found.add(producer.id)
        wanted = CreditFeedInIn(producer_id=producer.id, period=MARCH)
        credit = asyncio.run(app.credit_feed_in(wanted, Ctx()))
        assert isinstance(credit, FeedInCredit)
        assert credit.producer_id == producer.id
    assert len(found) == 2


def test_credits_by_text() -> None:
    grouped = credits_by_producer(
        a_feed_in_credit(producer_id=id, period=MARCH, amount=1) for id in ("b", "a", "b")
    )
    assert set(grouped) == {"a", "b"}
