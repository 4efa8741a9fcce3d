import asyncio

from dispatch.custom.disruption import compensate
from dispatch.generated import Cause, Ctx, a_delay
from dispatch.generated_sales import RefundReason, RefundTicketIn, a_ticket

from .neighbours import Sales, a_run


def test_a_refund_without_a_note() -> None:
    wanted = RefundTicketIn(number=1, share=25, reason=RefundReason.DELAY)
    assert wanted.note == ""
    sales = Sales(tickets=[a_ticket(number=1, train="IC 512", price=40.0)])
    paid = asyncio.run(compensate(sales, a_run(), a_delay(minutes=70, cause=Cause.CREW), Ctx()))
    assert [(each.ticket, each.amount) for each in paid] == [(1, 10.0)]
