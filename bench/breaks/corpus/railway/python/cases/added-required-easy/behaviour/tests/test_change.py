import asyncio

from dispatch.custom.disruption import compensate
from dispatch.generated import Cause, Ctx, a_delay
from dispatch.generated_sales import (
    AlreadyRefunded,
    Refund,
    RefundTicketIn,
    TicketNotFound,
    a_ticket,
)

from .neighbours import Sales, a_run


class Counter(Sales):
    approvals: list[str]

    async def refund_ticket(
        self, input: RefundTicketIn, ctx: Ctx | None = None
    ) -> Refund | TicketNotFound | AlreadyRefunded:
        self.approvals.append(input.approved_by)
        return await super().refund_ticket(input, ctx)


def test_somebody_approves_each_refund() -> None:
    sales = Counter(tickets=[a_ticket(number=n, train="IC 512") for n in (1, 2, 3)])
    sales.approvals = []
    paid = asyncio.run(compensate(sales, a_run(), a_delay(minutes=70, cause=Cause.CREW), Ctx()))
    assert len(paid) == 3
    assert len(sales.approvals) == 3
    assert all(sales.approvals)
