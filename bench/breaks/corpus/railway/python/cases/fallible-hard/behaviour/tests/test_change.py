import asyncio

from dispatch.custom.disruption import compensate
from dispatch.generated import Cause, Ctx, Delay, a_delay
from dispatch.generated_sales import ListTicketsIn, Ticket, TrainUnknown, a_ticket

from .neighbours import Sales, a_run

LATE: Delay = a_delay(minutes=70, cause=Cause.CREW)


class Strangers(Sales):
    async def list_tickets(  # type: ignore[override]
        self, input: ListTicketsIn, ctx: Ctx | None = None
    ) -> list[Ticket] | TrainUnknown:
        if input.train != "IC 512":
            return TrainUnknown(train=input.train)
        return await super().list_tickets(input, ctx)


def test_a_known_train_is_paid_for() -> None:
    sales = Strangers(tickets=[a_ticket(number=n, train="IC 512") for n in (1, 2, 3)])
    paid = asyncio.run(compensate(sales, a_run(), LATE, Ctx()))
    assert [each.ticket for each in paid] == [1, 2, 3]


def test_an_unknown_train_gets_nothing() -> None:
    assert asyncio.run(compensate(Strangers(), a_run("RE 7"), LATE, Ctx())) == []
