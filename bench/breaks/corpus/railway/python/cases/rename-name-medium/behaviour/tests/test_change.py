import asyncio

from dispatch.custom.disruption import compensate
from dispatch.generated import Cause, Ctx, a_delay
from dispatch.generated_sales import (
    AlreadyRefunded,
    PayBackIn,
    Refund,
    TicketNotFound,
    a_ticket,
)

from .neighbours import Sales, a_run


class Spy(Sales):
    asked: list[PayBackIn]

    async def pay_back(
        self, input: PayBackIn, ctx: Ctx | None = None
    ) -> Refund | TicketNotFound | AlreadyRefunded:
        self.asked.append(input)
        return await super().pay_back(input, ctx)


def test_each_ticket_is_paid_back() -> None:
    sales = Spy(tickets=[a_ticket(number=n, train="IC 512") for n in (1, 2, 3)])
    sales.asked = []
    asyncio.run(compensate(sales, a_run(), a_delay(minutes=125, cause=Cause.CREW), Ctx()))
    assert [(each.number, each.share) for each in sales.asked] == [(1, 50), (2, 50), (3, 50)]
